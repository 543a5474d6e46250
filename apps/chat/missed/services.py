"""What somebody missed while they were away goes into one e-mail, about five minutes later, unless they read it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from apps.accounts.models import User
from apps.chat.conversations.models import Participant
from apps.chat.messages.models import Message
from apps.chat.missed.kinds import MISSED
from apps.chat.missed.models import MissedDigest
from apps.notifications.deciding.services import notify_by_mail
from apps.realtime.models import Presence

AWAY_FOR = timedelta(minutes=5)
MOST_NAMES = 5
BATCH = 200


def note_missed(conversation_ids: Iterable[int], *, senders: Iterable[int], now: datetime) -> None:
    """Opens an e-mail for each member that has none open yet and may not have seen these messages."""
    seats = Participant.objects.filter(
        conversation__in=set(conversation_ids),
        left_at=None,
        is_muted=False,
        read_seq__lt=F("conversation__head_seq"),
        user__is_active=True,
        user__email_notifications=True,
    )
    senders = set(senders)
    people = set(seats.values_list("user_id", flat=True))
    if len(senders) == 1:
        people -= senders
    waiting = MissedDigest.objects.filter(person__in=people, sent_at=None, cancelled_at=None)
    people -= set(waiting.values_list("person_id", flat=True))
    MissedDigest.objects.bulk_create(
        [MissedDigest(person_id=person, since=now - AWAY_FOR, due_at=now + AWAY_FOR) for person in sorted(people)],
        ignore_conflicts=True,
    )


def send_missed(*, now: datetime) -> int:
    """Sends the e-mails that are due to people who are still away and still have something unread."""
    due = MissedDigest.objects.filter(due_at__lte=now, sent_at=None, cancelled_at=None).order_by("due_at")
    return sum(_send(digest_id, now) for digest_id in due.values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _send(digest_id: int, now: datetime) -> bool:
    mine = MissedDigest.objects.filter(pk=digest_id, due_at__lte=now, sent_at=None, cancelled_at=None)
    if not mine.update(sent_at=now):
        return False
    digest = MissedDigest.objects.select_related("person").get(pk=digest_id)
    missed = _missed(digest.person, since=digest.since)
    found = list(missed.values_list("conversation_id", "sender__name"))
    if not found or not digest.person.email_notifications or not digest.person.is_active:
        MissedDigest.objects.filter(pk=digest.pk).update(sent_at=None, cancelled_at=now)
        return False
    if Presence.objects.filter(user=digest.person, seen_at__gt=now - AWAY_FOR).exists():
        MissedDigest.objects.filter(pk=digest.pk).update(sent_at=None, due_at=now + AWAY_FOR)
        return False
    MissedDigest.objects.filter(pk=digest.pk).update(message_count=len(found))
    names = list(dict.fromkeys(name or "Rapport" for _conversation, name in found))
    conversations = {conversation for conversation, _name in found}
    only = next(iter(conversations)) if len(conversations) == 1 else None
    notify_by_mail(
        person=digest.person,
        kind=MISSED,
        cause=f"missed:{digest.pk}",
        facts={"messages": len(found), "names": ", ".join(names[:MOST_NAMES]) + ("…" if names[MOST_NAMES:] else "")},
        url=reverse("chat:conversation", args=[only]) if only else reverse("chat:inbox"),
        now=now,
    )
    return True


def _missed(person: User, *, since: datetime) -> QuerySet[Message]:
    """What others wrote since then and the person hasn't read, muted conversations left aside."""
    return (
        Message.objects.filter(
            conversation__participants__user=person,
            conversation__participants__left_at=None,
            conversation__participants__is_muted=False,
            seq__gt=F("conversation__participants__read_seq"),
            created_at__gte=since,
            recalled_at=None,
        )
        .exclude(kind=Message.Kind.SYSTEM)
        .filter(Q(sender=None) | ~Q(sender=person))
        .order_by("created_at")
    )
