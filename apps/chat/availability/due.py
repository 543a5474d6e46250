"""What is due in conversations, and what happens then: its person is told, in the product, and by e-mail where they
are away."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.availability.features import ONLINE_HINTS
from apps.chat.availability.kinds import GREETING_UNANSWERED, ONLINE_NOW, PROMISE_BROKEN, PROMISE_DUE, SNOOZE_OVER
from apps.chat.availability.mail import is_away
from apps.chat.availability.message_reminders import MESSAGE, describe_messages, tell_of_message
from apps.chat.availability.models import AnswerPromise
from apps.chat.availability.online import ONLINE, is_hint_wanted
from apps.chat.availability.promises import end_promise
from apps.chat.availability.reminders import PROMISE, PROMISE_END, SNOOZE, UNANSWERED, conversation_of, waits_for
from apps.chat.conversations.locking import locked
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.conversations.personal import set_personal
from apps.experiments.services import feature_shown
from apps.notifications.deciding.pacing import next_mail_at
from apps.notifications.deciding.registry import Kind
from apps.notifications.deciding.services import notify, notify_by_mail
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.registry import DueKind, DueWords, register

LATEST_MAIL = timedelta(hours=13)
"""A night may lie between a reminder and its e-mail; after a day it would tell of what is over."""


def lock_conversation(item: DueItem) -> None:
    locked(Conversation.objects.filter(pk=conversation_of(item))).first()


def takes_part(item: DueItem, now: datetime) -> bool:
    return participation(item) is not None


def participation(item: DueItem) -> Participant | None:
    """The seat of its person, who is there and in the conversation still."""
    seats = Participant.objects.select_related("conversation__candidate", "conversation__recruiter", "user")
    mine = seats.filter(conversation=conversation_of(item), user=item.person_id, left_at=None)
    return mine.filter(user__is_active=True).first()


def is_waited_for(item: DueItem, now: datetime) -> bool:
    seat = participation(item)
    return seat is not None and waits_for(seat.user, seat.conversation)


def telling(kind: Kind) -> Callable[[DueItem, datetime], object]:
    """An effect that tells its person of it, as this kind of notification."""

    def act(item: DueItem, now: datetime) -> None:
        seat = participation(item)
        if seat is not None:
            tell(seat.user, seat.conversation, kind, cause=item.key, now=now)

    return act


def tell(person: User, conversation: Conversation, kind: Kind, *, cause: str, now: datetime) -> None:
    """In the product; and by e-mail to who is away, in their day and within what nobody asked for may be."""
    facts = {"name": _other_name(conversation, person.pk), "title": conversation.title}
    url = reverse("chat:conversation", args=[conversation.pk])
    is_new = notify(person=person, kind=kind, cause=cause, facts=facts, url=url, now=now)
    if is_new and person.email_notifications and is_away(person, now=now):
        at = next_mail_at(person, now=now, is_counted=kind.is_counted)
        if not kind.is_counted or at - now < LATEST_MAIL:
            notify_by_mail(person=person, kind=kind, cause=cause, facts=facts, url=url, now=at)


def _other_name(conversation: Conversation, person: int) -> str:
    other = conversation.recruiter if person == conversation.candidate_id else conversation.candidate
    return other.name if other else conversation.title


def words_of(pattern: Promise) -> Callable[[Iterable[DueItem]], Mapping[int, DueWords]]:
    """For the list of what is planned: `pattern` with the other's name, and the job."""

    def describe(items: Iterable[DueItem]) -> Mapping[int, DueWords]:
        found = list(items)
        related = Conversation.objects.select_related("candidate", "recruiter")
        conversations = related.in_bulk({conversation_of(item) for item in found})
        words = {}
        for item in found:
            if (conversation := conversations.get(conversation_of(item))) is not None:
                name = _other_name(conversation, item.person_id)
                url = reverse("chat:conversation", args=[conversation.pk])
                words[item.pk] = DueWords(str(pattern).replace("{name}", name), conversation.title, url)
        return words

    return describe


def follow_time(item: DueItem) -> None:
    set_personal(item.person, conversation_of(item), snoozed_until=item.due_at)


def back_now(item: DueItem) -> None:
    set_personal(item.person, conversation_of(item), snoozed_until=None)


def bring_back(item: DueItem, now: datetime) -> None:
    back_now(item)
    telling(SNOOZE_OVER)(item, now)


register(
    DueKind(
        key=UNANSWERED,
        title=_("Unanswered greeting"),
        act=telling(GREETING_UNANSWERED),
        is_wanted=is_waited_for,
        lock=lock_conversation,
        obeys_quiet_hours=True,
    )
)
register(
    DueKind(
        key=PROMISE,
        title=_("Promised answer"),
        act=telling(PROMISE_DUE),
        is_wanted=is_waited_for,
        lock=lock_conversation,
        describe=words_of(_("You promised {name} an answer")),
        icon="moon",
    )
)


def end_of_promise(item: DueItem, now: datetime) -> None:
    promise = AnswerPromise.objects.filter(pk=item.payload["promise"]).first()
    if promise is not None and end_promise(promise, is_waited_for=is_waited_for(item, now)):
        telling(PROMISE_BROKEN)(item, now)


register(
    DueKind(
        key=PROMISE_END,
        title=_("End of a promised answer"),
        act=end_of_promise,
        lock=lock_conversation,
    )
)


def hint(item: DueItem, now: datetime) -> None:
    seat = participation(item)
    if seat is None or not feature_shown(ONLINE_HINTS, seat.user, conversation=seat.conversation_id):
        return
    conversation = seat.conversation
    facts = {"name": _other_name(conversation, seat.user_id), "title": conversation.title}
    url = reverse("chat:conversation", args=[conversation.pk])
    notify(person=seat.user, kind=ONLINE_NOW, cause=item.key, facts=facts, url=url, now=now)


register(
    DueKind(
        key=ONLINE,
        title=_("Hint that somebody is online"),
        act=hint,
        is_wanted=is_hint_wanted,
        lock=lock_conversation,
    )
)
register(
    DueKind(
        key=SNOOZE,
        title=_("Snoozed conversation"),
        act=bring_back,
        is_wanted=takes_part,
        lock=lock_conversation,
        describe=words_of(_("Snoozed: {name}")),
        icon="alarm-clock",
        called_off=back_now,
        moved=follow_time,
    )
)
register(
    DueKind(
        key=MESSAGE,
        title=_("Reminder of a message"),
        act=tell_of_message,
        is_wanted=takes_part,
        lock=lock_conversation,
        describe=describe_messages,
        icon="alarm-clock",
        called_off=lambda item: None,
        moved=lambda item: None,
    )
)
