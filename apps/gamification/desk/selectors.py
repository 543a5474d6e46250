"""A week of incentives on one page: what each rule cost, what became of it, who earns, what runs out, what is odd."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, F, QuerySet, Sum

from apps.accounts.models import User
from apps.gamification.appeals.models import Appeal
from apps.gamification.awards.metrics import worth_settled_by_rule
from apps.gamification.awards.models import Award, AwardEntry, Hold
from apps.gamification.awards.worth import coins_given, entries_that_stand, offers_given, worth
from apps.gamification.grants.models import Grant
from apps.gamification.rules.limits import Limit
from apps.gamification.rules.models import Outcome, Rule, RuleDecision, RuleVersion
from apps.gamification.rules.offers import Offer
from apps.gamification.rules.selectors import rules_in_force
from apps.gamification.rules.wording import limit_words

WEEK = timedelta(days=7)
FAR = 3
"""Times the week before, or that part of it: worth a look."""
WORTH_A_LOOK = 50
"""Points below which a week says nothing."""
LISTED = 10
REFUSED = (Outcome.CAPPED, Outcome.COUNTERPARTY, Outcome.COOLDOWN, Outcome.BUDGET)


@dataclass(frozen=True)
class Budget:
    """A limit that all share. `ends` is the day on which it is used up at the pace of the last seven days; None where
    it isn't, or not before it fills again."""

    limit: Limit
    used: int
    ends: date | None

    @property
    def words(self) -> str:
        return limit_words(self.limit)

    @property
    def share(self) -> int:
        return min(100, round(100 * self.used / self.limit.most))


@dataclass
class RuleWeek:
    """Deeds judged and awards given in the last seven days, by what they are worth in points now, in whatever form
    they came; coins apart. `before`: what settled in the week before."""

    rule: Rule
    judged: int = 0
    refused: int = 0
    states: Counter[str] = field(default_factory=Counter)
    cost: int = 0
    coins: int = 0
    held: int = 0
    settled: int = 0
    before: int = 0
    budgets: list[Budget] = field(default_factory=list)

    @property
    def awards(self) -> int:
        return self.states.total()

    @property
    def settled_share(self) -> int | None:
        return self._share(sum(self.states[kind] for kind in AwardEntry.COUNTING))

    @property
    def lapsed_share(self) -> int | None:
        return self._share(self.states[AwardEntry.Kind.LAPSED])

    @property
    def capped_share(self) -> int | None:
        return round(100 * self.refused / self.judged) if self.judged else None

    @property
    def is_odd(self) -> bool:
        """This week is far from the last."""
        if max(self.settled, self.before) < WORTH_A_LOOK:
            return False
        return self.settled >= FAR * self.before or self.before >= FAR * self.settled

    def _share(self, part: int) -> int | None:
        return round(100 * part / self.awards) if self.awards else None


def rules_of_the_week(*, now: datetime, offers: Collection[Offer]) -> list[RuleWeek]:
    """Every rule that lives, or did something; the dearest first."""
    since = now - WEEK
    weeks = {rule.pk: RuleWeek(rule) for rule in Rule.objects.all()}
    decisions = RuleDecision.objects.filter(decided_at__gte=since, decided_at__lt=now)
    for rule, outcome, count in decisions.values_list("rule", "outcome").annotate(n=Count("pk")).order_by():
        weeks[rule].judged += count
        weeks[rule].refused += count if outcome in REFUSED else 0
    entries = AwardEntry.objects.filter(answered_by=None, award__created_at__gte=since, award__created_at__lt=now)
    by_state = entries.values_list("award__rule", "kind").order_by()
    sums = {"n": Count("pk"), "total": Sum(worth(offers)), "coins": coins_given()}
    for rule, kind, count, total, coins in by_state.annotate(**sums):
        week = weeks[rule]
        week.states[kind] += count
        week.cost += total
        week.coins += coins
        week.held += total if kind == AwardEntry.Kind.HELD else 0
    for settled_rule, settled in worth_settled_by_rule(since=since, until=now, offers=offers):
        weeks[settled_rule.pk].settled = settled
    for settled_rule, settled in worth_settled_by_rule(since=since - WEEK, until=since, offers=offers):
        weeks[settled_rule.pk].before = settled
    for version in rules_in_force():
        weeks[version.rule_id].budgets = _budgets(version, now)
    shown = (week for week in weeks.values() if week.rule.state != Rule.State.DRAFT or week.judged)
    return sorted(shown, key=lambda week: (-week.cost, week.rule.key))


def _budgets(version: RuleVersion, now: datetime) -> list[Budget]:
    return [_budget(version, limit, now) for limit in version.limit_rows if limit.per == "all"]


def _budget(version: RuleVersion, limit: Limit, now: datetime) -> Budget:
    start, end = limit.reach(now)
    used = _used(version.rule_id, limit, start, end)
    a_day = _used(version.rule_id, limit, now - WEEK, now) / WEEK.days
    left = limit.most - used
    if left <= 0:
        return Budget(limit, used, now.date())
    if not a_day or left / a_day > (end - now).days or left / a_day > 3650:
        return Budget(limit, used, None)
    return Budget(limit, used, (now + timedelta(days=left / a_day)).date())


def _used(rule: int, limit: Limit, start: datetime, end: datetime) -> int:
    awards = Award.objects.standing().filter(rule=rule, created_at__gte=start, created_at__lt=end)
    return awards.count() if limit.of == "awards" else awards.points()


@dataclass(frozen=True)
class Earner:
    person: User
    points: int


@dataclass(frozen=True)
class Pair:
    people: tuple[User, User]
    awards: int
    points: int


@dataclass(frozen=True)
class Desk:
    """What the incentives desk shows: the last seven days, and what waits for an operator now."""

    weeks: list[RuleWeek]
    earners: list[Earner]
    pairs: list[Pair]
    held: int
    appeals: int
    grants: int


def desk_of_the_week(*, now: datetime) -> Desk:
    offers = offers_given()
    return Desk(
        weeks=rules_of_the_week(now=now, offers=offers),
        earners=top_earners(now=now, offers=offers),
        pairs=top_pairs(now=now, offers=offers),
        held=Hold.objects.count(),
        appeals=Appeal.objects.waiting().count(),
        grants=Grant.objects.filter(state=Grant.State.WAITS).count(),
    )


def holds() -> QuerySet[Hold]:
    """Those that are decided next first, then those that wait for the other side."""
    people = ("award__person", "award__rule", "confirmed_by")
    return Hold.objects.select_related(*people).order_by(F("settles_at").asc(nulls_last=True), "award")


def top_earners(*, now: datetime, offers: Collection[Offer]) -> list[Earner]:
    """By the awards of the last seven days that stand, in points in whatever form they came."""
    entries = entries_that_stand(since=now - WEEK, until=now)
    totals = entries.values_list("award__person").annotate(total=Sum(worth(offers))).order_by("-total")
    rows = list(totals.filter(award__person__isnull=False)[:LISTED])
    people = User.objects.in_bulk([person for person, _total in rows])
    return [Earner(people[person], total) for person, total in rows if person in people]


def top_pairs(*, now: datetime, offers: Collection[Offer]) -> list[Pair]:
    """Who earned with whom, in either direction, more than once."""
    rows = (
        entries_that_stand(since=now - WEEK, until=now)
        .filter(award__person__isnull=False, award__decision__counterparty__isnull=False)
        .values_list("award__person", "award__decision__counterparty")
        .annotate(n=Count("pk"), total=Sum(worth(offers)))
        .order_by("-n", "-total")[: LISTED * 20]
    )
    pairs: defaultdict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    for person, other, count, total in rows:
        pair = pairs[min(person, other), max(person, other)]
        pair[0] += count
        pair[1] += total
    often = sorted((one for one in pairs.items() if one[1][0] > 1), key=lambda one: (-one[1][0], -one[1][1]))[:LISTED]
    people = User.objects.in_bulk({person for pair, _counts in often for person in pair})
    return [
        Pair((people[one], people[other]), count, total)
        for (one, other), (count, total) in often
        if one in people and other in people
    ]
