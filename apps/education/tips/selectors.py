from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from apps.accounts.models import User
from apps.education.tips.models import Tip, TipMeeting, TipRefusal, TipStep
from apps.errors import NotFound


@dataclass(frozen=True, slots=True)
class ListedTip:
    """A tip in its reader's list, whether it came up already, and whether they did what it is about."""

    slug: str
    steps: list[TipStep]
    is_done: bool
    shown_at: datetime | None


def wants_tips(person: User) -> bool:
    return not TipRefusal.objects.filter(person=person).exists()


def tip_for(slug: str, person: User) -> Tip:
    """One that is for them. Raises NotFound."""
    tip = Tip.objects.for_reader(person).filter(slug=slug).first()
    if tip is None:
        raise NotFound
    return tip


def tips_for(person: User) -> QuerySet[Tip]:
    """All that there are for them, to be read whenever they like."""
    mine = TipMeeting.objects.filter(person=person)
    return (
        Tip.objects.for_reader(person)
        .filter(steps__isnull=False)
        .distinct()
        .prefetch_related(
            Prefetch("steps", TipStep.objects.order_by("position")), Prefetch("meetings", mine, to_attr="own_meetings")
        )
    )


def listed(tip: Tip) -> ListedTip:
    """Of `tips_for`."""
    own: TipMeeting | None = next(iter(getattr(tip, "own_meetings", ())), None)
    shown_at = own.met_at if own is not None and own.is_shown else None
    return ListedTip(tip.slug, list(tip.steps.all()), own is not None and own.done_at is not None, shown_at)
