"""The models of triage: those that ship, and those that operators had learnt from their corrections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from apps.feedback.triage.features import features
from apps.feedback.triage.lessons import TRIAGE
from apps.feedback.triage.models import ClassifierSwitch, ClassifierVersion
from apps.language.learning import Models, follows_from, from_bytes

Shares = dict[str, float]
_VERSIONS_KEPT = 3


@dataclass(frozen=True)
class Classifier:
    """A model a field. `name` is of twelve hex digits and changes with anything that changes a verdict."""

    name: str
    models: Models

    def version(self, field: str) -> str:
        """What a verdict of this field is marked with."""
        return f"{field}-{self.name}"

    def shares(self, text: str) -> Mapping[str, Shares]:
        """For each field how likely each of its labels is, 0–1."""
        return self.shares_of([text])[0]

    def shares_of(self, texts: Sequence[str]) -> list[dict[str, Shares]]:
        """`shares` for many texts at once, which is faster."""
        whole = features(texts)
        given = {field: (model.labels, model.shares(whole)) for field, model in self.models.items()}
        return [
            {field: dict(zip(labels, map(float, rows[place]), strict=True)) for field, (labels, rows) in given.items()}
            for place in range(len(texts))
        ]


@cache
def shipped() -> Classifier:
    """Read on first use, in workers; where its weights don't belong to the lists or to the sentence model, learnt."""
    return Classifier(_shipped_name(), TRIAGE.read() or TRIAGE.learn())


def live() -> Classifier:
    """What judges at this moment. Asked for each ticket, so that no worker has to be started anew after a switch."""
    number, name = _live_version()
    return (learnt(number, name) if number else None) or shipped()


def live_name() -> str:
    """The name of what judges at this moment, without its models."""
    number, name = _live_version()
    return name if number and is_current(number) else _shipped_name()


@lru_cache(maxsize=_VERSIONS_KEPT)
def learnt(number: int, name: str) -> Classifier | None:
    """What was learnt as this version; None where it belongs to other examples than those that ship by now."""
    models = from_bytes(_weights(number), TRIAGE.digest())
    return Classifier(name, models) if models else None


def is_current(number: int) -> bool:
    """Whether this version was learnt with the examples that ship by now."""
    return follows_from(_weights(number), TRIAGE.digest())


def _weights(number: int) -> bytes:
    return bytes(ClassifierVersion.objects.values_list("weights", flat=True).get(pk=number) or b"")


def _shipped_name() -> str:
    return TRIAGE.digest()[:12]


def _live_version() -> tuple[int | None, str]:
    """Its number and name; no number where what ships judges."""
    switch = ClassifierSwitch.objects.order_by("-number").values_list("version", "version__name").first()
    return switch or (None, "")
