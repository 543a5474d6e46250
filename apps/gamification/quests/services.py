"""Recognising the deeds of missions when they were really done, and giving what their stages promise.

Nothing here depends on the order in which deeds are heard of: rows say which deeds stand, stages follow the rows.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.segments.selectors import segments_of
from apps.events.services import publish
from apps.gamification.awards.corrections import restore_award, reverse_award
from apps.gamification.awards.giving import give
from apps.gamification.awards.models import Award, AwardEntry, is_now
from apps.gamification.awards.services import judge_deeds
from apps.gamification.celebrations.services import Moment, News, earns_more
from apps.gamification.fairness.reasons import Reason
from apps.gamification.levels.services import conclude
from apps.gamification.members.models import Member
from apps.gamification.members.services import Doing, lock_members
from apps.gamification.quests.deeds import STAGE_REWARDS, of_mission, stage_key
from apps.gamification.quests.events import TeamWorked
from apps.gamification.quests.models import Mission, MissionStage, MissionStep, StagePassed, StepDone
from apps.gamification.quests.progress import Unit, begun, last_done, progress_of, stages_passed

SPARE = 10
"""Deeds kept beyond what a step asks for: when one is taken back, another stands for it."""
NEWEST = 200
CAUSE = "quest"
Passed = defaultdict[tuple[int, int], dict[int, StagePassed]]
"""By mission and person: stages by their number."""


@dataclass(frozen=True)
class _Candidate:
    """A deed that may count for a step."""

    member: Member
    step: MissionStep
    evidence: str
    done_at: datetime
    other: int | None

    @property
    def company(self) -> int | None:
        return self.member.person.company_id if self.step.mission.is_for_teams else None

    @property
    def unit(self) -> Unit:
        return (None, self.company) if self.step.mission.is_for_teams else (self.member.person_id, None)


def mark_steps(group: Sequence[Doing], moment: Moment) -> list[StepDone]:
    """Marks the steps that these deeds fulfil for their people, once a deed. The caller holds the people's locks: two
    last steps at the same moment would each miss the other's, and nobody would pass the stage."""
    kinds, roles = {doing.deed.kind for doing in group}, {doing.person.role for doing in group}
    steps = list(_steps(MissionStep.Counts.DONE, kinds, roles))
    candidates = [
        _Candidate(
            member=doing.member,
            step=step,
            evidence=doing.deed.key,
            done_at=doing.deed.done_at,
            other=doing.counterparty.pk if doing.counterparty else None,
        )
        for step in steps
        for doing in group
        if step.deed == doing.deed.kind and step.mission.role in ("", doing.person.role)
    ]
    return _mark(candidates, moment)


@earns_more
def follow_awards(moment: Moment) -> None:
    """Steps that count by awards follow them, and deeds whose awards were taken back, or given back, stop or go on
    counting. The caller holds the people's locks."""
    members = {member.person_id: member for member in moment.earners}
    if not members:
        return
    if corrected := [member.person_id for member in moment.corrected]:
        _follow_corrections(corrected, members, moment)
    steps = list(_steps(MissionStep.Counts.AWARDED, None, {member.person.role for member in members.values()}))
    if not steps:
        return
    awards = Award.objects.counting().filter(person__in=members, rule__deed__in={step.deed for step in steps})
    starts = [step.mission.starts_at for step in steps]
    if all(starts):
        awards = awards.filter(created_at__gte=min(start for start in starts if start))
    columns = ("person_id", "deed", "rule__deed", "created_at", "decision__counterparty_id")
    rows = list(awards.order_by("-pk").values_list(*columns)[: NEWEST * len(members)])
    candidates = [
        _Candidate(member=members[person], step=step, evidence=deed, done_at=at, other=other)
        for step in steps
        for person, deed, kind, at, other in reversed(rows)
        if step.deed == kind and step.mission.role in ("", members[person].person.role)
    ]
    _mark(candidates, moment)


def _steps(counts: MissionStep.Counts, kinds: Collection[str] | None, roles: Collection[str]) -> Iterable[MissionStep]:
    working = Mission.objects.working(timezone.now())
    steps = MissionStep.objects.filter(counts=counts, mission__role__in=[*roles, ""], mission__in=working)
    if kinds is not None:
        steps = steps.filter(deed__in=kinds)
    return steps.select_related("mission__campaign").order_by("mission_id", "stage", "position")


def _mark(candidates: Sequence[_Candidate], moment: Moment) -> list[StepDone]:
    """Those that count, without what is known; returns the marks that brought their step further."""
    candidates = [one for one in candidates if one.company or not one.step.mission.is_for_teams]
    if not candidates:
        return []
    missions = list({one.step.mission_id: one.step.mission for one in candidates}.values())
    units = {one.unit for one in candidates}
    people = {one.member.person_id for one in candidates}
    rows = StepDone.objects.filter(person__in=people, step__mission__in=missions)
    columns = ("person_id", "step_id", "evidence", "step__mission_id")
    recorded = list(rows.values_list(*columns))
    known = {(person, step, evidence) for person, step, evidence, _mission in recorded}
    # Who has begun a mission may finish it, whatever segment they are in tonight.
    under_way = {(person, mission) for person, _step, _evidence, mission in recorded}
    before = progress_of(missions, units)
    kept = Counter((person, step) for person, step, _evidence in known)
    started = begun(missions, units)
    segments = segments_of(people) if any(map(segments_asked, missions)) else {}
    marked: dict[tuple[int, int, str], StepDone] = {}
    for one in candidates:
        mission, key = one.step.mission, (one.member.person_id, one.step.pk, one.evidence)
        has_begun = (mission.pk, one.unit) in started
        is_meant = (one.member.person_id, mission.pk) in under_way or is_among(
            mission, segments.get(one.member.person_id, ())
        )
        if key in known or key in marked or not is_meant or not mission.counts(one.done_at, has_begun=has_begun):
            continue
        if kept[key[:2]] >= one.step.count + SPARE:
            continue
        kept[key[:2]] += 1
        marked[key] = StepDone(
            person_id=one.member.person_id,
            company_id=one.company,
            step=one.step,
            evidence=one.evidence,
            other_id=one.other,
            done_at=one.done_at,
        )
    StepDone.objects.bulk_create(marked.values(), ignore_conflicts=True)
    if not marked:
        return []
    touched = {mark.step.mission_id for mark in marked.values()}
    missions = [mission for mission in missions if mission.pk in touched]
    after = progress_of(missions, units)
    members = {one.member.person_id: one.member for one in candidates}
    prefetch_related_objects(missions, "steps", "stages")
    _tell_steps(missions, before, after, members, moment)
    _tell_teams(marked.values())
    _advance([mission for mission in missions if not mission.is_for_teams], after, members, moment)
    return _that_counted(list(marked.values()), before)


def _tell_teams(marks: Iterable[StepDone]) -> None:
    """What changed for a team is worked out with all its people's locks."""
    publish(*{TeamWorked(mission=mark.step.mission_id, company=mark.company_id) for mark in marks if mark.company_id})


def _that_counted(marks: list[StepDone], before: dict[Unit, dict[int, int]]) -> list[StepDone]:
    """Without those beyond what their step asked for."""
    counts: Counter[tuple[Unit, int]] = Counter()
    found = []
    for mark in marks:
        unit: Unit = (None, mark.company_id) if mark.company_id else (mark.person_id, None)
        counts[unit, mark.step_id] += 1
        if before[unit].get(mark.step_id, 0) + counts[unit, mark.step_id] <= mark.step.count:
            found.append(mark)
    return found


def segments_asked(mission: Mission) -> list[str]:
    """Whoever is in one of them is meant; none means everybody. A mission without its own has its campaign's."""
    own: list[str] = mission.segments
    return own or (mission.campaign.segments if mission.campaign else [])


def is_among(mission: Mission, segments: Collection[str]) -> bool:
    asked = segments_asked(mission)
    return not asked or any(key in segments for key in asked)


def _tell_steps(
    missions: Iterable[Mission],
    before: Mapping[Unit, dict[int, int]],
    after: Mapping[Unit, dict[int, int]],
    members: dict[int, Member],
    moment: Moment,
) -> None:
    """Each step that became full, to its person. What a team did is told with its stage."""
    for mission in missions:
        if mission.is_for_teams:
            continue
        steps = list(mission.steps.all())
        for (person, _company), counts in after.items():
            full = [step for step in steps if person and counts.get(step.pk, 0) == step.count]
            new = [step for step in full if before[person, None].get(step.pk, 0) < step.count]
            for number, step in enumerate(new, start=len(full) - len(new) + 1):
                moment.add(members[person or 0], _news(mission, step, done=number, total=len(steps)))


def _news(mission: Mission, step: MissionStep, *, done: int, total: int) -> News:
    def words() -> str:
        if done == total:
            return _("That was the last step of “%(mission)s”.") % {"mission": mission.title}
        return _("%(done)d of %(total)d steps in “%(mission)s”.") % {
            "done": done,
            "total": total,
            "mission": mission.title,
        }

    return News(state="step", words=words, title=lambda: _("Done: %(step)s") % {"step": step.title})


def _advance(
    missions: Sequence[Mission], counts: Mapping[Unit, dict[int, int]], members: Mapping[int, Member], moment: Moment
) -> None:
    """Lets the stages of people's own missions follow the deeds that stand, up and down."""
    people = [person for person, _company in counts if person]
    rows = _passed(missions, people)
    for mission in missions:
        steps = list(mission.steps.all())
        for person in people:
            passed = stages_passed(steps, counts[person, None])
            _follow_stages(mission, members[person], (person, None), passed, rows[mission.pk, person], moment)


def _passed(missions: Iterable[Mission], people: Collection[int]) -> Passed:
    rows: Passed = defaultdict(dict)
    for row in StagePassed.objects.filter(mission__in=list(missions), person__in=people):
        rows[row.mission_id, row.person_id][row.number] = row
    return rows


def _follow_stages(
    mission: Mission, member: Member, unit: Unit, passed: int, rows: Mapping[int, StagePassed], moment: Moment
) -> None:
    stages = list(mission.stages.all())
    last = max((stage.number for stage in stages), default=0)
    for stage in stages:
        row, is_passed, is_last = rows.get(stage.number), stage.number <= passed, stage.number == last
        if is_passed and row is None:
            at = last_done(mission, unit) or timezone.now()
            StagePassed.objects.create(person=member.person, mission=mission, number=stage.number, passed_at=at)
            _reward(mission, stage, member, at, moment, is_last=is_last)
        elif is_passed and row and row.undone_at:
            StagePassed.objects.filter(pk=row.pk).update(undone_at=None)
            _give_again(_keys(mission, stage, is_last=is_last), member)
        elif not is_passed and row and row.undone_at is None:
            StagePassed.objects.filter(pk=row.pk).update(undone_at=timezone.now())
            _take_back(_keys(mission, stage, is_last=is_last), member)


def _reward(
    mission: Mission, stage: MissionStage, member: Member, at: datetime, moment: Moment, *, is_last: bool
) -> None:
    """What the stage promised; for the first steps also what the rules say about a finished mission."""
    amounts = {row["kind"]: row["amount"] for row in stage.rewards}
    facts = {"mission": mission.pk, "stage": stage.number, "title_en": stage.title_en, "title_zh": stage.title_zh}
    if amounts:
        give(
            kind=STAGE_REWARDS,
            deed=stage_key(mission, stage.number),
            member=member,
            amounts=amounts,
            facts=facts,
            now=timezone.now(),
            moment=moment,
            cause=CAUSE,
        )
    if mission.kind != Mission.Kind.NEWCOMER:
        moment.add(member, News(state="step", words=lambda: mission.title, title=lambda: _stage_title(stage)))
    elif is_last:
        deed = of_mission(mission, person_id=member.person_id, at=at)
        judge_deeds([Doing(deed=deed, member=member, counterparty=None)], moment)


def _stage_title(stage: MissionStage) -> str:
    return _("Stage passed: %(stage)s") % {"stage": stage.title}


def _keys(mission: Mission, stage: MissionStage, *, is_last: bool) -> list[str]:
    """The deeds under which a stage, or the whole mission with it, was rewarded."""
    whole = [f"mission:{mission.pk}"] if is_last else []
    return [stage_key(mission, stage.number), *whole]


def _take_back(keys: Collection[str], member: Member) -> None:
    awards = Award.objects.standing().filter(deed__in=keys, person=member.person_id).order_by("pk")
    for award in awards:
        reverse_award(award=award, reason=Reason.UNDONE, operator=None, now=timezone.now(), cause=CAUSE)


def _give_again(keys: Collection[str], member: Member) -> None:
    """Only what fell with a deed: what operators took back for another reason stays taken back."""
    last = AwardEntry.objects.filter(award=OuterRef("pk"), answered_by=None, cause=CAUSE)
    fallen = last.filter(kind=AwardEntry.Kind.REVERSED)
    for award in Award.objects.filter(Exists(fallen), deed__in=keys, person=member.person_id).order_by("pk"):
        restore_award(award=award, operator=None, now=timezone.now(), cause=CAUSE)


def _follow_corrections(people: Collection[int], members: dict[int, Member], moment: Moment) -> None:
    """Deeds whose awards were taken back no longer count, unless another rule's award for them stands; those given back
    count again."""
    own = Award.objects.filter(deed=OuterRef("evidence"), person=OuterRef("person"))
    marks = StepDone.objects.filter(person__in=people).annotate(
        fell=Exists(own.filter(is_now(AwardEntry.Kind.REVERSED))), stands=Exists(own.standing())
    )
    gone = list(marks.filter(withdrawn_at=None, fell=True, stands=False).select_related("step__mission__campaign"))
    back = list(marks.filter(withdrawn_at__isnull=False, stands=True).select_related("step__mission__campaign"))
    StepDone.objects.filter(pk__in=[mark.pk for mark in gone]).update(withdrawn_at=timezone.now())
    StepDone.objects.filter(pk__in=[mark.pk for mark in back]).update(withdrawn_at=None)
    _follow_marks([*gone, *back], members, moment)


def _follow_marks(marks: Sequence[StepDone], members: Mapping[int, Member], moment: Moment) -> None:
    _tell_teams(marks)
    own = [mark for mark in marks if not mark.step.mission.is_for_teams]
    missions = list({mark.step.mission_id: mark.step.mission for mark in own}.values())
    if missions:
        prefetch_related_objects(missions, "steps", "stages")
        counts = progress_of(missions, {(mark.person_id, None) for mark in own})
        _advance(missions, counts, members, moment)


@transaction.atomic(savepoint=False)
def withdraw_deed(*, evidence: str, person_id: int) -> int:
    """The deed is undone, as when its message was taken back: steps that it counted for go back. Returns how many."""
    members = lock_members(person_id)
    marks = StepDone.objects.filter(evidence=evidence, person=person_id, withdrawn_at=None)
    gone = list(marks.select_related("step__mission__campaign"))
    StepDone.objects.filter(pk__in=[mark.pk for mark in gone]).update(withdrawn_at=timezone.now())
    moment = Moment()
    if gone and person_id in members:
        _follow_marks(gone, members, moment)
    conclude(moment)
    return len(gone)


@transaction.atomic(savepoint=False)
def advance_team(*, mission_id: int, company_id: int) -> None:
    """Lets the stages of a team mission follow what the company's people did. Everybody who did something for it passes
    them. All their locks are held, so whoever hears of the last deed sees all of them."""
    mission = Mission.objects.select_related("campaign").filter(pk=mission_id).first()
    if mission is None:
        return
    rows = StepDone.objects.filter(company=company_id, step__mission=mission)
    people = set(rows.values_list("person_id", flat=True))
    members = lock_members(*people)
    unit: Unit = (None, company_id)
    counts = progress_of([mission], {unit})[unit]
    passed, known = stages_passed(list(mission.steps.all()), counts), _passed([mission], people)
    helped = set(rows.filter(withdrawn_at=None).values_list("person_id", flat=True))
    moment = Moment()
    for person, member in members.items():
        if member.person.is_active:
            own = passed if person in helped else 0
            _follow_stages(mission, member, unit, own, known[mission.pk, person], moment)
    conclude(moment)


def mark_silently(group: Sequence[Doing]) -> int:
    """Of deeds that were done before their mission was there; nobody is told. Returns how many counted."""
    moment = Moment()
    marks = mark_steps(group, moment)
    for doing in group:
        moment.hush(doing.member)
    conclude(moment)
    return len(marks)
