"""What people already have under a rule: read from the decisions, or kept in memory while deeds are replayed."""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

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


def standing_of(version: RuleVersion, deed: Deed, person: User) -> Standing:
    """Asks the database only for what the version limits."""
    mine = RuleDecision.objects.filter(rule=version.rule_id, beneficiary=person, outcome__in=PAID)
    return Standing(
        that_day=_on_that_day(mine, deed, person) if version.max_per_day else 0,
        of_pair=_of_pair(version, deed) if deed.counterparty_id else 0,
        minutes_to_nearest=_minutes_to_nearest(mine, version, deed) if version.cooldown_minutes else None,
        points_spent=Award.objects.filter(rule=version.rule_id).spent() if version.budget else 0,
    )


def _on_that_day(mine: QuerySet[RuleDecision], deed: Deed, person: User) -> int:
    start, end = day_of(deed.done_at, person.time_zone)
    return mine.filter(decided_at__gte=start, decided_at__lt=end).count()


def _of_pair(version: RuleVersion, deed: Deed) -> int:
    """In either direction, over all rules for this kind of deed. Both sides of one conversation don't count against
    each other: that two people rate each other is no game."""
    one, other = deed.person_id, deed.counterparty_id
    kind = RuleDecision.objects.filter(rule__deed=version.rule.deed, outcome__in=PAID)
    theirs = kind.filter(beneficiary=other, counterparty=one)
    if conversation := deed.facts.get("conversation"):
        theirs = theirs.exclude(facts__conversation=conversation)
    mine = kind.filter(beneficiary=one, counterparty=other, rule=version.rule_id)
    return mine.count() + theirs.count()


def _minutes_to_nearest(mine: QuerySet[RuleDecision], version: RuleVersion, deed: Deed) -> float | None:
    reach = timedelta(minutes=version.cooldown_minutes)
    times = mine.filter(decided_at__gt=deed.done_at - reach, decided_at__lt=deed.done_at + reach)
    return min((_minutes(deed.done_at, at) for at in times.values_list("decided_at", flat=True)), default=None)


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
