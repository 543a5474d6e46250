"""From draft to live to ended. What is live has promised something: nothing of that is changed, and ending takes
nothing from who had begun."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import Segment, User
from apps.errors import Conflict, InvalidInput
from apps.gamification.quests.models import Campaign, Life, Mission, MissionStep
from apps.gamification.rules.models import Rule
from apps.gamification.rules.rows import check_rewards
from apps.gamification.rules.services import publish_rule


class InOtherState(Conflict):
    code = "in_other_state"


def check_segments(keys: Iterable[str]) -> None:
    if set(keys) - set(Segment.objects.values_list("key", flat=True)):
        raise InvalidInput(_("There is no such segment."), field="segments")


def check_mission(mission: Mission, *, now: datetime) -> None:
    """Raises InvalidInput for one that nobody could finish, or that would pay for what one does alone."""
    check_segments(mission.segments)
    stages, steps = list(mission.stages.all()), list(mission.steps.all())
    if [stage.number for stage in stages] != list(range(1, len(stages) + 1)) or not stages:
        raise InvalidInput(_("Number the stages 1, 2, 3 …; there must be one at least."))
    if {step.stage for step in steps} != {stage.number for stage in stages}:
        raise InvalidInput(_("Each stage needs a step, and each step a stage that is there."))
    if mission.ends_at and mission.ends_at <= now:
        raise InvalidInput(_("Its end has passed."), field="ends_at")
    for stage in stages:
        if stage.rewards:
            check_rewards(stage.rewards)
    if mission.kind != Mission.Kind.NEWCOMER and any(stage.rewards for stage in stages):
        _check_steps(steps)
    if mission.campaign:
        _check_inside(mission, mission.campaign)


def _check_steps(steps: Sequence[MissionStep]) -> None:
    from_alone = [step for step in steps if step.counts != MissionStep.Counts.AWARDED]
    if from_alone:
        raise InvalidInput(
            _("A mission that gives something counts deeds when an award for them counts: “%(step)s” doesn't.")
            % {"step": from_alone[0].title}
        )


def _check_inside(mission: Mission, campaign: Campaign) -> None:
    starts, ends = mission.starts_at or campaign.starts_at, mission.ends_at or campaign.ends_at
    if starts < campaign.starts_at or ends > campaign.ends_at:
        raise InvalidInput(_("Its days must lie within those of its campaign."), field="starts_at")


@transaction.atomic
def start_mission(*, mission: Mission, now: datetime) -> Mission:
    """Raises InvalidInput where something is missing, Conflict when it isn't a draft (any more)."""
    mission = Mission.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=mission.pk)
    if mission.state != Life.DRAFT:
        raise InOtherState(_("It isn't a draft any more."))
    campaign = mission.campaign
    if campaign and campaign.state != Life.LIVE:
        raise InOtherState(_("It goes live with its campaign."))
    return _start(mission, now)


def _start(mission: Mission, now: datetime) -> Mission:
    check_mission(mission, now=now)
    if mission.campaign:
        mission.starts_at = mission.starts_at or mission.campaign.starts_at
        mission.ends_at = mission.ends_at or mission.campaign.ends_at
    elif mission.kind != Mission.Kind.NEWCOMER:
        mission.starts_at = mission.starts_at or now
    mission.state = Life.LIVE
    mission.save()
    return mission


@transaction.atomic
def end_mission(*, mission: Mission, now: datetime) -> Mission:
    """Nobody begins it any more; who has begun may finish it, until its end or for 14 days."""
    mission = Mission.objects.select_for_update().get(pk=mission.pk)
    if mission.state != Life.LIVE:
        raise InOtherState(_("It isn't live."))
    _end(mission, now)
    return mission


def _end(mission: Mission, now: datetime) -> None:
    mission.state, mission.ended_at = Life.ENDED, now
    mission.save(update_fields=["state", "ended_at"])


@transaction.atomic
def start_campaign(*, campaign: Campaign, operator: User | None, now: datetime) -> Campaign:
    """Takes its missions live, and publishes the newest version of its rules, all or nothing."""
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if campaign.state != Life.DRAFT:
        raise InOtherState(_("It isn't a draft any more."))
    if campaign.ends_at <= now:
        raise InvalidInput(_("Its end has passed."), field="ends_at")
    check_segments(campaign.segments)
    missions = list(campaign.missions.filter(state=Life.DRAFT).select_related("campaign").order_by("pk"))
    rules = list(campaign.rules.select_for_update().order_by("pk"))
    if not missions and not rules:
        raise InvalidInput(_("A campaign needs a mission or a rule."))
    for mission in missions:
        _start(mission, now)
    for rule in rules:
        _start_rule(rule, campaign, operator, now)
    campaign.state = Life.LIVE
    campaign.save(update_fields=["state"])
    return campaign


def _start_rule(rule: Rule, campaign: Campaign, operator: User | None, now: datetime) -> None:
    version = rule.versions.order_by("-number").first()
    if rule.state != Rule.State.DRAFT or version is None:
        raise InvalidInput(_("“%(rule)s” isn't a draft with a version.") % {"rule": rule.name})
    rule.starts_at, rule.ends_at = campaign.starts_at, campaign.ends_at
    rule.save(update_fields=["starts_at", "ends_at"])
    publish_rule(version=version, operator=operator, now=now)


@transaction.atomic
def end_campaign(*, campaign: Campaign, now: datetime) -> Campaign:
    """Its rules count nothing that is done from now on; what they gave stays, what is held settles."""
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if campaign.state != Life.LIVE:
        raise InOtherState(_("It isn't live."))
    for mission in campaign.missions.filter(state=Life.LIVE).order_by("pk"):
        _end(mission, now)
    for rule in campaign.rules.select_for_update().order_by("pk"):
        has_begun = rule.starts_at is None or rule.starts_at < now
        rule.ends_at = min(rule.ends_at or now, now) if has_begun else rule.starts_at
        rule.save(update_fields=["ends_at"])
    campaign.state, campaign.ended_at = Life.ENDED, now
    campaign.save(update_fields=["state", "ended_at"])
    return campaign


@transaction.atomic
def copy_campaign(*, campaign: Campaign, key: str, years: int = 1) -> Campaign:
    """A draft of the same for another year, with its missions; rules are made anew, as they may have changed."""
    copy = Campaign.objects.get(pk=campaign.pk)
    copy.pk, copy.key, copy.state, copy.ended_at = None, key, Life.DRAFT, None
    copy.starts_at, copy.ends_at = _later(campaign.starts_at, years), _later(campaign.ends_at, years)
    copy._state.adding = True
    copy.save()
    for mission in campaign.missions.order_by("pk"):
        _copy_mission(mission, copy, years)
    return copy


def _copy_mission(mission: Mission, campaign: Campaign, years: int) -> None:
    stages, steps = list(mission.stages.all()), list(mission.steps.all())
    mission.pk, mission.key = None, f"{mission.key}-{campaign.starts_at:%Y}"[:50]
    mission.campaign, mission.state, mission.ended_at = campaign, Life.DRAFT, None
    mission.starts_at = _later(mission.starts_at, years) if mission.starts_at else None
    mission.ends_at = _later(mission.ends_at, years) if mission.ends_at else None
    mission._state.adding = True
    mission.save()
    for part in (*stages, *steps):
        _move_copy(part, mission)


def _move_copy(part: Any, mission: Mission) -> None:
    part.pk, part.mission = None, mission
    part._state.adding = True
    part.save()


def _later(moment: datetime, years: int) -> datetime:
    """The same day of a later year; the 28th for the 29th of February."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, day=28)
