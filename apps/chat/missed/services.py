"""What somebody missed while they were away goes into one e-mail, about five minutes later, unless they read it.

Each message is told of once, a conversation at most once an hour, and a person at most three times a day, never in
their night: what comes in meanwhile waits for the next e-mail.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Max, Min, Q
from django.db.models.functions import Greatest
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.people.selectors import blocked_ids
from apps.chat.availability.mail import AWAY_FOR, is_away
from apps.chat.conversations.models import Participant
from apps.chat.messages.models import Message
from apps.chat.missed.kinds import MISSED
from apps.chat.missed.models import MissedDigest
from apps.notifications.deciding.pacing import next_mail_at
from apps.notifications.deciding.services import notify_by_mail

CONVERSATION_EVERY = timedelta(hours=1)
MOST_CONVERSATIONS = 200
MOST_NAMES = 5
BATCH = 200


@dataclass(frozen=True, slots=True)
class Missed:
    """What a person missed in one conversation. `first` is the id of its oldest message, `up_to` the newest number."""

    participant: Participant
    count: int
    first: int
    up_to: int
    name: str

    @property
    def may_be_told_at(self) -> datetime | None:
        mailed_at = self.participant.mailed_at
        return mailed_at + CONVERSATION_EVERY if mailed_at else None


def note_missed(conversation_ids: Iterable[int], *, senders: Iterable[int], now: datetime) -> None:
    """Opens an e-mail for each member that has none open yet and may not have seen these messages."""
    present = Participant.objects.filter(
        conversation__in=set(conversation_ids),
        left_at=None,
        is_muted=False,
        read_seq__lt=F("conversation__head_seq"),
        user__is_active=True,
        user__email_notifications=True,
    )
    senders = set(senders)
    people = set(present.values_list("user_id", flat=True))
    if len(senders) == 1:
        people -= senders
    waiting = MissedDigest.objects.filter(person__in=people, sent_at=None, cancelled_at=None)
    people -= set(waiting.values_list("person_id", flat=True))
    MissedDigest.objects.bulk_create(
        [MissedDigest(person_id=person, since=now, due_at=now + AWAY_FOR) for person in sorted(people)],
        ignore_conflicts=True,
    )


def send_missed(*, now: datetime) -> int:
    """Sends the e-mails that are due to people who are still away and still have something unread."""
    due = MissedDigest.objects.filter(due_at__lte=now, sent_at=None, cancelled_at=None).order_by("due_at")
    return sum(_send(digest_id, now) for digest_id in due.values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _send(digest_id: int, now: datetime) -> bool:
    own = MissedDigest.objects.filter(pk=digest_id)
    if not own.filter(due_at__lte=now, sent_at=None, cancelled_at=None).update(sent_at=now):
        return False
    person = own.select_related("person").get().person
    missed = missed_by(person) if person.email_notifications and person.is_active else []
    if not missed:
        own.update(sent_at=None, cancelled_at=now)
        return False
    told = [one for one in missed if one.may_be_told_at is None or one.may_be_told_at <= now]
    untold = [moment for one in missed if one not in told and (moment := one.may_be_told_at) is not None]
    later = _not_before(person, told, untold, now)
    if later > now:
        own.update(sent_at=None, due_at=later)
        return False
    own.update(message_count=sum(one.count for one in told))
    _mail(person, told, cause=f"missed:{digest_id}", now=now)
    if untold:
        MissedDigest.objects.create(person=person, since=now, due_at=min(untold))
    return True


def _not_before(person: User, told: Sequence[Missed], untold: Sequence[datetime], now: datetime) -> datetime:
    """When this person may be written to, about these conversations or the first that may be told of."""
    if not is_away(person, now=now):
        return now + AWAY_FOR
    return next_mail_at(person, now=now if told else min(untold))


def _mail(person: User, told: Sequence[Missed], *, cause: str, now: datetime) -> None:
    for one in told:
        note_told(one.participant.pk, up_to=one.up_to, now=now)
    names = list(dict.fromkeys(one.name or "Rapport" for one in told))
    facts: dict[str, Any] = {
        "messages": sum(one.count for one in told),
        "names": ", ".join(names[:MOST_NAMES]) + ("…" if names[MOST_NAMES:] else ""),
        "first": [[one.first, one.count] for one in told[:MOST_NAMES]],
        "more": len(told) - MOST_NAMES if len(told) > MOST_NAMES else 0,
    }
    only = told[0].participant.conversation_id if len(told) == 1 else None
    facts["conversation"] = only
    facts["urls"] = [reverse("chat:conversation", args=[one.participant.conversation_id]) for one in told]
    url = facts["urls"][0] if only else reverse("chat:inbox")
    notify_by_mail(person=person, kind=MISSED, cause=cause, facts=facts, url=url, now=now)


def note_told(participant_id: int, *, up_to: int, now: datetime) -> None:
    """An e-mail tells of their conversation up to this message: no other one does again."""
    Participant.objects.filter(pk=participant_id).update(mailed_seq=Greatest("mailed_seq", up_to), mailed_at=now)


def missed_by(person: User) -> list[Missed]:
    """What others wrote that this person neither read nor was told of by e-mail, by conversation, the oldest first;
    muted conversations left aside, and who is parted from them by a block."""
    behind = Participant.objects.filter(
        user=person,
        left_at=None,
        is_muted=False,
        conversation__head_seq__gt=Greatest("read_seq", "mailed_seq"),
    )
    participants = {
        one.conversation_id: one for one in behind.order_by("conversation__last_message_at")[:MOST_CONVERSATIONS]
    }
    rows = (
        Message.objects.filter(
            conversation__in=participants,
            conversation__participants__user=person,
            seq__gt=Greatest("conversation__participants__read_seq", "conversation__participants__mailed_seq"),
            recalled_at=None,
        )
        .exclude(kind=Message.Kind.SYSTEM)
        .filter(Q(sender=None) | ~Q(sender__in=blocked_ids(person) | {person.pk}))
        .order_by()
        .values("conversation")
        .annotate(count=Count("pk"), first=Min("pk"), up_to=Max("seq"), name=Max("sender__name"))
    )
    return sorted(
        (
            Missed(participants[row["conversation"]], row["count"], row["first"], row["up_to"], row["name"] or "")
            for row in rows
        ),
        key=lambda one: one.first,
    )
