"""How long people wait for support, and where they already talk with it."""

from datetime import datetime, timedelta
from statistics import median_high

from django.db.models import F, Min, Q

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message

LOOK_BACK = timedelta(days=60)
ENOUGH, MOST = 5, 200


def usual_support_wait_minutes(*, now: datetime) -> float | None:
    """Minutes from a person's first message to support until somebody answered, the median over the newest
    conversations of 60 days.

    One that is still unanswered counts with the time it has waited so far. None where that makes the median unsure,
    and with fewer than five conversations: nothing is promised that nobody measured.
    """
    by_person = Q(sender=F("conversation__candidate"))
    by_support = Q(sender__isnull=False) & ~by_person & Q(kind__in=Message.TYPED)
    by_hand = ~Q(origin__in=(Message.Origin.AUTO, Message.Origin.PROMISE))
    newest = Conversation.objects.filter(kind=Conversation.Kind.SUPPORT, created_at__gt=now - LOOK_BACK)
    newest = newest.order_by("-created_at")[:MOST]
    asked = (
        Message.objects.filter(conversation__in=list(newest.values_list("pk", flat=True)))
        .order_by()
        .values("conversation")
        .annotate(
            asked_at=Min("created_at", filter=by_person), answered_at=Min("created_at", filter=by_support & by_hand)
        )
        .exclude(asked_at=None)
    )
    waits = [((row["answered_at"] or now) - row["asked_at"], row["answered_at"] is None) for row in asked]
    if len(waits) < ENOUGH:
        return None
    wait, is_still_waiting = median_high(waits)
    return None if is_still_waiting else wait.total_seconds() / 60


def open_support_conversation_of(person: User) -> Conversation | None:
    """The one in which further questions of theirs would arrive. A conversation with a title is about one question."""
    mine = Conversation.objects.for_user(person).filter(kind=Conversation.Kind.SUPPORT, candidate=person, title="")
    return mine.exclude(stage=Conversation.Stage.CLOSED).order_by("-id").first()


def question_in(conversation: Conversation) -> Message | None:
    """With what its person began."""
    asked = conversation.messages.filter(sender=conversation.candidate_id, sender__isnull=False)
    return asked.order_by("seq").first()
