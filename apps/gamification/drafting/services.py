"""A dry run: what a version of a rule would have done with the deeds of the last 30 days. Writes nothing."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from apps.accounts.models import User
from apps.accounts.segments.selectors import segments_of
from apps.gamification.awards.standing import Standings
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.registry import deeds_since
from apps.gamification.fairness.people import facts_of
from apps.gamification.rules.deciding import Verdict, decide, is_for, segments_asked, unmet_condition
from apps.gamification.rules.draws import Claim, Odds
from apps.gamification.rules.models import Outcome, RuleVersion
from apps.gamification.rules.rewards import POINTS

DAYS = 30
LIMIT = 20_000
SAMPLES_PER_OUTCOME = 3


@dataclass(frozen=True)
class Sample:
    person: User
    other: User | None
    deed: Deed
    verdict: Verdict


@dataclass
class DryRun:
    """`points` and `coins` are all that would have been given; `settled` those of them that would have settled by now.
    `is_partial` says that there were more deeds than were read."""

    deeds: int = 0
    people: int = 0
    points: int = 0
    coins: int = 0
    settled: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    """People who would have had each form."""
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    top_earners: list[tuple[User, int]] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    is_partial: bool = False


def dry_run(*, version: RuleVersion, now: datetime) -> DryRun:
    """Replays the deeds of the last 30 days (the newest 20,000) that the version would have concerned."""
    deeds = deeds_since(version.rule.deed, now - timedelta(days=DAYS), limit=LIMIT)
    people = User.objects.in_bulk({deed.person_id for deed in deeds})
    standings, result, earned = Standings(), DryRun(is_partial=len(deeds) >= LIMIT), Counter[int]()
    chosen: dict[Outcome, list[tuple[Deed, Verdict]]] = {}
    segments = segments_of(people) if segments_asked(version) else {}
    about_people = facts_of(people.values(), now=now)
    forms = _forms_of(version, people.values(), now)
    for read in deeds:
        deed = replace(read, facts={**read.facts, **about_people.get(read.person_id, {})})
        person = people.get(deed.person_id)
        if person is None or not is_for(version, person.role, segments.get(person.pk, ())):
            continue
        form = forms.get(person.pk, POINTS)
        verdict = decide(version, deed, standings.of(version, deed, person), form)
        result.deeds += 1
        result.outcomes[verdict.outcome] += 1
        chosen.setdefault(verdict.outcome, []).append((deed, verdict))
        if verdict.is_paid:
            standings.pay(version, deed, person, verdict.points)
            earned[deed.person_id] += verdict.points
            result.coins += verdict.rewards.get("coins", 0)
            result.settled += verdict.points if _has_settled(version, deed, now) else 0
    result.points, result.people = earned.total(), len(earned)
    result.top_earners = [(people[person], points) for person, points in earned.most_common(10)]
    result.samples = _samples(chosen, people)
    result.forms = Counter(forms[person] for person in earned if person in forms)
    return result


def _forms_of(version: RuleVersion, people: Collection[User], now: datetime) -> dict[int, str]:
    """In which form each would have what the version gives, were it drawn now; empty where it has one form alone."""
    if not version.forms:
        return {}
    claims = [Claim(version, person, now) for person in people]
    odds = Odds(claims)
    return {claim.person.pk: odds.draw(claim)[0] for claim in claims}


def _has_settled(version: RuleVersion, deed: Deed, now: datetime) -> bool:
    """Whether it would count by now, were everybody who confirms it somebody whose word counts in full."""
    if unmet_condition(version, deed.facts, late=True) is not None:
        return False
    settles_at = deed.done_at
    if version.settling == RuleVersion.Settling.RECIPROCATED:
        until = deed.done_at + timedelta(days=version.settle_within_days)
        if deed.confirmed_at is None or deed.confirmed_at > until:
            return False
        settles_at = deed.confirmed_at
    return settles_at + timedelta(hours=version.hold_hours) <= now


def _samples(chosen: dict[Outcome, list[tuple[Deed, Verdict]]], people: dict[int, User]) -> list[Sample]:
    """The newest few of each outcome."""
    picked = [pair for pairs in chosen.values() for pair in pairs[-SAMPLES_PER_OUTCOME:]]
    others = User.objects.in_bulk({deed.counterparty_id for deed, _verdict in picked if deed.counterparty_id})
    return [
        Sample(
            person=people[deed.person_id],
            other=others.get(deed.counterparty_id) if deed.counterparty_id else None,
            deed=deed,
            verdict=verdict,
        )
        for deed, verdict in picked
    ]
