from typing import ClassVar

import django_filters
from django.db.models import QuerySet

from apps.education.articles.models import Article
from apps.education.articles.selectors import search


class ArticleFilter(django_filters.FilterSet):
    category = django_filters.ChoiceFilter(choices=Article.Category.choices)
    audience = django_filters.ChoiceFilter(choices=Article.Audience.choices)
    q = django_filters.CharFilter(
        method="search",
        help_text="Words that the article holds: Chinese as part of the text, English as whole words. Where none does, "
        "words that are spelt or sound almost so.",
    )

    class Meta:
        model = Article
        fields: ClassVar = ["category", "audience", "q"]

    def search(self, queryset: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        return search(value, queryset)
