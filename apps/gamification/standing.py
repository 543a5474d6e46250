"""What people already have under a rule: read from the decisions, or kept in memory while deeds are replayed."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from apps.accounts.models import User
from apps.gamification.deeds import Deed
from apps.gamification.engine import PAID, Standing
from apps.gamification.models import Award, RuleDecision, RuleVersion


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
    """What stands for several deeds that are judged one after the other. Asks the database only for what their versions
    limit, once, and keeps the count of what they bring themselves."""

    def __init__(self, judged: Sequence[Judged]) -> None:
        self._times = self._paid_times(judged)
        self._pairs = self._paid_pairs(judged)
        limited = {version.rule_id for version, _deed, _person in judged if version.budget}
        self._spent = {rule: Award.objects.filter(rule=rule).spent() for rule in limited}

    def of(self, version: RuleVersion, deed: Deed, person: User) -> Standing:
        times = self._times[version.rule_id, person.pk]
        start, end = day_of(deed.done_at, person.time_zone)
        reach = timedelta(minutes=version.cooldown_minutes)
        near = [_minutes(deed.done_at, at) for at in times if abs(at - deed.done_at) < reach]
        return Standing(
            that_day=sum(start <= at < end for at in times),
            of_pair=self._of_pair(version, deed),
            minutes_to_nearest=min(near, default=None),
            points_spent=self._spent.get(version.rule_id, 0),
        )

    def pay(self, version: RuleVersion, deed: Deed, points: int) -> None:
        self._times[version.rule_id, deed.person_id].append(deed.done_at)
        if deed.counterparty_id is not None:
            pair = (deed.kind, deed.person_id, deed.counterparty_id)
            self._pairs[pair].append((version.rule_id, deed.facts.get("conversation")))
        if version.budget:
            self._spent[version.rule_id] += points

    def _of_pair(self, version: RuleVersion, deed: Deed) -> int:
        """In either direction, over all rules for this kind of deed. Both sides of one conversation don't count
        against each other: that two people rate each other is no game."""
        if deed.counterparty_id is None:
            return 0
        conversation = deed.facts.get("conversation")
        mine = [rule for rule, _where in self._pairs[deed.kind, deed.person_id, deed.counterparty_id]]
        theirs = self._pairs[deed.kind, deed.counterparty_id, deed.person_id]
        elsewhere = [where for _rule, where in theirs if conversation is None or where != conversation]
        return mine.count(version.rule_id) + len(elsewhere)

    @staticmethod
    def _paid_times(judged: Sequence[Judged]) -> dict[tuple[int, int], list[datetime]]:
        """By rule and person, around the deeds: the people's days, and the rules' cooldowns."""
        times: dict[tuple[int, int], list[datetime]] = defaultdict(list)
        limited = [one for one in judged if one[0].max_per_day or one[0].cooldown_minutes]
        if not limited:
            return times
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
        for rule, person_id, at in decisions.values_list("rule_id", "beneficiary_id", "decided_at"):
            times[rule, person_id].append(at)
        return times

    @staticmethod
    def _paid_pairs(judged: Sequence[Judged]) -> dict[tuple[str, int, int], list[tuple[int, int | None]]]:
        """By kind of deed, who was paid and for whom: the rule, and the conversation."""
        pairs: dict[tuple[str, int, int], list[tuple[int, int | None]]] = defaultdict(list)
        about_two = [deed for _version, deed, _person in judged if deed.counterparty_id]
        if not about_two:
            return pairs
        people = {deed.person_id for deed in about_two} | {deed.counterparty_id for deed in about_two}
        decisions = RuleDecision.objects.filter(
            rule__deed__in={deed.kind for deed in about_two},
            outcome__in=PAID,
            beneficiary__in=people,
            counterparty__in=people,
        )
        columns = ("rule__deed", "beneficiary_id", "counterparty_id", "rule_id", "facts")
        for kind, paid, other, rule, facts in decisions.values_list(*columns):
            pairs[kind, paid, other].append((rule, facts.get("conversation")))
        return pairs


def _minutes(one: datetime, other: datetime) -> float:
    return abs((one - other).total_seconds()) / 60


class Replay:
    """The same counts over deeds that are replayed in the order of their time, for one version, writing nothing."""

    def __init__(self) -> None:
        self._paid: dict[int, list[Deed]] = defaultdict(list)
        self._pairs: dict[tuple[int, int], list[Deed]] = defaultdict(list)
        self.points_spent = 0

    def standing_of(self, version: RuleVersion, deed: Deed, person: User) -> Standing:
        mine = self._paid[person.pk]
        start, _end = day_of(deed.done_at, person.time_zone)
        return Standing(
            that_day=sum(1 for _earlier in takewhile(lambda earlier: earlier.done_at >= start, reversed(mine))),
            of_pair=self._of_pair(deed),
            minutes_to_nearest=_minutes(deed.done_at, mine[-1].done_at) if mine else None,
            points_spent=self.points_spent,
        )

    def pay(self, deed: Deed, points: int) -> None:
        self.points_spent += points
        self._paid[deed.person_id].append(deed)
        if deed.counterparty_id:
            self._pairs[deed.person_id, deed.counterparty_id].append(deed)

    def _of_pair(self, deed: Deed) -> int:
        if deed.counterparty_id is None:
            return 0
        theirs = self._pairs.get((deed.counterparty_id, deed.person_id), [])
        conversation = deed.facts.get("conversation")
        others = [one for one in theirs if conversation is None or one.facts.get("conversation") != conversation]
        return len(self._pairs.get((deed.person_id, deed.counterparty_id), [])) + len(others)
