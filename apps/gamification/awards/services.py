"""Judging deeds, and what becomes of awards: confirmed, settled, lapsed. Every write is keyed: a second delivery
changes nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.segments.selectors import segments_of
from apps.events.services import publish
from apps.gamification.awards.entries import append_entry, hold_awards
from apps.gamification.awards.events import BudgetBurnt
from apps.gamification.awards.models import Award, AwardEntry, Hold
from apps.gamification.awards.standing import Standings
from apps.gamification.awards.wording import deed_words
from apps.gamification.celebrations.services import Moment, News
from apps.gamification.deeds.registry import kind_of
from apps.gamification.fairness.confirming import weight_of
from apps.gamification.fairness.people import facts_of
from apps.gamification.fairness.reasons import UNMET, Reason
from apps.gamification.levels.services import conclude
from apps.gamification.members.models import Member
from apps.gamification.members.services import Doing, lock_members
from apps.gamification.rules.deciding import PAID, Verdict, decide, is_for, segments_asked, unmet_condition
from apps.gamification.rules.draws import Claim, draw_forms
from apps.gamification.rules.forms import REWARDS, form_words
from apps.gamification.rules.holdouts import HAS_IT, lots_of
from apps.gamification.rules.models import FormDraw, Outcome, Rule, RuleDecision, RuleVersion
from apps.gamification.rules.rewards import FACT, POINTS
from apps.gamification.rules.selectors import versions_for

LATE_HANDLING = timedelta(hours=6)
"""How long after its time an award lapses: the answer that settles it may have come in time and be heard of late."""
NEW_ACCOUNT = timedelta(days=14)
NEW_ACCOUNT_WAITS = 3
"""Times as long as others."""
OF_A_HOLD = ("award__rule", "award__decision__rule", "award__decision__version__rule", "award__decision__counterparty")
LOOK_AGAIN = timedelta(days=1)
"""A confirmation that doesn't count in full yet is looked at again after this."""


def judge_deeds(group: Sequence[Doing], moment: Moment) -> list[RuleDecision]:
    """Lets every rule that was in force for its kind of deed, and for its person's role, decide once about each deed,
    in this order, and writes the awards. The caller holds the people's locks and ends the moment."""
    versions = versions_for([doing.deed for doing in group])
    segments: Mapping[int, Collection[str]] = {}
    if any(segments_asked(version) for some in versions.values() for version in some):
        segments = segments_of({doing.person.pk for doing in group})
    wanted = {
        (version.rule_id, doing.deed.key, doing.person.pk): (version, doing)
        for doing in group
        for version in versions[doing.deed.key]
        if is_for(version, doing.person.role, segments.get(doing.person.pk, ()))
    }
    if not wanted:
        return []
    decided = RuleDecision.objects.filter(
        deed__in={doing.deed.key for doing in group}, beneficiary__in={doing.person.pk for doing in group}
    )
    known = set(decided.values_list("rule_id", "deed", "beneficiary_id"))
    fresh = [pair for key, pair in wanted.items() if key not in known]
    if not fresh:
        return []
    _wait_for_who_draws_on_the_same(version for version, _doing in fresh)
    about_people = facts_of([doing.person for _version, doing in fresh])
    judged = [(version, doing.with_facts(about_people[doing.person.pk])) for version, doing in fresh]
    asked = [(version, doing.deed, doing.person) for version, doing in judged]
    now = timezone.now()
    lots = lots_of(asked, now=now)
    claims = [
        Claim(version, person, deed.done_at, lots.get((version.rule_id, deed.key, person.pk), HAS_IT))
        for version, deed, person in asked
    ]
    standings = Standings.before(asked)
    decisions = []
    burnt: dict[int, BudgetBurnt] = {}
    for (version, doing), one, drawn in zip(judged, claims, draw_forms(claims, now=now), strict=True):
        if not one.lot.has_it:
            decisions.append(_decision(version, doing, Verdict(Outcome.HOLDOUT), drawn))
            continue
        form = drawn.form if drawn else POINTS
        verdict = decide(version, doing.deed, standings.of(version, doing.deed, doing.person), form)
        if verdict.is_paid:
            standings.pay(version, doing.deed, doing.person, verdict.points)
        decisions.append(_decision(version, doing, verdict, drawn))
        if verdict.limit and verdict.limit.is_for_good:
            burnt[version.pk] = BudgetBurnt(rule=version.rule_id, version=version.pk)
    RuleDecision.objects.bulk_create(decisions)
    publish(*burnt.values())
    paid = [
        (decision, version, doing)
        for decision, (version, doing) in zip(decisions, judged, strict=True)
        if decision.outcome in PAID
    ]
    awards = Award.objects.bulk_create([_award(*one) for one in paid])
    hold_awards(awards)
    holds = [_hold(award, version, doing) for award, (_decided, version, doing) in zip(awards, paid, strict=True)]
    Hold.objects.bulk_create(filter(None, holds))
    for award, held, (_decided, _version, doing) in zip(awards, holds, paid, strict=True):
        if held:
            moment.add(doing.member, _news(award, "pending"))
        else:
            settle(award, doing.member, moment, points=award.points, cause=award.deed, now=award.created_at)
    return decisions


def _wait_for_who_draws_on_the_same(versions: Iterable[RuleVersion]) -> None:
    """All who draw on one shared limit wait for each other; no_key lets others' decisions still refer to the rule."""
    shared = {version.rule_id for version in versions if any(limit.is_shared for limit in version.limit_rows)}
    list(Rule.objects.select_for_update(no_key=True).filter(pk__in=shared).order_by("pk"))


def _decision(version: RuleVersion, doing: Doing, verdict: Verdict, drawn: FormDraw | None) -> RuleDecision:
    why: dict[str, Any] = {"limit": verdict.limit.to_row()} if verdict.limit else {}
    what: dict[str, Any] = {FACT: verdict.rewards} if verdict.rewards else {}
    if drawn:
        what["drawn"] = {"draw": drawn.pk, "form": drawn.form, "propensity": drawn.propensity}
    return RuleDecision(
        rule=version.rule,
        version=version,
        deed=doing.deed.key,
        beneficiary=doing.person,
        counterparty=doing.counterparty,
        outcome=verdict.outcome,
        points=verdict.points,
        facts=doing.deed.facts | why | what,
        decided_at=doing.deed.done_at,
    )


def _award(decision: RuleDecision, version: RuleVersion, doing: Doing) -> Award:
    deed = doing.deed
    waits = version.settling == RuleVersion.Settling.RECIPROCATED
    return Award(
        key=f"award:{version.rule.key}:{deed.key}:{doing.person.pk}",
        person=doing.person,
        rule=version.rule,
        decision=decision,
        deed=deed.key,
        points=decision.points,
        facts=deed.facts | {FACT: decision.facts[FACT]} if FACT in decision.facts else deed.facts,
        lapses_at=deed.done_at + timedelta(days=version.settle_within_days) if waits else None,
        created_at=deed.done_at,
    )


def _hold(award: Award, version: RuleVersion, doing: Doing) -> Hold | None:
    """What holds the award, for an answer or for its time, not stored yet; None where it settles at once."""
    if award.lapses_at is None and not version.hold_hours:
        return None
    is_confirmed = award.lapses_at is None
    held = Hold(award=award)
    if is_confirmed:
        # Nobody confirms such a deed; how much it counts still depends on the other side, if there is one.
        _start_hold(held, version, doing.person, by=doing.counterparty, cause=award.deed, at=award.created_at)
    return held


def _start_hold(held: Hold, version: RuleVersion, person: User, *, by: User | None, cause: str, at: datetime) -> None:
    is_new = at - person.date_joined < NEW_ACCOUNT
    waits = timedelta(hours=version.hold_hours * (NEW_ACCOUNT_WAITS if is_new else 1))
    held.confirmed_by, held.confirmed_at, held.cause = by, at, cause
    held.settles_at = at + waits
    held.last_chance_at = at + waits + timedelta(days=version.settle_within_days)


@transaction.atomic(savepoint=False)
def confirm_deed(*, deed_key: str, person_id: int, by_id: int | None, cause: str, now: datetime) -> list[Award]:
    """The other side confirmed the deed at `now`: the person's awards for it settle, at once or after their hold. Those
    that lapsed, were reversed, or whose time was over by then stay as they are."""
    members = lock_members(person_id, by_id)
    member = members.get(person_id)
    if member is None:
        return []
    confirmer = members[by_id].person if by_id in members else None
    moment, confirmed = Moment(), []
    moment.concerns(member)
    waiting = Hold.objects.filter(award__deed=deed_key, award__person=person_id, confirmed_at=None)
    for held in waiting.select_related(*OF_A_HOLD):
        award, version = held.award, held.award.decision.version
        if award.lapses_at and award.lapses_at < now:
            continue
        confirmed.append(award)
        if version.hold_hours:
            _start_hold(held, version, member.person, by=confirmer, cause=cause, at=now)
            held.save()
        elif unmet := no_longer_so(award, version):
            _end(award, reason=unmet, cause=cause, now=now)
        else:
            settle(award, member, moment, points=award.points, cause=cause, now=now)
    conclude(moment)
    return confirmed


@transaction.atomic(savepoint=False)
def settle_held(*, now: datetime, limit: int = 500) -> int:
    """Decides about awards whose hold is over: settles them by the standing of who confirmed them, looks again later
    where that isn't enough yet, and lets those lapse that nobody ever vouches for. Returns how many were decided."""
    due = Hold.objects.filter(settles_at__lte=now).order_by("settles_at").values_list("award_id", "award__person_id")
    rows = list(due[:limit])
    members = lock_members(*(person for _award_id, person in rows))
    holds = Hold.objects.filter(award__in=[award for award, _person in rows], settles_at__lte=now)
    moment, decided = Moment(), 0
    for held in holds.select_related(*OF_A_HOLD, "confirmed_by").order_by("settles_at"):
        member = members.get(held.award.person_id or 0)
        decided += _decide_held(held, member, moment, now)
        if member is not None:
            moment.concerns(member)
    conclude(moment)
    return decided


def _decide_held(held: Hold, member: Member | None, moment: Moment, now: datetime) -> bool:
    award, version = held.award, held.award.decision.version
    if member is None:
        _end(award, reason="", cause=held.cause, now=now)
        return True
    if unmet := no_longer_so(award, version):
        _end(award, reason=unmet, cause=held.cause, now=now)
        return True
    weight, reason = 1.0, ""
    if kind_of(version.rule.deed).is_about_two:
        weight, reason = weight_of(held.confirmed_by, beneficiary=member.person, now=now)
    if weight < 1 and held.last_chance_at and now < held.last_chance_at:
        Hold.objects.filter(pk=held.pk).update(settles_at=min(now + LOOK_AGAIN, held.last_chance_at))
        return False
    points = int(award.points * weight)
    if points or award.rewards_at(weight):
        settle(award, member, moment, points=points, cause=held.cause, now=now, weight=weight)
    else:
        _end(award, reason=reason or Reason.UNCONFIRMED, cause=held.cause, now=now)
    return True


def no_longer_so(award: Award, version: RuleVersion) -> Reason | None:
    """Why the award ends by a condition that is known for good only now, as whether the answer, its turn complete,
    responds; None where all of them hold."""
    facts = kind_of(version.rule.deed).facts_now(award.deed)
    unmet = unmet_condition(version, facts, late=True)
    return UNMET[unmet["fact"]] if unmet else None


def settle(
    award: Award,
    member: Member,
    moment: Moment,
    *,
    points: int,
    cause: str,
    now: datetime,
    weight: float = 1,
    reason: str = "",
    by: User | None = None,
) -> bool:
    """Lets a held award count. False when somebody decided about it meanwhile. The caller holds the member's lock and
    ends the moment."""
    entry = append_entry(
        award,
        AwardEntry.Kind.SETTLED,
        member=member,
        points=points,
        cause=cause,
        now=now,
        reason=reason,
        by=by,
        weight=weight,
    )
    Hold.objects.filter(award=award).delete()
    if entry is None:
        return False
    rewards = award.rewards_at(weight)
    for kind, amount in rewards.items():
        REWARDS[kind].give(person=member.person, cause=award.reference, amount=amount, now=now)
    moment.add(member, _news(award, "settled", points, rewards))
    return True


def _end(award: Award, *, reason: str, cause: str, now: datetime) -> bool:
    entry = append_entry(award, AwardEntry.Kind.LAPSED, member=None, points=0, cause=cause, now=now, reason=reason)
    Hold.objects.filter(award=award).delete()
    return entry is not None


@transaction.atomic
def lapse_awards(*, now: datetime, limit: int = 500) -> int:
    """Ends awards whose time was over before anybody confirmed them."""
    due = Hold.objects.filter(confirmed_at=None, award__lapses_at__lt=now - LATE_HANDLING)
    people = due.order_by("award__lapses_at").values_list("award_id", "award__person_id")[:limit]
    rows = list(people)
    members = lock_members(*(person for _award, person in rows))
    waiting = due.filter(award__in=[award for award, _person in rows]).select_related("award")
    lapsed = sum(_end(held.award, reason="", cause="time", now=now) for held in waiting)
    moment = Moment()
    for member in members.values():
        moment.concerns(member)
    conclude(moment)
    return lapsed


def settled_news(award: Award, points: int, rewards: Mapping[str, int]) -> News:
    return _news(award, "settled", points, rewards)


def _news(
    award: Award,
    state: Literal["pending", "settled"],
    points: int | None = None,
    rewards: Mapping[str, int] | None = None,
) -> News:
    amounts = award.rewards if rewards is None else rewards
    return News(
        state=state,
        words=lambda: deed_words(award.decision),
        points=award.points if points is None else points,
        rewards=amounts,
        form=lambda: form_words(amounts),
        award=award.pk,
    )
