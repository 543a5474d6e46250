from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.conversations.models import Participant
from apps.chat.messages.models import Message
from apps.chat.messages.selectors import right_before
from apps.chat.scam.current import rules
from apps.chat.scam.events import MessageWarnedOf
from apps.chat.scam.judging import Judgement, judge
from apps.chat.scam.models import ScamWarning
from apps.chat.scam.rulebook import RuleBook
from apps.events.services import publish
from apps.realtime.hub import push

TOGETHER = timedelta(minutes=10)
MOST_BEFORE = 4


def warn_of(messages: Sequence[Message]) -> list[ScamWarning]:
    """Judges what people sent, and warns its readers. Harmless when repeated."""
    book, before = rules(), _right_before(messages)
    made = []
    for message in messages:
        found = _judged(message, book, before[message.pk])
        if found is None:
            continue
        warning, is_new = ScamWarning.objects.get_or_create(message=message, defaults=found._asdict())
        if is_new:
            made.append(warning)
            _tell_readers(message)
            publish(MessageWarnedOf(conversation=message.conversation_id, message=message.pk))
    return made


@transaction.atomic
def judge_again(message: Message) -> None:
    """What an edit made of it: a message that began harmless may be warned of, one that became so no longer. What an
    operator called a scam stays that. Harmless when repeated."""
    found = _judged(message, rules(), _right_before([message])[message.pk])
    warning = ScamWarning.objects.select_for_update().filter(message=message).first()
    if found is None:
        if warning is None or warning.verdict == ScamWarning.Verdict.SCAM:
            return
        warning.delete()
    elif warning is None:
        ScamWarning.objects.create(message=message, **found._asdict())
    else:
        seen = found._asdict()
        if warning.verdict == ScamWarning.Verdict.SCAM or all(getattr(warning, name) == seen[name] for name in seen):
            return
        undecided = {"verdict": ScamWarning.Verdict.OPEN, "decided_by": None, "decided_at": None}
        for name, value in (seen | undecided).items():
            setattr(warning, name, value)
        warning.save()
    _tell_readers(message)
    if found is not None:
        publish(MessageWarnedOf(conversation=message.conversation_id, message=message.pk))


@transaction.atomic
def decide(*, warning: ScamWarning, verdict: str, by: User, now: datetime | None = None) -> bool:
    """An operator's verdict; False where somebody decided so before. What is harmless is warned of no longer."""
    now = now or timezone.now()
    changed = ScamWarning.objects.select_for_update().exclude(verdict=verdict).filter(pk=warning.pk).first()
    if changed is None:
        return False
    changed.verdict, changed.decided_by, changed.decided_at = verdict, by, now
    changed.save()
    if verdict == ScamWarning.Verdict.SCAM:
        publish(MessageWarnedOf(conversation=changed.message.conversation_id, message=changed.message_id))
    transaction.on_commit(lambda: _tell_readers(changed.message))
    return True


def _judged(message: Message, book: RuleBook, before: Sequence[str]) -> Judgement | None:
    is_own_words = message.origin != Message.Origin.TAPPED
    return judge(message.body, before=before, book=book, is_own_words=is_own_words)


def _right_before(messages: Sequence[Message]) -> dict[int, list[str]]:
    """By the key of each: what the same person wrote in the same conversation in the minutes before, oldest first, up
    to an answer."""
    earlier = right_before(messages, MOST_BEFORE, Message.objects.defer("facts"))
    return {message.pk: _own_words_before(message, earlier[message.pk]) for message in messages}


def _own_words_before(message: Message, earlier: Sequence[Message]) -> list[str]:
    since = message.created_at - TOGETHER
    own = takewhile(lambda one: one.sender_id == message.sender_id and one.created_at > since, earlier)
    return [one.body for one in own][::-1]


def _tell_readers(message: Message) -> None:
    """Their pages fetch what is theirs alone; the sender hears nothing."""
    people = Participant.objects.filter(conversation=message.conversation_id, left_at=None)
    readers = people.exclude(user=message.sender_id).values_list("user_id", flat=True)
    frame = {"type": "warning", "conversation": message.conversation_id, "message": message.pk}
    transaction.on_commit(lambda: push(list(readers), frame))
