"""The labelled reports from which triage and the search for duplicates learn, and lists of the same form."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from apps.feedback.tickets.labels import Field
from apps.language.embedding import embedder

REPORTS = Path(__file__).parents[1] / "content" / "reports.txt"

LEARNT: tuple[str, ...] = (Field.CATEGORY, Field.SEVERITY, Field.SENTIMENT, Field.AREA)
"""What is learnt of a report, in the order of a family's first line."""

_UNSAID = "-"


@dataclass(frozen=True, slots=True)
class Report:
    """`family` numbers the matter: reports of one family say the same in other words or another language."""

    text: str
    family: int
    labels: dict[str, str]


def digest() -> str:
    """Changes with the reports and the sentence model."""
    return hashlib.sha256(embedder().name.encode() + REPORTS.read_bytes()).hexdigest()[:12]


def read_reports(path: Path = REPORTS) -> Iterator[Report]:
    family, labels = -1, dict[str, str]()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            family += 1
            said = zip(LEARNT, line[2:].split(), strict=True)
            labels = {field: label for field, label in said if label != _UNSAID}
        elif line.startswith("+ "):
            yield Report(line[2:], family, labels)
