from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from apps.education.tips.deeds import tells
from apps.feedback.ratings.events import ConversationRated


@tells("conversation_rated", _("A conversation was rated"), ConversationRated)
def who_rated(event: ConversationRated) -> Iterable[int]:
    return [event.rater]
