"""What the product brings along: presets and chips in both languages. Operators' changes to them stay."""

import json
from pathlib import Path
from typing import Any

from apps.chat.presets.models import Preset
from apps.chat.topics.models import Chip
from apps.content import content

FOLDER = Path(__file__).parent


@content
def load_presets_and_chips() -> None:
    """Adds presets and chips that the database doesn't know yet (by key), and touches no others."""
    presets = [
        Preset(scope=Preset.Scope.SYSTEM, **{name: item[name] for name in PRESET_FIELDS}) for item in _read("presets")
    ]
    chips = [
        Chip(
            position=position,
            vague_terms=item["vague_terms_en"] + item["vague_terms_zh"],
            answered_terms=item["answered_terms_en"] + item["answered_terms_zh"],
            **{name: item[name] for name in CHIP_FIELDS},
        )
        for position, item in enumerate(_read("chips"))
    ]
    Preset.objects.bulk_create(presets, ignore_conflicts=True)
    Chip.objects.bulk_create(chips, ignore_conflicts=True)


PRESET_FIELDS = ("key", "audience", "stage", "title_en", "title_zh", "body_en", "body_zh")
CHIP_FIELDS = ("key", "audience", "stage", "topic", "label_en", "label_zh", "question_en", "question_zh")


def _read(name: str) -> list[dict[str, Any]]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
