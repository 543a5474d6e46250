"""What can be known of a deed, each with its unit and its words in both languages, so that a rule can ask for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.ui.durations import duration_words


class Unit(Enum):
    """How a value is written in a condition and said to people."""

    HOURS = "hours"
    DAYS = "days"
    PEOPLE = "people"
    YES_NO = "yes_no"


OPERATORS: Mapping[str, str | Promise] = {
    "at_most": gettext_lazy("at most"),
    "at_least": gettext_lazy("at least"),
    "is": gettext_lazy("is so"),
}
_NUMBERS = ("at_most", "at_least")
_ALLOWED = {Unit.HOURS: _NUMBERS, Unit.DAYS: _NUMBERS, Unit.PEOPLE: _NUMBERS, Unit.YES_NO: ("is",)}
_TESTS: Mapping[str, Callable[[Any, Any], bool]] = {
    "at_most": lambda known, asked: known <= asked,
    "at_least": lambda known, asked: known >= asked,
    "is": lambda known, asked: bool(known) is bool(asked),
}


@dataclass(frozen=True)
class Fact:
    """`words` are whole sentences by operator, with %(value)s; a yes-or-no fact has one sentence, for yes."""

    key: str
    title: str | Promise
    unit: Unit
    words: Mapping[str, str | Promise]

    @property
    def operators(self) -> tuple[str, ...]:
        return tuple(operator for operator in _ALLOWED[self.unit] if operator in self.words)

    def accepts(self, value: object) -> bool:
        """A positive number, or yes."""
        if self.unit is Unit.YES_NO:
            return value is True
        return isinstance(value, int | float) and not isinstance(value, bool) and value > 0

    def holds(self, operator: str, value: Any, facts: Mapping[str, Any]) -> bool:
        """False where the fact isn't known of the deed."""
        known = facts.get(self.key)
        return known is not None and _TESTS[operator](known, value)

    def sentence(self, operator: str, value: Any) -> str:
        return str(self.words[operator]) % {"value": self.value_words(value)}

    def value_words(self, value: Any) -> str:
        if self.unit is Unit.HOURS:
            return duration_words(value * 3600)
        if self.unit is Unit.DAYS:
            return ngettext("%(n)d day", "%(n)d days", value) % {"n": value}
        if self.unit is Unit.PEOPLE:
            return ngettext("%(n)d person", "%(n)d people", value) % {"n": value}
        return _("yes")


WAITED = Fact(
    key="waited_hours",
    title=gettext_lazy("hours that the other side waited"),
    unit=Unit.HOURS,
    words={"at_most": gettext_lazy("Within %(value)s.")},
)
EARNEST = Fact(
    key="earnest",
    title=gettext_lazy("the answer responds to what was asked, in own words"),
    unit=Unit.YES_NO,
    words={"is": gettext_lazy("It responds to what was asked, in your own words: no “ok”, no copy, no brush-off.")},
)
TWO_SIDED = Fact(
    key="two_sided",
    title=gettext_lazy("both sides wrote in earnest"),
    unit=Unit.YES_NO,
    words={"is": gettext_lazy("Both of you wrote to each other in earnest before.")},
)
ACCOUNT_AGE = Fact(
    key="account_age_days",
    title=gettext_lazy("age of the account in days"),
    unit=Unit.DAYS,
    words={"at_least": gettext_lazy("The account is at least %(value)s old.")},
)
VERIFIED = Fact(
    key="verified",
    title=gettext_lazy("the e-mail address is confirmed"),
    unit=Unit.YES_NO,
    words={"is": gettext_lazy("Your e-mail address is confirmed.")},
)
OF_EVERYBODY = (ACCOUNT_AGE, VERIFIED)
"""Facts about who did it, known of every kind of deed."""
