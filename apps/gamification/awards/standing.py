"""What stands already under the rules, held or settled, while one deed after the other is judged."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from django.db.models import Count, Sum

from apps.accounts.models import User
from apps.gamification.awards.models import Award, AwardEntry
from apps.gamification.deeds.deed import Deed
from apps.gamification.rules.deciding import Standing
from apps.gamification.rules.limits import Limit, Span
from apps.gamification.rules.models import RuleVersion

Judged = tuple[RuleVersion, Deed, User]


@dataclass(frozen=True)
class Paid:
    """An award that stands: when its deed was done, for whom, with whom, for how much."""

    at: datetime
    other: int | None
    points: int


class Standings:
    """Begins with nothing, as a dry run does, or with what was there `before`; then counts what is paid."""

    def __init__(self) -> None:
        self._paid: defaultdict[tuple[int, int], list[Paid]] = defaultdict(list)
        """By rule and person."""
        self._shared: dict[tuple[int, Limit, int | None, Span], tuple[int, int]] = {}
        """Awards and points by rule, limit, company (None for all) and its span."""
        self._for_other: Counter[tuple[int, int, int]] = Counter()
        """Of rule, person and counterparty."""
        self._conversations: defaultdict[tuple[str, int, int], Counter[int | None]] = defaultdict(Counter)
        """By kind of deed, person and counterparty: in which conversations."""

    @classmethod
    def before(cls, judged: Sequence[Judged]) -> Self:
        """Asks the database only for what the deeds' versions limit, once for all of them."""
        standings = cls()
        standings._load_people(judged)
        standings._load_pairs(judged)
        for version, deed, person in judged:
            for limit in version.limit_rows:
                if limit.is_shared:
                    standings._load_shared(version, limit, deed, person)
        return standings

    def of(self, version: RuleVersion, deed: Deed, person: User) -> Standing:
        counts = {limit: self._count(version, limit, deed, person) for limit in version.limit_rows}
        return Standing(counts=counts, of_pair=self._of_pair(version, deed))

    def pay(self, version: RuleVersion, deed: Deed, person: User, points: int) -> None:
        self._paid[version.rule_id, deed.person_id].append(Paid(deed.done_at, deed.counterparty_id, points))
        if deed.counterparty_id is not None:
            self._count_pair(version.rule_id, deed.kind, deed.person_id, deed.counterparty_id, deed.facts)
        for limit in version.limit_rows:
            if limit.is_shared:
                key = _shared_key(version, limit, deed, person)
                awards, worth = self._shared.get(key, (0, 0))
                self._shared[key] = (awards + 1, worth + points)

    def _count(self, version: RuleVersion, limit: Limit, deed: Deed, person: User) -> tuple[int, int]:
        if limit.is_shared:
            return self._shared.get(_shared_key(version, limit, deed, person), (0, 0))
        start, end = limit.reach(deed.done_at)
        near = [
            one
            for one in self._paid[version.rule_id, deed.person_id]
            if start <= one.at < end and (limit.per != "pair" or one.other == deed.counterparty_id)
        ]
        if limit.per == "breadth":
            return _beyond_breadth(near, limit, deed)
        if limit.within == "hours":
            return _fullest_stretch(near, deed.done_at, timedelta(hours=limit.hours))
        return len(near), sum(one.points for one in near)

    def _count_pair(self, rule: int, kind: str, person: int, other: int, facts: dict[str, Any]) -> None:
        self._for_other[rule, person, other] += 1
        self._conversations[kind, person, other][facts.get("conversation")] += 1

    def _of_pair(self, version: RuleVersion, deed: Deed) -> int:
        """In either direction, over all rules for this kind of deed. Both sides of one conversation don't count
        against each other: that two people rate each other is no game."""
        if deed.counterparty_id is None:
            return 0
        conversation = deed.facts.get("conversation")
        theirs = self._conversations[deed.kind, deed.counterparty_id, deed.person_id]
        elsewhere = theirs.total() - (theirs[conversation] if conversation is not None else 0)
        return self._for_other[version.rule_id, deed.person_id, deed.counterparty_id] + elsewhere

    def _load_people(self, judged: Sequence[Judged]) -> None:
        """As far around the deeds as their limits reach."""
        spans = [
            limit.reach(deed.done_at)
            for version, deed, _person in judged
            for limit in version.limit_rows
            if not limit.is_shared
        ]
        if not spans:
            return
        awards = Award.objects.beside_last(AwardEntry.STANDING).filter(
            rule__in={version.rule_id for version, _deed, _person in judged},
            person__in={person.pk for _version, _deed, person in judged},
            created_at__gte=min(start for start, _end in spans),
            created_at__lte=max(end for _start, end in spans),
        )
        columns = ("rule_id", "person_id", "created_at", "decision__counterparty_id", "entries__points")
        for rule, person_id, at, other, points in awards.values_list(*columns):
            self._paid[rule, person_id].append(Paid(at, other, points))

    def _load_pairs(self, judged: Sequence[Judged]) -> None:
        about_two = [deed for _version, deed, _person in judged if deed.counterparty_id]
        if not about_two:
            return
        people = {deed.person_id for deed in about_two} | {deed.counterparty_id for deed in about_two}
        awards = Award.objects.standing().filter(
            rule__deed__in={deed.kind for deed in about_two},
            person__in=people,
            decision__counterparty__in=people,
        )
        columns = ("rule_id", "rule__deed", "person_id", "decision__counterparty_id", "facts")
        for one in awards.values_list(*columns):
            self._count_pair(*one)

    def _load_shared(self, version: RuleVersion, limit: Limit, deed: Deed, person: User) -> None:
        key = _shared_key(version, limit, deed, person)
        if key in self._shared:
            return
        start, end = limit.reach(deed.done_at)
        awards = Award.objects.beside_last(AwardEntry.STANDING)
        awards = awards.filter(rule=version.rule_id, created_at__gte=start, created_at__lt=end)
        if limit.per == "company":
            awards = awards.filter(person__company=person.company_id)
        found = awards.aggregate(awards=Count("pk"), worth=Sum("entries__points"))
        self._shared[key] = (found["awards"], found["worth"] or 0)


def _shared_key(version: RuleVersion, limit: Limit, deed: Deed, person: User) -> tuple[int, Limit, int | None, Span]:
    company = person.company_id if limit.per == "company" else None
    return version.rule_id, limit, company, limit.reach(deed.done_at)


def _beyond_breadth(near: Sequence[Paid], limit: Limit, deed: Deed) -> tuple[int, int]:
    """What is left for one person to account for: each other one, with the deed's own among them, allows as many."""
    people = {one.other for one in near} | {deed.counterparty_id}
    allowed = limit.most * (len(people) - 1)
    return len(near) - allowed, sum(one.points for one in near) - allowed


def _fullest_stretch(near: Iterable[Paid], at: datetime, stretch: timedelta) -> tuple[int, int]:
    """The awards and points of the fullest stretch of time that one more, at this moment, would join: what is heard of
    late joins those that came after it, too."""
    near = sorted(near, key=lambda one: one.at)
    fullest = (0, 0)
    for first in [*(one.at for one in near if one.at <= at), at]:
        inside = [one for one in near if first <= one.at < first + stretch]
        if first + stretch > at:
            fullest = max(fullest, (len(inside), sum(one.points for one in inside)))
    return fullest
