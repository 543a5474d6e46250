from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.availability.reminders import about
from apps.chat.conversations.models import Conversation
from apps.chat.scheduling.models import ScheduledMessage
from apps.chat.scheduling.services import FOLLOW_UP, MESSAGE
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.registry import DueWords
from apps.notifications.reminders.selectors import lines, planned_for
from apps.notifications.reminders.wording import Line

SHOWN = 3
"""In the conversation; the page has all of them."""


def other_side(conversation: Conversation, viewer: int) -> User | None:
    """Whose clock counts beside the viewer's: that of the one person on the other side."""
    return conversation.recruiter if viewer == conversation.candidate_id else conversation.candidate


def words_of(items: Iterable[DueItem]) -> Mapping[int, DueWords]:
    """For the list of what is planned."""
    by_id = {item.payload["scheduled"]: item for item in items}
    found = ScheduledMessage.objects.filter(pk__in=by_id)
    words = {}
    for scheduled in found.select_related("conversation__candidate", "conversation__recruiter"):
        item, conversation = by_id[scheduled.pk], scheduled.conversation
        other = other_side(conversation, scheduled.author_id)
        pattern = _("To {name}, unless they answer before") if scheduled.is_follow_up else _("To {name}")
        words[item.pk] = DueWords(
            title=pattern.replace("{name}", other.name if other else conversation.title),
            detail=scheduled.body,
            url=reverse("chat:conversation", args=[conversation.pk]),
            other=other,
            edit_url=reverse("chat:scheduled", args=[scheduled.pk]),
        )
    return words


def planned_in(conversation: Conversation, author: User, *, now: datetime) -> list[Line]:
    """The next few messages that the author has planned here, for their eyes alone."""
    mine = planned_for(author).filter(kind__in=(MESSAGE, FOLLOW_UP), about=about(conversation.pk))
    return lines(mine[:SHOWN], author, now=now)


def not_sent(author: User) -> QuerySet[ScheduledMessage]:
    """What couldn't go out, newest first, while its text is kept."""
    kept = ScheduledMessage.objects.filter(author=author, refused_at__isnull=False).order_by("-refused_at", "pk")
    return kept.select_related("conversation__candidate", "conversation__recruiter")
