"""Who goes without a rule for a while, so that it shows whether the rule helps. Asked before a rule decides."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from apps.accounts.models import User
from apps.experiments.models import Experiment
from apps.experiments.services import Place, chance_of, expose, has_it, running
from apps.gamification.deeds.deed import Deed
from apps.gamification.rules.models import RuleVersion
from apps.gamification.rules.switches import switch_key

Asked = tuple[RuleVersion, Deed, User]


@dataclass(frozen=True)
class Lot:
    """Whether somebody has a rule at a moment, and how likely that was, 0–1."""

    has_it: bool = True
    chance: float = 1.0


HAS_IT = Lot()


def lots_of(asked: Iterable[Asked], *, now: datetime) -> dict[tuple[int, str, int], Lot]:
    """By rule, deed and person: what chance decided, where an experiment about the rule runs; who goes without gets
    nothing for this deed. Everybody whom it would have concerned is logged as exposed, in every arm. What was done
    before the start counts as promised then."""
    asked = list(asked)
    experiments = running({switch_key(version.rule.key) for version, _deed, _person in asked}, now=now)
    if not experiments:
        return {}
    concerned: defaultdict[str, dict[int, User]] = defaultdict(dict)
    for version, deed, person in asked:
        experiment = experiments.get(switch_key(version.rule.key))
        if experiment and _began(experiment, deed):
            concerned[experiment.switch][person.pk] = person
    places = {
        switch: expose(experiments[switch], list(people.values()), now=now) for switch, people in concerned.items()
    }
    lots = {}
    for version, deed, person in asked:
        place = places.get(switch_key(version.rule.key), {}).get(person.pk)
        if place and _began(place.experiment, deed):
            lots[version.rule_id, deed.key, person.pk] = lot_of(place, at=deed.done_at)
    return lots


def lot_of(place: Place, *, at: datetime) -> Lot:
    """As it was then, which is what was promised then."""
    is_on = has_it(place.experiment, place.arm, now=at)
    return Lot(is_on, chance_of(place.experiment, is_on=is_on, now=at))


def _began(experiment: Experiment, deed: Deed) -> bool:
    return experiment.started_at is not None and experiment.started_at <= deed.done_at
