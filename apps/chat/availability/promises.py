"""“Seen, I'll answer tonight”: tells the other side, reminds oneself, counts as no answer; kept by one in time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.availability.features import PROMISES
from apps.chat.availability.models import AnswerPromise
from apps.chat.availability.reminders import PROMISE, PROMISE_END, about, due_in
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import Sent
from apps.chat.safety.permissions import lock_to_change
from apps.chat.sending.services import send_message
from apps.errors import NotAllowed
from apps.experiments.services import feature_used
from apps.notifications.reminders.services import cancel, plan, revive

State = AnswerPromise.State
EVENING_HOUR = 20
LATEST_HOUR = 22
"""From then on, an answer is promised for the next day."""
AT_LEAST = timedelta(hours=1)
"""So long after a promise its reminder comes, at the earliest."""


class Promised(NamedTuple):
    """When to remind, by when it is to be answered, and whether that is today."""

    remind_at: datetime
    until: datetime
    is_tonight: bool


@transaction.atomic
def promise_answer(*, user: User, conversation_id: int, now: datetime | None = None) -> Sent:
    """Promises an answer for tonight (late in the evening: for tomorrow). Once for each thing that waits."""
    now = now or timezone.now()
    conversation = lock_to_change(user, conversation_id)
    waiting = (
        Message.objects.filter(conversation=conversation)
        .exclude(sender=user)
        .exclude(kind=Message.Kind.SYSTEM)
        .order_by("-seq")
        .first()
    )
    if waiting is None:
        raise NotAllowed
    promised = promised_for(now, ZoneInfo(user.time_zone))
    plan(kind=PROMISE, person=user, subject=about(conversation.pk), at=promised.remind_at)
    with translation.override(waiting.sender.language if waiting.sender else user.language):
        body = _("Seen, I'll answer tonight.") if promised.is_tonight else _("Seen, I'll answer tomorrow.")
    sent = send_message(
        sender=user,
        conversation_id=conversation.pk,
        body=body,
        client_id=uuid5(NAMESPACE_URL, f"promise:{conversation.pk}:{user.pk}:{waiting.pk}"),
        origin=Message.Origin.PROMISE,
        facts={
            "type": "promise",
            "when": "tonight" if promised.is_tonight else "tomorrow",
            "until": promised.until.isoformat(),
        },
    )
    promise, is_new = AnswerPromise.objects.get_or_create(
        message_id=sent.id, defaults={"person": user, "conversation": conversation, "until": promised.until}
    )
    if is_new:
        feature_used(PROMISES, user, conversation=conversation.pk)
        plan(
            kind=PROMISE_END,
            person=user,
            subject=f"promise:{promise.pk}",
            about=about(conversation.pk),
            at=promised.until,
            payload={"promise": promise.pk},
        )
    return sent


def promised_for(now: datetime, zone: ZoneInfo) -> Promised:
    """Tonight, that is until 23:59, with a reminder at 20:00 or an hour from now, whichever is later; from 22:00 on
    tomorrow, with a reminder at 10:00."""
    local = now.astimezone(zone)
    night = local.replace(hour=23, minute=59, second=0, microsecond=0)
    if local.hour < LATEST_HOUR:
        evening = local.replace(hour=EVENING_HOUR, minute=0, second=0, microsecond=0)
        return Promised(max(evening, now + AT_LEAST), night, is_tonight=True)
    tomorrow = night + timedelta(days=1)
    return Promised(tomorrow.replace(hour=10, minute=0), tomorrow, is_tonight=False)


def settle_promises(answers: Sequence[Message]) -> None:
    """These people answered: their side's open promises in these conversations are kept, those whose time was over by
    then are broken."""
    conversations = {answer.conversation_id for answer in answers}
    promises = AnswerPromise.objects.filter(conversation__in=conversations, state=State.OPEN)
    for promise in promises.select_related("conversation", "message"):
        answer = next((one for one in answers if _may_keep(promise, one)), None)
        if answer is None:
            continue
        is_kept = answer.created_at <= promise.until
        _settle(promise, State.KEPT if is_kept else State.BROKEN, kept_by=answer if is_kept else None)
        cancel(due_in([promise.conversation_id], PROMISE_END).filter(subject=f"promise:{promise.pk}"))


def _may_keep(promise: AnswerPromise, answer: Message) -> bool:
    """Written after it, by the side that promised."""
    if answer.conversation_id != promise.conversation_id or answer.seq < promise.message.seq:
        return False
    candidate = promise.conversation.candidate_id
    return (promise.person_id == candidate) == (answer.sender_id == candidate)


def reopen_promises(message_id: int) -> None:
    """This message was taken back: what it had kept isn't kept any more, and what it had promised is over."""
    for promise in AnswerPromise.objects.filter(message=message_id, state=State.OPEN):
        if _settle(promise, State.OVER):
            cancel(due_in([promise.conversation_id], PROMISE, PROMISE_END).filter(person=promise.person_id))
    for promise in AnswerPromise.objects.filter(kept_by=message_id, state=State.KEPT):
        AnswerPromise.objects.filter(pk=promise.pk).update(state=State.OPEN, kept_by=None)
        revive(due_in([promise.conversation_id], PROMISE_END).filter(subject=f"promise:{promise.pk}"))


def end_promises(*, conversation_id: int, of_others_than: int) -> None:
    """Somebody else answers for the company now: what others of it promised is over."""
    theirs = AnswerPromise.objects.filter(conversation=conversation_id, state=State.OPEN)
    for promise in theirs.exclude(person=of_others_than).select_related("conversation"):
        if promise.person_id != promise.conversation.candidate_id and _settle(promise, State.OVER):
            cancel(due_in([conversation_id], PROMISE_END).filter(subject=f"promise:{promise.pk}"))


def last_promise(person: User, conversation_id: int) -> AnswerPromise | None:
    """Of this person here, where its answer may still be open."""
    told = AnswerPromise.objects.filter(
        person=person, conversation=conversation_id, state__in=[State.OPEN, State.BROKEN]
    )
    return told.order_by("-until").first()


def kept_and_broken(person: User, *, now: datetime) -> dict[str, int]:
    """How many of their promised answers of the last thirty days were kept, and how many broken."""
    lately = AnswerPromise.objects.filter(person=person, until__gt=now - timedelta(days=30))
    return {
        "kept": lately.filter(state=State.KEPT).count(),
        "broken": lately.filter(state=State.BROKEN, until__lte=now).count(),
    }


def end_promise(promise: AnswerPromise, *, is_waited_for: bool) -> bool:
    """Its time is over: broken where the answer is still waited for. Whether it is."""
    return _settle(promise, State.BROKEN if is_waited_for else State.OVER) and is_waited_for


def _settle(promise: AnswerPromise, state: str, *, kept_by: Message | None = None) -> bool:
    still_open = AnswerPromise.objects.filter(pk=promise.pk, state=State.OPEN)
    return bool(still_open.update(state=state, kept_by=kept_by))
