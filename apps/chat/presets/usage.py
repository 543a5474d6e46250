"""How often prepared replies are sent, and how often the other side answers within a day: beside what people type."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from apps.accounts.models import User
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import ANSWER_ORIGINS

USAGE_DAYS = 30
ANSWERED_WITHIN = timedelta(hours=24)
MOST_COMPARED = 2000
"""Of typed messages, the newest: enough for a share in whole percents."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Messages of the last 30 days that are a day old, and how many of them were answered within a day."""

    sent: int
    answered: int

    @property
    def share(self) -> float | None:
        """0–1; None when nothing was sent."""
        return self.answered / self.sent if self.sent else None

    @property
    def share_words(self) -> str:
        return f"{self.share:.0%}" if self.share is not None else "–"


NEVER = Usage(0, 0)


def usage_of(preset_ids: Sequence[int], *, now: datetime, sender: User | None = None) -> dict[int, Usage]:
    """By preset, of everybody's messages or one person's; one query."""
    messages = lately(now).filter(preset__in=preset_ids)
    if sender is not None:
        messages = messages.filter(sender=sender)
    rows = (
        messages.annotate(is_answered=Exists(_answers()))
        .values("preset")
        .annotate(sent=Count("pk"), answered=Count("pk", filter=Q(is_answered=True)))
    )
    return {row["preset"]: Usage(row["sent"], row["answered"]) for row in rows.order_by()}


def typed_usage(*, now: datetime, sender: User | None = None) -> Usage:
    """The same of messages that were typed, the newest 2,000 of them; one query."""
    messages = lately(now).filter(origin=Message.Origin.TYPED, sender__isnull=False)
    if sender is not None:
        messages = messages.filter(sender=sender)
    newest = messages.annotate(is_answered=Exists(_answers())).order_by("-pk").values_list("is_answered", flat=True)
    answers = list(newest[:MOST_COMPARED])
    return Usage(len(answers), sum(answers))


def answered(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Those of them that the other side answered within a day."""
    return messages.filter(Exists(_answers()))


def lately(now: datetime) -> QuerySet[Message]:
    """Of the last 30 days, long enough ago that a day has passed for the answer."""
    until = now - ANSWERED_WITHIN
    return Message.objects.filter(
        created_at__gt=until - timedelta(days=USAGE_DAYS), created_at__lte=until, recalled_at=None
    )


def _answers() -> QuerySet[Message]:
    """What the other side itself wrote within a day."""
    is_candidate = Q(sender=F("conversation__candidate"))
    return (
        Message.objects.filter(
            conversation=OuterRef("conversation"),
            seq__gt=OuterRef("seq"),
            created_at__lte=OuterRef("created_at") + ANSWERED_WITHIN,
            origin__in=ANSWER_ORIGINS,
            sender__isnull=False,
            recalled_at=None,
        )
        .exclude(sender=OuterRef("sender"))
        .filter(is_candidate | Q(conversation__candidate=OuterRef("sender")) | Q(conversation__candidate=None))
    )
