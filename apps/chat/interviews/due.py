"""What happens a day and an hour before an interview."""

from collections.abc import Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.accounts.people.selectors import is_blocked_between
from apps.chat.availability.mail import is_away
from apps.chat.conversations.locking import locked
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.interviews.kinds import IN_AN_HOUR, TOMORROW, facts_of
from apps.chat.interviews.models import Interview
from apps.chat.interviews.reminders import DAY, HOUR
from apps.chat.interviews.slots import is_same_day
from apps.chat.interviews.wording import other_name, with_words
from apps.notifications.deciding.registry import Kind
from apps.notifications.deciding.services import notify, notify_by_mail
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.registry import DueKind, DueWords, register


def _interview(item: DueItem) -> Interview | None:
    found = Interview.objects.select_related("conversation__candidate", "conversation__recruiter")
    return found.filter(pk=item.payload.get("interview", 0)).first()


def lock_conversation(item: DueItem) -> None:
    interview = _interview(item)
    if interview is not None:
        locked(Conversation.objects.filter(pk=interview.conversation_id)).first()


def is_still_on(item: DueItem, now: datetime) -> bool:
    interview = _interview(item)
    if interview is None or interview.starts_at is None or interview.standing != Interview.Standing.AGREED:
        return False
    conversation = interview.conversation
    candidate, recruiter = conversation.candidate, conversation.recruiter
    takes_part = Participant.objects.filter(conversation=conversation, user=item.person, left_at=None).exists()
    if item.kind == DAY and is_same_day(interview.starts_at, now, ZoneInfo(item.person.time_zone)):
        # Whatever held it up: what happens today isn't announced for tomorrow.
        return False
    return (
        interview.sequence == item.payload.get("version")
        and interview.starts_at > now
        and conversation.stage != Conversation.Stage.CLOSED
        and takes_part
        and item.person.is_active
        and not (candidate and recruiter and is_blocked_between(candidate, recruiter))
    )


def telling(kind: Kind) -> Callable[[DueItem, datetime], object]:
    """In the product; and by e-mail, at whatever hour, to who isn't there, for it was agreed with them."""

    def act(item: DueItem, now: datetime) -> None:
        interview = _interview(item)
        if interview is None:
            return
        person = item.person
        facts = facts_of(interview, person, name=other_name(interview.conversation, person))
        url = reverse("chat:conversation", args=[interview.conversation_id])
        is_new = notify(person=person, kind=kind, cause=item.key, facts=facts, url=url, now=now)
        if is_new and person.email_notifications and is_away(person, now=now):
            notify_by_mail(person=person, kind=kind, cause=item.key, facts=facts, url=url, now=now)

    return act


def describe(items: Iterable[DueItem]) -> dict[int, DueWords]:
    items = list(items)
    found = Interview.objects.select_related("conversation__candidate", "conversation__recruiter")
    interviews = found.in_bulk([item.payload.get("interview", 0) for item in items])
    words = {}
    for item in items:
        interview = interviews.get(item.payload.get("interview", 0))
        if interview is not None:
            url = reverse("chat:conversation", args=[interview.conversation_id])
            title = with_words(interview.conversation, item.person)
            words[item.pk] = DueWords(title=title, detail=interview.conversation.title, url=url)
    return words


for key, title, kind in (
    (DAY, _("A day before an interview"), TOMORROW),
    (HOUR, _("An hour before an interview"), IN_AN_HOUR),
):
    register(
        DueKind(
            key=key,
            title=title,
            act=telling(kind),
            is_wanted=is_still_on,
            lock=lock_conversation,
            describe=describe,
            icon="calendar-clock",
            called_off=lambda item: None,
        )
    )
