from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Max, Prefetch, Q
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.segments.selectors import segments_of
from apps.gamification.quests.models import Campaign, Life, Mission, MissionStage, MissionStep, StagePassed, StepDone
from apps.gamification.quests.progress import Unit, progress_of, stages_passed
from apps.gamification.quests.services import is_among, segments_asked
from apps.gamification.rules.forms import in_words
from apps.gamification.rules.models import Rule, RuleVersion
from apps.gamification.rules.wording import RuleWords, words_of

SHOWN_AFTER = timedelta(days=30)
"""How long what is over still stands on the page of who finished it."""


STEPS = Prefetch("steps", MissionStep.objects.order_by("stage", "position"))


@dataclass(frozen=True)
class Step:
    step: MissionStep
    value: int
    done_at: datetime | None

    @property
    def is_done(self) -> bool:
        return self.value >= self.step.count


@dataclass(frozen=True)
class Stage:
    stage: MissionStage
    steps: list[Step]
    passed_at: datetime | None

    @property
    def rewards(self) -> str:
        """ "10 points, 5 coins"."""
        return in_words({row["kind"]: row["amount"] for row in self.stage.rewards})


@dataclass(frozen=True)
class MissionState:
    """A mission as one person sees it. `mine` is how many deeds of theirs count in it, for one that a team shares."""

    mission: Mission
    stages: list[Stage]
    mine: int = 0
    now: datetime = field(default_factory=timezone.now)

    @property
    def steps(self) -> list[Step]:
        return [step for stage in self.stages for step in stage.steps]

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def asked(self) -> int:
        return sum(step.step.count for step in self.steps)

    @property
    def value(self) -> int:
        return sum(min(step.value, step.step.count) for step in self.steps)

    @property
    def is_complete(self) -> bool:
        return self.total > 0 and self.done == self.total

    @property
    def next_step(self) -> MissionStep | None:
        return next((step.step for step in self.steps if not step.is_done), None)

    @property
    def completed_at(self) -> datetime | None:
        times = [step.done_at for step in self.steps if step.done_at]
        return max(times) if self.is_complete and times else None

    @property
    def has_begun(self) -> bool:
        return self.value > 0

    @property
    def closes_at(self) -> datetime | None:
        return self.mission.closes_at

    @property
    def is_over(self) -> bool:
        return self.closes_at is not None and self.closes_at <= self.now

    @property
    def is_upcoming(self) -> bool:
        return self.mission.starts_at is not None and self.mission.starts_at > self.now

    @property
    def is_to_be_finished(self) -> bool:
        """Ended before its time, and open for who had begun."""
        return self.mission.state == Life.ENDED and not self.is_over and not self.is_complete


def missions_of(person: User, *, now: datetime | None = None) -> list[MissionState]:
    """Missions for the person with how far they, or their company, are: open ones, unfinished ones first; what is over
    only where they passed something of it lately."""
    now = now or timezone.now()
    found = Mission.objects.working(now).filter(role__in=("", person.role)).select_related("campaign")
    missions = [
        mission
        for mission in found.prefetch_related(STEPS, "stages").order_by("pk")
        if person.company_id or not mission.is_for_teams
    ]
    if not missions:
        return []
    segments: Collection[str] = ()
    if any(map(segments_asked, missions)):
        segments = segments_of([person.pk])[person.pk]
    states = [state for state in _states(person, missions, now) if _concerns(state, segments, now)]
    return sorted(states, key=lambda state: (state.is_complete, state.is_upcoming, state.mission.kind == "team"))


def _states(person: User, missions: list[Mission], now: datetime) -> list[MissionState]:
    units: list[Unit] = [(person.pk, None)]
    if any(mission.is_for_teams for mission in missions):
        units.append((None, person.company_id))
    counts = progress_of(missions, units)
    rows = StepDone.objects.filter(withdrawn_at=None, step__mission__in=missions)
    whose = Q(person=person) | Q(company=person.company_id) if person.company_id else Q(person=person)
    done = dict(rows.filter(whose).values_list("step").annotate(at=Max("done_at")).order_by())
    mine: dict[int, int] = {}
    for mission in rows.filter(person=person).values_list("step__mission", flat=True):
        mine[mission] = mine.get(mission, 0) + 1
    passed = {
        (row.mission_id, row.number): row.passed_at
        for row in StagePassed.objects.filter(person=person, mission__in=missions, undone_at=None)
    }
    return [
        MissionState(
            mission=mission,
            stages=_stages(mission, counts[units[-1] if mission.is_for_teams else units[0]], done, passed),
            mine=mine.get(mission.pk, 0),
            now=now,
        )
        for mission in missions
    ]


def _stages(
    mission: Mission,
    counts: dict[int, int],
    done: dict[int, datetime],
    passed: dict[tuple[int, int], datetime],
) -> list[Stage]:
    steps = [
        Step(step, value := counts.get(step.pk, 0), done.get(step.pk) if value >= step.count else None)
        for step in mission.steps.all()
    ]
    last = stages_passed(mission.steps.all(), counts)
    return [
        Stage(
            stage=stage,
            steps=[step for step in steps if step.step.stage == stage.number],
            passed_at=passed.get((mission.pk, stage.number)) if stage.number <= last else None,
        )
        for stage in mission.stages.all()
    ]


def _concerns(state: MissionState, segments: Collection[str], now: datetime) -> bool:
    mission = state.mission
    if state.is_over:
        passed = any(stage.passed_at for stage in state.stages)
        return passed and bool(state.closes_at and state.closes_at > now - SHOWN_AFTER)
    if mission.state == Life.ENDED:
        return state.has_begun
    return state.has_begun or is_among(mission, segments)


def mission_under_way(person: User) -> MissionState | None:
    """The first of the first steps that the person hasn't finished. It stands on many pages, and reads no more than how
    far they are: not when, nor what they were given for it."""
    now = timezone.now()
    found = Mission.objects.working(now).filter(kind=Mission.Kind.NEWCOMER, role__in=("", person.role))
    missions = list(found.prefetch_related(STEPS).order_by("pk"))
    if not missions:
        return None
    segments = segments_of([person.pk])[person.pk] if any(map(segments_asked, missions)) else ()
    unit = (person.pk, None)
    counts = progress_of(missions, [unit])[unit]
    states = (MissionState(one, _stages(one, counts, {}, {}), now=now) for one in missions)
    return next((one for one in states if not one.is_complete and _concerns(one, segments, now)), None)


@dataclass(frozen=True)
class Day:
    """A day in a campaign's calendar on which something begins or ends."""

    at: datetime
    title: str
    is_end: bool


@dataclass(frozen=True)
class CampaignState:
    campaign: Campaign
    missions: list[MissionState]
    rules: list[RuleWords]
    days: list[Day]
    now: datetime

    @property
    def is_upcoming(self) -> bool:
        return self.campaign.starts_at > self.now


def campaigns_of(person: User, states: list[MissionState], *, now: datetime | None = None) -> list[CampaignState]:
    """Campaigns for the person that run or will run, with their missions, their rules and a calendar."""
    now = now or timezone.now()
    live = list(Campaign.objects.filter(state=Life.LIVE, ends_at__gt=now).order_by("starts_at", "pk"))
    if not live:
        return []
    segments: Collection[str] = ()
    if any(campaign.segments for campaign in live):
        segments = segments_of([person.pk])[person.pk]
    concerned = [
        campaign
        for campaign in live
        if not campaign.segments
        or any(key in segments for key in campaign.segments)
        or any(state.mission.campaign_id == campaign.pk and state.has_begun for state in states)
    ]
    versions = _versions(concerned)
    return [
        CampaignState(
            campaign=campaign,
            missions=own,
            rules=[words_of(version) for version in versions.get(campaign.pk, [])],
            days=_days(campaign, own, now),
            now=now,
        )
        for campaign in concerned
        if (own := [state for state in states if state.mission.campaign_id == campaign.pk]) is not None
    ]


def _versions(campaigns: list[Campaign]) -> dict[int, list[RuleVersion]]:
    """The published version of each live rule of these campaigns."""
    if not campaigns:
        return {}
    found: dict[int, list[RuleVersion]] = {}
    pairs = Campaign.rules.through.objects.filter(campaign__in=campaigns).values_list("campaign_id", "rule_id")
    newest: dict[int, RuleVersion] = {}
    published = RuleVersion.objects.filter(
        rule__in=[rule for _campaign, rule in pairs], rule__state=Rule.State.LIVE, published_at__isnull=False
    )
    for version in published.select_related("rule").order_by("rule_id", "-number"):
        newest.setdefault(version.rule_id, version)
    for campaign, rule in pairs:
        if rule in newest:
            found.setdefault(campaign, []).append(newest[rule])
    return found


def _days(campaign: Campaign, missions: list[MissionState], now: datetime) -> list[Day]:
    """In the order of time; a mission that begins and ends with the campaign has no days of its own."""
    days = [Day(campaign.starts_at, campaign.title, False), Day(campaign.ends_at, campaign.title, True)]
    for state in missions:
        starts, ends = state.mission.starts_at, state.mission.ends_at
        if starts and starts != campaign.starts_at:
            days.append(Day(starts, state.mission.title, False))
        if ends and ends != campaign.ends_at:
            days.append(Day(ends, state.mission.title, True))
    return sorted(days, key=lambda day: (day.at, day.is_end))
