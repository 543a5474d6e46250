"""What a version of a rule would have done with the deeds of the last 30 days, by the rules of live. Writes nothing."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
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
from apps.gamification.rules.offers import offers_of
from apps.gamification.rules.rewards import POINTS

DAYS = 30
LIMIT = 20_000
PIECE = 500
SAMPLES_PER_OUTCOME = 3


@dataclass(frozen=True)
class Month:
    """The deeds of one kind in the 30 days before `until`, the newest 20,000 of them, in their order; their facts hold
    what is known of their people, too. `is_partial` says that there were more."""

    until: datetime
    deeds: list[Deed]
    people: Mapping[int, User]
    is_partial: bool


@dataclass(frozen=True)
class Judged:
    """A deed with its verdict, and what that is worth in points in whatever form it would have come."""

    deed: Deed
    verdict: Verdict
    worth: int


@dataclass
class Replay:
    """`earned` is by person what everybody would have been given at most, in points in whatever form; `settled` what of
    it would have settled by now. `judged` are the deeds that the version concerns, by key and person."""

    coins: int = 0
    settled: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    """People who would have had each form."""
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    earned: Counter[int] = field(default_factory=Counter)
    judged: dict[tuple[str, int], Judged] = field(default_factory=dict)

    @property
    def awards(self) -> int:
        return sum(one.verdict.is_paid for one in self.judged.values())

    @property
    def samples(self) -> list[Judged]:
        """The newest few of each outcome."""
        by_outcome: dict[Outcome, list[Judged]] = {}
        for one in self.judged.values():
            by_outcome.setdefault(one.verdict.outcome, []).append(one)
        return [one for judged in by_outcome.values() for one in judged[-SAMPLES_PER_OUTCOME:]]


def read_month(kind: str, *, now: datetime, went_on: Callable[[], object] = lambda: None) -> Month:
    """`went_on` is called between the slow reads."""
    read = deeds_since(kind, now - timedelta(days=DAYS), limit=LIMIT)
    went_on()
    people = User.objects.in_bulk({deed.person_id for deed in read})
    went_on()
    about = facts_of(people.values(), now=now)
    deeds = [
        replace(deed, facts={**deed.facts, **about.get(deed.person_id, {})}) for deed in read if deed.done_at < now
    ]
    return Month(now, deeds, people, is_partial=len(read) >= LIMIT)


def replay(version: RuleVersion, month: Month, *, went_on: Callable[[int], None] = lambda deeds: None) -> Replay:
    """`went_on` hears after each piece how many deeds are done."""
    standings, result = Standings(), Replay()
    segments = segments_of(month.people) if segments_asked(version) else {}
    forms, offers = _forms_of(version, month.people.values(), month.until), offers_of(version)
    for number, deed in enumerate(month.deeds):
        if number % PIECE == 0:
            went_on(number)
        person = month.people.get(deed.person_id)
        if person is None or not is_for(version, person.role, segments.get(person.pk, ())):
            continue
        verdict = decide(version, deed, standings.of(version, deed, person), forms.get(person.pk, POINTS))
        worth = verdict.points + sum(offer.worth_of(verdict.rewards.get(offer.form, 0)) for offer in offers)
        result.outcomes[verdict.outcome] += 1
        result.judged[deed.key, person.pk] = Judged(deed, verdict, worth)
        if verdict.is_paid:
            standings.pay(version, deed, person, verdict.points)
            result.earned[person.pk] += worth
            result.coins += verdict.rewards.get("coins", 0)
            result.settled += worth if _has_settled(version, deed, month.until) else 0
    result.forms = Counter(forms[person] for person in result.earned if person in forms)
    went_on(len(month.deeds))
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
