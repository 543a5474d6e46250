"""Which form somebody has what a rule gives: drawn once for everybody's same stretch of weeks, more often what helped
more in their segment, none ever too rarely. What was drawn stays, whatever its person does meanwhile.

Nobody can look for the form that they like: the point that decides follows from the rule and their address, so that
leaving and coming again, with a new account too, finds the same; and a segment moves the chances alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np
from django.db import transaction
from django.utils.crypto import salted_hmac

from apps.accounts.models import User
from apps.accounts.segments.selectors import smallest_segments
from apps.experiments.drawing import Record, chances, pick
from apps.experiments.services import unit_of
from apps.gamification.members.services import lock_members
from apps.gamification.rules.holdouts import HAS_IT, Lot
from apps.gamification.rules.models import FormDraw, FormRecord, RuleVersion
from apps.gamification.rules.offers import LEAST_PERCENT, offered

FIRST_MONDAY = datetime(2000, 1, 3, tzinfo=UTC)


class Claim(NamedTuple):
    """A person whom a version concerns at a moment, and whether they go without it then."""

    version: RuleVersion
    person: User
    at: datetime
    lot: Lot = HAS_IT

    @property
    def until(self) -> datetime:
        """When everybody's present stretch ends."""
        stretch = timedelta(weeks=self.version.forms_weeks)
        return FIRST_MONDAY + ((self.at - FIRST_MONDAY) // stretch + 1) * stretch

    def fits(self, drawn: FormDraw) -> bool:
        """What was promised until a day stays until then, also where a newer version draws more often."""
        if (drawn.rule_id, drawn.person_id) != (self.version.rule_id, self.person.pk):
            return False
        if not drawn.until - timedelta(weeks=drawn.version.forms_weeks) <= self.at < drawn.until:
            return False
        return drawn.form in offered(self.version) if self.lot.has_it else drawn.form == FormDraw.NONE


def draw_forms(claims: Sequence[Claim], *, now: datetime) -> list[FormDraw | None]:
    """For each claim what was drawn for them, now at the latest; None where nothing stands in for points. The caller
    holds the members' locks."""
    missing = [one for one, drawn in zip(claims, drawn_forms(claims), strict=True) if one.version.forms and not drawn]
    if missing:
        odds = Odds(missing)
        fresh = {drawn.key: drawn for drawn in (_drawn(one, odds, now) for one in missing)}
        FormDraw.objects.bulk_create(fresh.values())
    return drawn_forms(claims)


def drawn_forms(claims: Sequence[Claim]) -> list[FormDraw | None]:
    """What stands already, without drawing."""
    wanted = [one for one in claims if one.version.forms]
    if not wanted:
        return [None] * len(claims)
    draws = FormDraw.objects.filter(
        rule__in={one.version.rule_id for one in wanted},
        person__in={one.person.pk for one in wanted},
        until__gt=min(one.at for one in wanted),
    )
    found = list(draws.select_related("version").order_by("-pk"))
    return [next(filter(one.fits, found), None) if one.version.forms else None for one in claims]


def forms_read(claims: Sequence[Claim], *, now: datetime) -> list[FormDraw | None]:
    """For who reads what a rule gives: it is drawn then at the latest, so that they read what they will get."""
    drawn = drawn_forms(claims)
    if all(one is not None or not given.version.forms for one, given in zip(drawn, claims, strict=True)):
        return drawn
    with transaction.atomic():
        lock_members(*{one.person.pk for one in claims})
        return draw_forms(claims, now=now)


class Odds:
    """What is known of the forms in the segments of these people, and what chance makes of it for each."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        claims = list(claims)
        self._segments = smallest_segments({one.person.pk: one.person for one in claims}.values())
        self._records: defaultdict[tuple[int, str], dict[str, Record]] = defaultdict(dict)
        for record in FormRecord.objects.filter(
            rule__in={one.version.rule_id for one in claims}, segment__in=set(self._segments.values())
        ):
            self._records[record.rule_id, record.segment][record.form] = Record(record.good, record.bad)
        self._likely: dict[tuple[int, str], dict[str, float]] = {}

    def segment_of(self, person: User) -> str:
        return self._segments[person.pk]

    def draw(self, one: Claim) -> tuple[str, float]:
        """The form, and how likely it was."""
        if not one.lot.has_it:
            return FormDraw.NONE, one.lot.chance
        likely = self._likely_in(one.version, self.segment_of(one.person))
        form = pick(likely, _point(one))
        return form, likely[form] * one.lot.chance

    def _likely_in(self, version: RuleVersion, segment: str) -> dict[str, float]:
        """Follows from the records alone: who comes again meets the same chances."""
        if (version.pk, segment) not in self._likely:
            self._likely[version.pk, segment] = chances(
                dict.fromkeys(offered(version), 1.0),
                self._records[version.rule_id, segment],
                rng=np.random.default_rng(0),
                floor=LEAST_PERCENT / 100,
            )
        return self._likely[version.pk, segment]


def _point(one: Claim) -> float:
    """0–1, evenly spread over people, and for each anew in every stretch of every version."""
    who = one.person.email.lower() if one.person.email else str(one.person.pk)
    said = f"{one.version.pk}:{one.until:%Y-%m-%d}:{who}"
    return int.from_bytes(salted_hmac(__name__, said, algorithm="sha256").digest()[:8]) / 2**64


def _drawn(one: Claim, odds: Odds, now: datetime) -> FormDraw:
    form, propensity = odds.draw(one)
    what = FormDraw.NONE if form == FormDraw.NONE else "form"
    return FormDraw(
        key=f"{one.version.pk}:{one.person.pk}:{one.until:%Y-%m-%d}:{what}",
        rule_id=one.version.rule_id,
        version=one.version,
        person=one.person,
        unit=unit_of(one.person) or "",
        segment=odds.segment_of(one.person),
        form=form,
        propensity=propensity,
        drawn_at=now,
        until=one.until,
    )
