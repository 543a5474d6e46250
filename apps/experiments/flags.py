"""A feature behind a flag: from then on only those have it who hold the flag, until it is open to everybody again."""

from collections.abc import Iterable

from django.db import transaction

from apps.accounts.models import User
from apps.accounts.segments.selectors import trait
from apps.experiments.models import FeatureFlag, FeatureGate
from apps.locks import lock_until_commit

LEVEL_TRAIT = "beta"
"""What a level gives to those who may see what is being tried out."""

FEATURE_LOCKS = 7_202
"""Class of the advisory locks under which a feature is divided, by a flag or by an experiment."""


def lock_feature(feature: str) -> None:
    """Whoever looks whether an experiment or a flag divides it already, before another begins, looks after this: of two
    that begin at once the second finds the first."""
    lock_until_commit(FEATURE_LOCKS, feature)


def shut_gate(*, feature: str, with_level: bool) -> None:
    """Nobody has the feature without its flag; `with_level` lets those in, too, whose level tries things out."""
    FeatureGate.objects.update_or_create(feature=feature, defaults={"with_level": with_level})


@transaction.atomic
def lower_flags(*, feature: str, is_for_everybody: bool) -> None:
    """Nobody holds the flag any more: everybody has the feature, or nobody."""
    FeatureFlag.objects.filter(feature=feature).delete()
    if is_for_everybody:
        FeatureGate.objects.filter(feature=feature).delete()
    else:
        shut_gate(feature=feature, with_level=False)


def raise_flag(*, feature: str, person: User) -> None:
    FeatureFlag.objects.get_or_create(feature=feature, person=person)


def lower_flag(*, feature: str, people: Iterable[int]) -> None:
    FeatureFlag.objects.filter(feature=feature, person__in=list(people)).delete()


def passes_gate(feature: str, person: User) -> bool:
    """Whether they hold its flag, or their level is enough."""
    if FeatureFlag.objects.filter(feature=feature, person=person).exists():
        return True
    return trait(person, LEVEL_TRAIT) == "1" and FeatureGate.objects.filter(feature=feature, with_level=True).exists()
