"""Awards that no rule decides: what a stage of a mission promised, and what operators grant. Each is an award like any
other, under a rule of the house, so that it is told, limited, taken back and given back by the same means."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import override

from apps.accounts.models import User
from apps.gamification.awards.entries import append_entry, hold_awards
from apps.gamification.awards.models import Award, AwardEntry
from apps.gamification.awards.services import settled_news
from apps.gamification.celebrations.services import Moment
from apps.gamification.deeds.registry import DeedKind
from apps.gamification.members.models import Member
from apps.gamification.rules.models import Outcome, Rule, RuleDecision, RuleVersion
from apps.gamification.rules.rewards import FACT, KINDS, POINTS
from apps.gamification.rules.wording import FROM_THE_START


class HouseKind(DeedKind):
    """A kind whose awards are given under one rule of its own."""

    rule_key: ClassVar[str]
    rule_name: ClassVar[Promise]
    rule_why: ClassVar[Promise]
    is_of_the_house = True


def house_version(kind: HouseKind) -> RuleVersion:
    rule, _made = Rule.objects.get_or_create(
        key=kind.rule_key,
        defaults={"deed": kind.key, "state": Rule.State.LIVE, **_both("name", kind.rule_name)},
    )
    words = {**_both("name", kind.rule_name), **_both("why", kind.rule_why)}
    version, _made = RuleVersion.objects.get_or_create(
        rule=rule, number=1, defaults={"published_at": FROM_THE_START, **words}
    )
    return version


def _both(field: str, words: Promise) -> dict[str, str]:
    found = {}
    for language, suffix in (("en", "en"), ("zh-hans", "zh")):
        with override(language):
            found[f"{field}_{suffix}"] = str(words)
    return found


def award_key(kind: HouseKind, deed: str, person_id: int) -> str:
    return f"award:{kind.rule_key}:{deed}:{person_id}"


def give(
    *,
    kind: HouseKind,
    deed: str,
    member: Member,
    amounts: Mapping[str, int],
    facts: Mapping[str, Any],
    now: datetime,
    moment: Moment,
    cause: str,
    by: User | None = None,
) -> Award | None:
    """Gives these amounts by kind of reward, at once; `by` is the operator who gives. None when it was given before,
    whatever became of it. The caller holds the member's lock and ends the moment."""
    if Award.objects.filter(key=award_key(kind, deed, member.person_id)).exists():
        return None
    version = house_version(kind)
    rewards = {key: amount for key, amount in amounts.items() if key != POINTS and amount}
    facts = {**facts, FACT: rewards} if rewards else dict(facts)
    decision = RuleDecision.objects.create(
        rule=version.rule,
        version=version,
        deed=deed,
        beneficiary=member.person,
        outcome=Outcome.AWARDED,
        points=amounts.get(POINTS, 0),
        facts=facts,
        decided_at=now,
    )
    award = Award.objects.create(
        key=award_key(kind, deed, member.person_id),
        person=member.person,
        rule=version.rule,
        decision=decision,
        deed=deed,
        points=decision.points,
        facts=facts,
        created_at=now,
    )
    hold_awards([award])
    append_entry(award, AwardEntry.Kind.SETTLED, member=member, points=award.points, cause=cause, now=now, by=by)
    for key, amount in rewards.items():
        KINDS[key].give(person=member.person, cause=award.reference, amount=amount, now=now)
    moment.add(member, settled_news(award, award.points, rewards))
    return award
