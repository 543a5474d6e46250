"""Who is shown which tip, once; what came of it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from apps.accounts.models import User
from apps.education.tips.features import TIPS
from apps.education.tips.models import Tip, TipMeeting, TipRefusal, TipStep
from apps.education.tips.selectors import wants_tips
from apps.experiments.services import feature_is_on

MOST_A_DAY = 3
BETWEEN = timedelta(minutes=30)
"""So much time is between two tips, however many pages are opened."""


def tip_that_fits(*, person: User, places: Collection[str], now: datetime) -> Tip | None:
    """The first, by their order, all of whose steps stand at these places; None while it isn't time for one."""
    if not _is_time(person, now):
        return None
    known = TipMeeting.objects.filter(tip=OuterRef("pk"), person=person)
    elsewhere = TipStep.objects.filter(tip=OuterRef("pk")).exclude(place__in=places)
    fitting = Tip.objects.for_reader(person).filter(~Exists(known), ~Exists(elsewhere), steps__isnull=False)
    return fitting.prefetch_related(Prefetch("steps", TipStep.objects.order_by("position"))).distinct().first()


def _is_time(person: User, now: datetime) -> bool:
    if not wants_tips(person):
        return False
    lately = TipMeeting.objects.filter(person=person, met_at__gt=now - timedelta(days=1)).order_by("-met_at")
    met = list(lately.values_list("met_at", flat=True)[:MOST_A_DAY])
    return len(met) < MOST_A_DAY and (not met or met[0] is None or met[0] <= now - BETWEEN)


@transaction.atomic
def meet_tip(*, person: User, tip: Tip, now: datetime | None = None) -> bool:
    """Whether to show it now: once a person, and never to who goes without tips for a comparison, of whom it is kept
    that it would have been shown."""
    now = now or timezone.now()
    User.objects.select_for_update().get(pk=person.pk)  # two open pages don't show two tips at one time
    if not _is_time(person, now):
        return False
    fields = {"met_at": now, "is_shown": feature_is_on(TIPS, person)}
    meeting, is_first = TipMeeting.objects.get_or_create(tip=tip, person=person, defaults=fields)
    return is_first and meeting.is_shown


def dismiss_tip(*, person: User, tip: Tip, now: datetime | None = None) -> None:
    """They closed it. The first time counts."""
    open_ones = TipMeeting.objects.filter(tip=tip, person=person, is_shown=True, dismissed_at=None)
    open_ones.update(dismissed_at=now or timezone.now())


def note_done(*, deed: str, people: Collection[int], now: datetime | None = None) -> None:
    """These people did what some tips are about. The first time counts."""
    if not people:
        return
    now = now or timezone.now()
    tips = list(Tip.objects.filter(deed=deed).values_list("pk", flat=True))
    TipMeeting.objects.bulk_create(
        [TipMeeting(tip_id=tip, person_id=person, done_at=now) for tip in tips for person in sorted(people)],
        ignore_conflicts=True,
    )
    TipMeeting.objects.filter(tip__in=tips, person__in=people, done_at=None).update(done_at=now)


def set_tips(*, person: User, is_on: bool, now: datetime | None = None) -> None:
    """No more tips, or tips again."""
    if is_on:
        TipRefusal.objects.filter(person=person).delete()
    else:
        TipRefusal.objects.get_or_create(person=person, defaults={"since": now or timezone.now()})
