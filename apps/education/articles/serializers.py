from typing import ClassVar

from rest_framework import serializers

from apps.education.articles.markdown import render
from apps.education.articles.models import Article


class ArticleSerializer(serializers.ModelSerializer[Article]):
    """An article without its text, in both languages."""

    url = serializers.CharField(source="get_absolute_url", help_text="Its page, a path of this site.")

    class Meta:
        model = Article
        fields: ClassVar = [
            "slug",
            "url",
            "category",
            "audience",
            "title_en",
            "title_zh",
            "summary_en",
            "summary_zh",
            "version",
            "updated_at",
        ]
        read_only_fields: ClassVar = fields


class WholeArticleSerializer(ArticleSerializer):
    """An article with its text as Markdown and as safe HTML."""

    html_en = serializers.SerializerMethodField()
    html_zh = serializers.SerializerMethodField()

    class Meta(ArticleSerializer.Meta):
        fields: ClassVar = [*ArticleSerializer.Meta.fields, "body_en", "body_zh", "html_en", "html_zh"]
        read_only_fields: ClassVar = fields

    def get_html_en(self, article: Article) -> str:
        return render(article.body_en)

    def get_html_zh(self, article: Article) -> str:
        return render(article.body_zh)
