"""Whether what was learnt anew judges better than what judges now, on tickets from which neither learnt."""

from collections.abc import Sequence
from math import comb
from typing import Any

from apps.feedback.examples.reports import LEARNT, Report
from apps.feedback.ledger.labels import Labelled
from apps.feedback.tickets.labels import Field, Severity
from apps.feedback.triage.classifiers import Classifier
from apps.feedback.triage.verdicts import judge

CHANCE = 0.05


def compare(before: Classifier, after: Classifier, held_out: Sequence[Labelled]) -> dict[str, Any]:
    """By the tickets that are held out: how each field does, and of the critical reports how many are found."""
    fields = {field: [0] * 5 for field in LEARNT}
    critical = [0, 0, 0]
    for one in held_out:
        said = [judge(one.text, page=one.page, classifier=classifier) for classifier in (before, after)]
        for field, label in one.labels.items():
            _count(fields[field], *(judgement.value(field) == label for judgement in said))
        if one.labels.get(Field.SEVERITY) == Severity.CRITICAL:
            found = [judgement.value(Field.SEVERITY) == Severity.CRITICAL for judgement in said]
            critical = [number + more for number, more in zip(critical, (1, *found), strict=True)]
    return {"fields": fields, "critical": critical}


def remembered(without: Classifier, with_labels: Classifier, left_out: Sequence[Report]) -> dict[str, list[int]]:
    """By examples that ship and were left out for this: what was learnt without and with people's labels. Labels that
    are wrong agree with each other; here they show."""
    texts = [report.text for report in left_out]
    fields = {field: [0] * 5 for field in LEARNT}
    for report, *said in zip(left_out, without.shares_of(texts), with_labels.shares_of(texts), strict=True):
        for field, label in report.labels.items():
            _count(fields[field], *(max(one[field], key=one[field].__getitem__) == label for one in said))
    return fields


def worse(report: dict[str, Any]) -> list[str]:
    """Why it is refused: a field of the tickets that is worse by more than chance explains, `all` of them together,
    `critical` reports that aren't found any more, `examples` that are worse by more than chance."""
    fields = report["fields"]
    found = [name for name in fields if _is_worse(fields[name])]
    if sum(row[2] for row in fields.values()) < sum(row[1] for row in fields.values()):
        found.append("all")
    if report["critical"][2] < report["critical"][1]:
        found.append("critical")
    if any(map(_is_worse, report["examples"].values())):
        found.append("examples")
    return found


def by_chance(lost: int, changed: int) -> float:
    """How likely so many or more of the changed ones are lost where losing and winning are equally likely, 0–1: the
    sign test (McNemar's, exact)."""
    return float(sum(comb(changed, number) for number in range(lost, changed + 1)) / 2**changed)


def _count(row: list[int], old: bool, new: bool) -> None:
    """A row is [all, right before, right after, right only before, right only after]."""
    for place, count in enumerate((True, old, new, old and not new, new and not old)):
        row[place] += count


def _is_worse(row: Sequence[int]) -> bool:
    lost, won = row[3], row[4]
    return lost > won and by_chance(lost, lost + won) < CHANCE
