"""Questions that the product brings along, in both languages, to take over and change."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from apps.matching.screening.models import ScreeningQuestion

FILE = Path(__file__).parent.parent / "content" / "screening.json"


@cache
def shipped() -> dict[str, dict[str, Any]]:
    """By key, what `set_questions` takes."""
    rows: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return {row.pop("key"): row for row in rows}


def shipped_words() -> list[tuple[str, str]]:
    """The key of each, and how it asks in the reader's language."""
    return [(key, ScreeningQuestion(**fields).text) for key, fields in shipped().items()]
