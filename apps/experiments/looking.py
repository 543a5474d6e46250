"""Looking at an experiment: once a week, and once more at its planned end. What was seen is kept as it was seen."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from apps.errors import Conflict
from apps.experiments.figures import Figures, figures_of
from apps.experiments.gathering import Gathered, gather
from apps.experiments.life import stop_experiment
from apps.experiments.measures import Measure, measure_of
from apps.experiments.models import Arm, Experiment, Look
from apps.experiments.statistics.looks import errors_at
from apps.experiments.switches import switch_of

logger = logging.getLogger(__name__)

BETWEEN_LOOKS = timedelta(days=7)
AT_LEAST = timedelta(days=1)
"""Between two looks that somebody asks for."""


def measures_of(experiment: Experiment) -> list[Measure]:
    """What it should bring, then what must not get worse; without what isn't known any more."""
    keys = [experiment.measure, *(guardrail.measure for guardrail in experiment.guardrails.order_by("pk"))]
    return [measure for key in keys if (measure := measure_of(key))]


def take_look(*, experiment: Experiment, now: datetime) -> Look:
    """Looks and remembers. An experiment whose guardrail is broken stops by it. Raises Conflict where there is nothing
    to see yet, where the last look is hardly a day old, and after the last one."""
    until = min(now, experiment.ended_at or now)
    check_look(experiment, now=until)
    gathered = gather(experiment, measures_of(experiment), until=until)
    return remember(experiment, gathered, now=until)


def check_look(experiment: Experiment, *, now: datetime) -> None:
    started = experiment.started_at
    if started is None or now < started + AT_LEAST:
        raise Conflict(_("There is nothing to see yet: it has run for less than a day."))
    last = experiment.looks.order_by("-number").first()
    if last and last.fraction >= 1:
        raise Conflict(_("The planned end was looked at. More looks would find by chance; decide by this one."))
    if last and now < last.at + AT_LEAST:
        raise Conflict(_("The last look is less than a day old. Each look costs evidence."))


@transaction.atomic
def remember(experiment: Experiment, gathered: Gathered, *, now: datetime) -> Look:
    """Judges what was gathered by the error that is left for this look."""
    locked = Experiment.objects.select_for_update().get(pk=experiment.pk)
    check_look(locked, now=now)
    before = list(locked.looks.order_by("number").values_list("fraction", flat=True))
    fraction = fraction_at(locked, now)
    error = errors_at([*before, fraction])[-1]
    figures = figures_of(
        gathered,
        shares=locked.shares,
        measures=measures_of(locked),
        error=error,
        points=_points(locked, gathered, until=now),
    )
    look = Look.objects.create(
        experiment=locked, number=len(before) + 1, at=now, fraction=fraction, error=error, figures=figures
    )
    if locked.state == Experiment.State.RUNNING and (broken := _broken(figures)):
        stop_experiment(experiment=locked, now=now, measure=broken)
    return look


def fraction_at(experiment: Experiment, now: datetime) -> float:
    """How much of the planned time has passed, 1 at most."""
    assert experiment.started_at is not None
    return min(1.0, (now - experiment.started_at) / timedelta(weeks=experiment.planned_weeks))


def _broken(figures: Figures) -> str:
    return str(figures["broken"][0]) if figures["broken"] else ""


def _points(experiment: Experiment, gathered: Gathered, *, until: datetime) -> int | None:
    switch = switch_of(experiment.switch)
    if switch is None or switch.points is None or experiment.started_at is None:
        return None
    return switch.points(gathered.people.get(Arm.Kind.ON, []), experiment.started_at, until)


def look_where_due(*, now: datetime) -> int:
    """Looks at each running experiment whose last look is a week old, or whose planned end has come. How many. One that
    can't be looked at is in the log, and keeps no other from its look."""
    taken = 0
    for experiment in Experiment.objects.filter(state=Experiment.State.RUNNING, started_at__lte=now).order_by("pk"):
        last = experiment.looks.order_by("-number").first()
        begun = last.at if last else experiment.started_at
        is_over = fraction_at(experiment, now) >= 1
        if begun is None or (last and last.fraction >= 1) or (now < begun + BETWEEN_LOOKS and not is_over):
            continue
        try:
            take_look(experiment=experiment, now=now)
        except Conflict:
            continue
        except Exception:
            logger.exception("Experiment %s could not be looked at", experiment.pk)
            continue
        taken += 1
    return taken
