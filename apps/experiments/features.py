"""The features that must prove their worth. A room declares its own in its `features.py`, found at start:

    SUGGESTIONS = register(Feature("suggested_replies", _("Suggested replies")))

Where there is something to show it asks once: `if feature_shown(SUGGESTIONS, person, conversation=12): …`, and where
the person took it up it says `feature_used(SUGGESTIONS, person, conversation=12)`. Both count in every arm of the
feature's experiment; without a running one everybody has everything.
"""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Feature:
    """`key` is also its experiment's; `title` is what the report calls it."""

    key: str
    title: str | Promise


_features: dict[str, Feature] = {}


def register(feature: Feature) -> Feature:
    _features[feature.key] = feature
    return feature


def all_features() -> list[Feature]:
    return list(_features.values())
