"""A look in words, for the console: what was compared, what was seen, what it means, what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.experiments.measures import measure_of, measure_words
from apps.experiments.models import Arm, Experiment, Look
from apps.experiments.switches import switch_words

VERDICTS: dict[str, tuple[str | Promise, str, str | Promise]] = {
    "insufficient": (
        gettext_lazy("Insufficient"),
        "info",
        gettext_lazy("Too few companies or people have come to the point yet, so nothing is said."),
    ),
    "helps": (gettext_lazy("Helps"), "success", gettext_lazy("The difference is beyond chance, and for the better.")),
    "harms": (gettext_lazy("Harms"), "danger", gettext_lazy("The difference is beyond chance, and for the worse.")),
    "no_effect_seen": (
        gettext_lazy("No effect seen"),
        "default",
        gettext_lazy("The difference may well be chance. The interval says how large it could still be."),
    ),
}
"""Verdict → its word, the style of its label, what it means."""
WIDTH, HALF = 200, 100
"""Of a chart of intervals, in its own units."""


@dataclass(frozen=True)
class Bar:
    """An interval on a line from -scale to scale: `x` and `width` of it, `dot` of the value, in the chart's units."""

    x: float
    width: float
    dot: float


@dataclass(frozen=True)
class Row:
    """One difference in words, with its bar. `label` and `style` are the verdict's, empty where there is none."""

    title: str
    values: str
    difference: str
    bar: Bar | None
    label: str = ""
    style: str = ""
    meaning: str = ""
    key: str = ""


@dataclass(frozen=True)
class Report:
    look: Look
    subject: str
    verdict: str
    style: str
    meaning: str
    arms: list[tuple[str, int, int]]
    sizes: str
    sizes_are_off: bool
    main: Row
    guardrails: list[Row]
    weeks: list[Row]
    notes: list[str]


def report_of(look: Look) -> Report:
    figures, experiment = look.figures, look.experiment
    word, style, meaning = VERDICTS[figures["verdict"]]
    main = figures["measures"][0]
    scale = _scale([row["difference"] for row in figures["measures"]])
    return Report(
        look=look,
        subject=switch_words(experiment.switch),
        verdict=str(word),
        style=style,
        meaning=str(meaning),
        arms=[
            (str(Arm.Kind(arm).label), count, round(figures["shares"][arm])) for arm, count in figures["units"].items()
        ],
        sizes=_sizes(figures),
        sizes_are_off=not figures["as_planned"],
        main=_row(main, scale),
        guardrails=[_row(row, scale) for row in figures["measures"][1:]],
        weeks=_weeks(main["weeks"]),
        notes=_notes(figures, experiment),
    )


def _row(row: dict[str, Any], scale: float) -> Row:
    word, style, _meaning = VERDICTS[row["verdict"]]
    measure, difference = measure_of(row["key"]), row["difference"]
    return Row(
        key=row["key"],
        title=measure_words(row["key"]),
        meaning=str(measure.meaning) if measure else "",
        values=_values(difference),
        difference=_difference(difference),
        bar=_bar(difference, scale),
        label=str(word),
        style=style,
    )


def _weeks(weeks: Sequence[dict[str, Any] | None]) -> list[Row]:
    scale = _scale(weeks)
    return [
        Row(
            title=_("Week %(n)d") % {"n": number},
            values=_values(week),
            difference=_difference(week) if week else _("too few yet"),
            bar=_bar(week, scale),
        )
        for number, week in enumerate(weeks, 1)
    ]


def _scale(differences: Sequence[dict[str, Any] | None]) -> float:
    """The farthest bound, so that all bars of a chart fit one line."""
    return max((max(abs(one["low"]), abs(one["high"])) for one in differences if one), default=1.0) or 1.0


def _bar(difference: dict[str, Any] | None, scale: float) -> Bar | None:
    if difference is None:
        return None
    low, dot, high = (HALF + HALF * difference[name] / scale for name in ("low", "value", "high"))
    return Bar(x=round(low, 2), width=round(max(high - low, 1), 2), dot=round(dot, 2))


def _values(difference: dict[str, Any] | None) -> str:
    if difference is None:
        return ""
    return _("%(on)s with it, %(without)s without") % {
        "on": percent(difference["first"]),
        "without": percent(difference["second"]),
    }


def _difference(difference: dict[str, Any] | None) -> str:
    """ "+4.2 points (95 % interval +1.0 to +7.4)": percentage points."""
    if difference is None:
        return _("nothing to compare yet")
    return _("%(value)s points (95 %% interval %(low)s to %(high)s)") % {
        name: signed(difference[name]) for name in ("value", "low", "high")
    }


def percent(share: float) -> str:
    return f"{number_format(round(100 * share, 1), decimal_pos=1)} %"


def signed(share: float) -> str:
    points = round(100 * share, 1)
    sign = "−" if points < 0 else "+"
    return f"{sign}{number_format(abs(points), decimal_pos=1)}"


def _sizes(figures: dict[str, Any]) -> str:
    if figures["as_planned"]:
        return _("The arms are as large as planned (sample-ratio test: p = %(p)s).") % {"p": _p(figures["p_of_sizes"])}
    return _(
        "The arms aren't as large as planned (sample-ratio test: p = %(p)s). They weren't divided by chance alone, so "
        "no verdict is given: look for what logs one arm and not the other."
    ) % {"p": _p(figures["p_of_sizes"])}


def _p(p: float) -> str:
    return "< 0.001" if p < 0.001 else number_format(p, decimal_pos=3)


def _notes(figures: dict[str, Any], experiment: Experiment) -> list[str]:
    main, notes = figures["measures"][0], []
    if main["change"] and main["difference"]:
        change = _("By weeks of exposure the difference changes by %(value)s points a week (%(low)s to %(high)s).") % {
            name: signed(main["change"][name]) for name in ("value", "low", "high")
        }
        notes.append(f"{change} {_lasts(main)}")
    if withdrawn := main["withdrawn"]:
        notes.append(_withdrawal(withdrawn))
    if figures["points"] is not None:
        notes.append(_cost(figures))
    if figures["rotate"]:
        notes.append(
            _("Proposal: rotate. It helps, and it wears off: give it a rest, or give the reward another form.")
        )
    notes += [
        _("Guardrail broken: %(measure)s. The experiment stops by that.") % {"measure": measure_words(key)}
        for key in figures["broken"]
    ]
    return notes


def _lasts(main: dict[str, Any]) -> str:
    return _("It wears off.") if main["wears_off"] else _("No wearing off is seen.")


def _withdrawal(withdrawn: dict[str, Any]) -> str:
    """`verdict` judges those from whom it was withdrawn against those who never had it."""
    words = {
        "insufficient": _("Too few for a verdict."),
        "harms": _("It has crowded out what people did of themselves: don't withdraw it without a plan."),
        "helps": _("What it brought stays after it is gone."),
        "no_effect_seen": _("No crowding out is seen."),
    }
    said = _("Since it was withdrawn from a part, these stand at %(value)s points against who never had it.") % {
        "value": signed(withdrawn["value"])
    }
    interval = _("(95 %% interval %(low)s to %(high)s)") % {name: signed(withdrawn[name]) for name in ("low", "high")}
    return f"{said} {interval} {words[withdrawn['verdict']]}"


def _cost(figures: dict[str, Any]) -> str:
    given = ngettext("%(n)d point was given.", "%(n)d points were given.", figures["points"]) % {"n": figures["points"]}
    cost = figures["per_extra"]
    if cost is None:
        return f"{given} {_('No outcome more was gained by them.')}"
    value, least, most = cost
    if most is None:
        words = _("One outcome more has cost about %(value)s points, at least %(least)s; at most can't be said.")
    else:
        words = _("One outcome more has cost about %(value)s points (%(least)s to %(most)s).")
    return f"{given} " + words % {
        name: number_format(round(number or 0, 1), decimal_pos=1)
        for name, number in (("value", value), ("least", least), ("most", most))
    }


def prospect_words(experiment: Experiment, *, now: datetime) -> str:
    """Of a draft: the smallest difference that it would find in four of five cases."""
    from apps.experiments.planning import prospect  # noqa: PLC0415  scipy, for drafts alone

    found = prospect(experiment, now=now)
    if found is None:
        return _("There is no such measure.")
    said = ngettext(
        "In the %(weeks)d weeks before, %(n)d company or person had an occasion; their mean share was %(share)s.",
        "In the %(weeks)d weeks before, %(n)d companies or people had an occasion; their mean share was %(share)s.",
        found.units,
    ) % {"weeks": found.weeks, "n": found.units, "share": percent(found.share)}
    if found.detectable is None:
        more = _("That is too few: each arm needs ten at least, and there would be no verdict.")
    else:
        points = number_format(round(100 * found.detectable, 1), decimal_pos=1)
        more = _("A true difference of %(points)s points would be found in four of five cases; smaller ones rarely.")
        more %= {"points": points}
    partly = _("Counted over the newest 20,000 people.") if found.is_partial else ""
    return " ".join(filter(None, (said, more, partly)))
