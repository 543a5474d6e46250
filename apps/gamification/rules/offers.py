"""Which forms a version offers in place of its points, of equal worth: or it is refused. What each is worth in points
the operators state, and members read it on the rules page."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from apps.errors import InvalidInput
from apps.experiments.life import check_counts_something_else
from apps.gamification.deeds.registry import kind_of
from apps.gamification.rules.forms import FORMS, MOST_OF_A_FORM, REWARDS
from apps.gamification.rules.models import FormDraw, RuleVersion
from apps.gamification.rules.rewards import POINTS
from apps.gamification.rules.rows import Row, check_marks

TOLERANCE = 10
"""In per cent of what the rule gives: the worths of its forms are no farther apart."""
LEAST_PERCENT = 10
"""How likely each form is at least, whatever was seen."""
LONGEST_WEEKS = 26


class Offer(NamedTuple):
    """A form that a version has instead of its points: `amount` of it are worth `worth` points."""

    version: int
    form: str
    amount: int
    worth: int

    def worth_of(self, amount: int) -> int:
        """In points, rounded down."""
        return amount * self.worth // self.amount


def offers_of(version: RuleVersion) -> list[Offer]:
    return [Offer(version.pk, row["kind"], row["amount"], row["worth"]) for row in version.forms]


def offered(version: RuleVersion) -> dict[str, Row]:
    """By form, its amount and its worth in points; the points themselves come first. Empty where nothing stands in for
    them."""
    if not version.forms:
        return {}
    points: Row = {"kind": POINTS, "amount": version.points, "worth": version.points}
    return {row["kind"]: row for row in (points, *version.forms)}


def check_forms(version: RuleVersion) -> None:
    """Rows like {"kind": "marks", "amount": 10, "worth": 10}, at most one of a kind. Raises InvalidInput."""
    rows = version.forms
    if not rows:
        return
    kinds = [row.get("kind") for row in rows]
    if FormDraw.NONE in kinds:
        raise InvalidInput(
            _("Going without isn't a form. Compare the rule in an experiment: its rules page tells who goes without."),
            field="forms",
        )
    if not set(kinds) <= set(FORMS) or len(set(kinds)) < len(kinds):
        raise InvalidInput(_("That is no form that can stand in for points."), field="forms")
    for row in rows:
        for number in (row.get("amount"), row.get("worth")):
            if not isinstance(number, int) or not 1 <= number <= MOST_OF_A_FORM:
                raise InvalidInput(
                    _("Say of “%(form)s” how much it is and what it is worth in points, each from 1 to %(most)d.")
                    % {"form": FORMS[row["kind"]].name, "most": MOST_OF_A_FORM},
                    field="forms",
                )
    check_marks(kinds, field="forms")
    if twice := set(kinds) & {row["kind"] for row in version.rewards}:
        raise InvalidInput(
            _("“%(form)s” is given beside the points already, so it can't stand in for them.")
            % {"form": FORMS[min(twice)].name},
            field="forms",
        )
    _check_worths(version)
    if any(limit.of == "points" for limit in version.limit_rows):
        raise InvalidInput(
            _("Where forms stand in for points, limit the number of awards: a limit in points bounds one form alone."),
            field="limits",
        )
    if not 1 <= version.forms_weeks <= LONGEST_WEEKS:
        raise InvalidInput(
            _("Say for how many weeks a form stays, from 1 to %(most)d.") % {"most": LONGEST_WEEKS}, field="forms_weeks"
        )
    kind = kind_of(version.rule.deed)
    check_counts_something_else(
        measure_key=version.forms_measure, rewarded=frozenset({kind.key}), title=version.name, field="forms_measure"
    )


def _check_worths(version: RuleVersion) -> None:
    if not version.points:
        raise InvalidInput(_("Forms stand in for points: say how many the rule gives."), field="forms")
    by_worth = sorted(offered(version).values(), key=lambda row: int(row["worth"]))
    least, most = by_worth[0], by_worth[-1]
    if (most["worth"] - least["worth"]) * 100 > TOLERANCE * version.points:
        raise InvalidInput(
            _(
                "Equal deeds are worth the same: “%(least)s” is worth %(low)d points here and “%(most)s” %(high)d; at "
                "most %(tolerance)d %% of the rule's points may lie between them."
            )
            % {
                "least": REWARDS[least["kind"]].name,
                "low": least["worth"],
                "most": REWARDS[most["kind"]].name,
                "high": most["worth"],
                "tolerance": TOLERANCE,
            },
            field="forms",
        )
