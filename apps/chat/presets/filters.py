from typing import Any

import django_filters
from django.db.models import QuerySet

from apps.chat.conversations.models import Conversation
from apps.chat.presets.models import Preset
from apps.chat.presets.selectors import MAX_LOOKED_AT, matching


class PresetFilter(django_filters.FilterSet):
    """Filters over what one person may use."""

    q = django_filters.CharFilter(
        method="by_words", max_length=80, help_text="Words of title or text in either language, or a title's pinyin."
    )
    scope = django_filters.ChoiceFilter(choices=Preset.Scope.choices)
    stage = django_filters.ChoiceFilter(choices=Conversation.Stage.choices)

    class Meta:
        model = Preset
        fields: tuple[str, ...] = ()

    def by_words(self, presets: QuerySet[Preset], name: str, value: Any) -> QuerySet[Preset]:
        return presets.filter(pk__in=[preset.pk for preset in matching(presets[:MAX_LOOKED_AT], value)])
