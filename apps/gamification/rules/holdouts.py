"""Who goes without a rule for a while, so that it shows whether the rule helps. Asked before a rule decides."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from apps.accounts.models import User
from apps.experiments.models import Experiment
from apps.experiments.services import Place, expose, has_it, running
from apps.gamification.deeds.deed import Deed
from apps.gamification.rules.models import RuleVersion
from apps.gamification.rules.switches import switch_key

Asked = tuple[RuleVersion, Deed, User]


def held_out(asked: Iterable[Asked], *, now: datetime) -> dict[tuple[int, str, int], Experiment]:
    """By rule, deed and person: the experiment because of which the rule gives nothing for this deed. Everybody whom it
    would have concerned is logged as exposed, in every arm. What was done before the start counts as promised then."""
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
    without = {}
    for version, deed, person in asked:
        place = places.get(switch_key(version.rule.key), {}).get(person.pk)
        if place and _began(place.experiment, deed) and not _had_it(place, deed):
            without[version.rule_id, deed.key, person.pk] = place.experiment
    return without


def _began(experiment: Experiment, deed: Deed) -> bool:
    return experiment.started_at is not None and experiment.started_at <= deed.done_at


def _had_it(place: Place, deed: Deed) -> bool:
    """When the deed was done, which is what was promised then."""
    return has_it(place.experiment, place.arm, now=deed.done_at)
