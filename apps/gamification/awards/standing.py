"""What people already have under a rule, while one deed after the other is judged."""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from apps.accounts.models import User
from apps.gamification.awards.models import Award
from apps.gamification.deeds.deed import Deed
from apps.gamification.rules.deciding import PAID, Standing
from apps.gamification.rules.models import RuleDecision, RuleVersion


def day_of(moment: datetime, zone_name: str) -> tuple[datetime, datetime]:
    """The person's own day around a moment: from midnight to midnight in their time zone."""
    zone = ZoneInfo(zone_name)
    date = moment.astimezone(zone).date()
    following = date + timedelta(days=1)
    return (
        datetime(date.year, date.month, date.day, tzinfo=zone),
        datetime(following.year, following.month, following.day, tzinfo=zone),
    )


Judged = tuple[RuleVersion, Deed, User]


class Standings:
    """Begins with nothing, as a dry run does, or with what was decided `before`; then counts what is paid."""

    def __init__(self) -> None:
        self._times: defaultdict[tuple[int, int], list[datetime]] = defaultdict(list)
        """By rule and person, in order."""
        self._for_other: Counter[tuple[int, int, int]] = Counter()
        """Of rule, person and counterparty."""
        self._conversations: defaultdict[tuple[str, int, int], Counter[int | None]] = defaultdict(Counter)
        """By kind of deed, person and counterparty: in which conversations."""
        self._spent: Counter[int] = Counter()

    @classmethod
    def before(cls, judged: Sequence[Judged]) -> Self:
        """Asks the database only for what the deeds' versions limit, once for all of them."""
        standings = cls()
        standings._load_times(judged)
        standings._load_pairs(judged)
        for rule in {version.rule_id for version, _deed, _person in judged if version.budget}:
            standings._spent[rule] = Award.objects.filter(rule=rule).spent()
        return standings

    def of(self, version: RuleVersion, deed: Deed, person: User) -> Standing:
        times = self._times[version.rule_id, person.pk]
        start, end = day_of(deed.done_at, person.time_zone)
        place = bisect_left(times, deed.done_at)
        nearest = times[max(place - 1, 0) : place + 1]
        return Standing(
            that_day=bisect_left(times, end) - bisect_left(times, start),
            of_pair=self._of_pair(version, deed),
            minutes_to_nearest=min((_minutes(deed.done_at, at) for at in nearest), default=None),
            points_spent=self._spent[version.rule_id],
        )

    def pay(self, version: RuleVersion, deed: Deed, points: int) -> None:
        insort(self._times[version.rule_id, deed.person_id], deed.done_at)
        if deed.counterparty_id is not None:
            self._count_pair(version.rule_id, deed.kind, deed.person_id, deed.counterparty_id, deed.facts)
        self._spent[version.rule_id] += points

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

    def _load_times(self, judged: Sequence[Judged]) -> None:
        """Around the deeds: the people's days, and the rules' cooldowns."""
        limited = [one for one in judged if one[0].max_per_day or one[0].cooldown_minutes]
        if not limited:
            return
        spans = [
            span
            for version, deed, person in limited
            for reach in [timedelta(minutes=version.cooldown_minutes)]
            for span in (day_of(deed.done_at, person.time_zone), (deed.done_at - reach, deed.done_at + reach))
        ]
        decisions = RuleDecision.objects.filter(
            rule__in={version.rule_id for version, _deed, _person in limited},
            beneficiary__in={person.pk for _version, _deed, person in limited},
            outcome__in=PAID,
            decided_at__gte=min(start for start, _end in spans),
            decided_at__lte=max(end for _start, end in spans),
        )
        columns = ("rule_id", "beneficiary_id", "decided_at")
        for rule, person_id, at in decisions.order_by("decided_at").values_list(*columns):
            self._times[rule, person_id].append(at)

    def _load_pairs(self, judged: Sequence[Judged]) -> None:
        about_two = [deed for _version, deed, _person in judged if deed.counterparty_id]
        if not about_two:
            return
        people = {deed.person_id for deed in about_two} | {deed.counterparty_id for deed in about_two}
        decisions = RuleDecision.objects.filter(
            rule__deed__in={deed.kind for deed in about_two},
            outcome__in=PAID,
            beneficiary__in=people,
            counterparty__in=people,
        )
        columns = ("rule_id", "rule__deed", "beneficiary_id", "counterparty_id", "facts")
        for one in decisions.values_list(*columns):
            self._count_pair(*one)


def _minutes(one: datetime, other: datetime) -> float:
    return abs((one - other).total_seconds()) / 60
