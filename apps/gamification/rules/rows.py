"""The rows that a version of a rule is made of, checked against its kind of deed: what can't apply is refused."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from apps.accounts.models import Role, Segment
from apps.errors import InvalidInput
from apps.gamification.deeds.facts import Fact
from apps.gamification.deeds.registry import DeedKind
from apps.gamification.rules.forms import FORMS, MOST_OF_A_FORM, REWARDS, Marks, marks_count
from apps.gamification.rules.limits import OF, PER, WITHIN, Limit

Row = dict[str, Any]
LONGEST_STRETCH_HOURS = 24 * 90


def check_audience(rows: Sequence[Row]) -> None:
    """Rows like {"role": "recruiter"} and {"segment": "new"}; none means everybody."""
    known = set(Segment.objects.values_list("key", flat=True)) if any("segment" in row for row in rows) else set()
    for row in rows:
        if set(row) == {"segment"} and row["segment"] in known:
            continue
        if set(row) == {"segment"}:
            raise InvalidInput(_("There is no such segment."), field="audience")
        if set(row) != {"role"} or row["role"] not in Role.values:
            raise InvalidInput(_("There is no such role."), field="audience")


def check_conditions(kind: DeedKind, rows: Sequence[Row]) -> None:
    """Rows like {"fact": "waited_hours", "operator": "at_most", "value": 24}."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        fact = kind.fact(row.get("fact", ""))
        if fact is None:
            raise InvalidInput(
                _("Of “%(kind)s” that isn't known: %(fact)s.") % {"kind": kind.name, "fact": row.get("fact", "")},
                field="conditions",
            )
        if row.get("operator") not in fact.operators or not fact.accepts(row.get("value")):
            raise InvalidInput(_("“%(fact)s” can't be compared like that.") % {"fact": fact.title}, field="conditions")
        if (fact.key, row["operator"]) in seen:
            raise InvalidInput(_("“%(fact)s” is asked twice.") % {"fact": fact.title}, field="conditions")
        seen.add((fact.key, row["operator"]))


def check_limits(kind: DeedKind, rows: Sequence[Row]) -> None:
    """Rows like {"of": "awards", "per": "member", "within": "day", "most": 10}. A kind that one can do any number of
    needs one that bounds each person."""
    for row in rows:
        _check_limit(kind, row)
    limits = [Limit.from_row(row) for row in rows]
    if len(set(limits)) < len(limits):
        raise InvalidInput(_("The same limit is there twice."), field="limits")
    if kind.is_volume and not any(limit.per == "member" and not limit.is_pause for limit in limits):
        raise InvalidInput(
            _("One can do any number of these. Say how many count for each person, in a day for example."),
            field="limits",
        )


def _check_limit(kind: DeedKind, row: Row) -> None:
    if row.get("of") not in OF or row.get("per") not in PER or row.get("within") not in WITHIN:
        raise InvalidInput(_("That is no limit that we know."), field="limits")
    if not isinstance(row.get("most"), int) or row["most"] < 1:
        raise InvalidInput(_("A limit allows at least one."), field="limits")
    if row["per"] in ("pair", "breadth") and not kind.is_about_two:
        raise InvalidInput(_("This kind of deed has no other side by whom it could be limited."), field="limits")
    if row["within"] == "hours":
        hours = row.get("hours")
        if not isinstance(hours, int | float) or not 0 < hours <= LONGEST_STRETCH_HOURS:
            raise InvalidInput(_("Say how many hours, at most %(n)d.") % {"n": LONGEST_STRETCH_HOURS}, field="limits")
        if row["per"] in ("company", "all"):
            raise InvalidInput(
                _("What many people share is limited by day, week, month or for ever, not by hours."), field="limits"
            )
        if row["per"] == "breadth":
            raise InvalidInput(
                _("Different people are counted by day, week, month or for ever, not by hours."), field="limits"
            )


def check_rewards(rows: Sequence[Row]) -> None:
    """Rows like {"kind": "points", "amount": 10}, at most one of a kind."""
    kinds = [str(row.get("kind")) for row in rows]
    if not set(kinds) <= set(REWARDS) or len(set(kinds)) < len(kinds):
        raise InvalidInput(_("That is no reward that can be given."), field="rewards")
    if not rows or not all(isinstance(row.get("amount"), int) and row["amount"] > 0 for row in rows):
        raise InvalidInput(_("A rule needs something to give: points, coins or something else."), field="rewards")
    if any(row["kind"] in FORMS and row["amount"] > MOST_OF_A_FORM for row in rows):
        raise InvalidInput(_("Of what isn't points or coins at most %(n)d.") % {"n": MOST_OF_A_FORM}, field="rewards")
    check_marks(kinds, field="rewards")


def check_marks(kinds: Collection[str], *, field: str) -> None:
    """Raises InvalidInput where they would be worth nothing."""
    if Marks.key in kinds and not marks_count():
        raise InvalidInput(_("No badge in use counts marks, so they are worth nothing yet."), field=field)


def fact_of(kind: DeedKind, row: Mapping[str, Any]) -> Fact:
    fact = kind.fact(row["fact"])
    assert fact is not None, row
    return fact
