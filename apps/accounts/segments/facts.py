"""What segments can ask about people. A room declares its own in its `segment_facts.py`, found at start:

OPENED = register(SegmentFact("opened_30d", _("conversations opened in 30 days"), …))
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OPERATORS: Mapping[str, str | Promise] = {"at_least": _("at least"), "at_most": _("at most")}
ReadFacts = Callable[[Collection[int], datetime], Mapping[int, float]]


@dataclass(frozen=True)
class SegmentFact:
    """A number known of people. `at_least` and `at_most` are its sentences, with %(value)s; `read(people, now)`
    gives it of those of these people of whom it is known."""

    key: str
    title: str | Promise
    at_least: str | Promise
    at_most: str | Promise
    read: ReadFacts

    def sentence(self, operator: str, value: int) -> str:
        words = self.at_least if operator == "at_least" else self.at_most
        return str(words) % {"value": value}


_facts: dict[str, SegmentFact] = {}


def register(fact: SegmentFact) -> SegmentFact:
    assert fact.key not in _facts, fact.key
    _facts[fact.key] = fact
    return fact


def facts() -> list[SegmentFact]:
    return list(_facts.values())


def fact_of(key: str) -> SegmentFact | None:
    return _facts.get(key)
