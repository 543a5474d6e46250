"""What the product brings along: presets and quiz questions in both languages. Operators' changes to them stay."""

import json
from pathlib import Path
from typing import Any

from apps.chat.cards.models import QuizQuestion
from apps.chat.closing.models import DeclineReason
from apps.chat.presets.models import Preset
from apps.chat.scam.models import ScamRule
from apps.chat.scam.shipped import shipped_rules
from apps.content import content

FOLDER = Path(__file__).parent


@content
def load_presets() -> None:
    """Adds presets that the database doesn't know yet (by key), and touches no others."""
    presets = [
        Preset(scope=Preset.Scope.SYSTEM, **{name: item[name] for name in PRESET_FIELDS}) for item in _read("presets")
    ]
    Preset.objects.bulk_create(presets, ignore_conflicts=True)


@content
def load_quiz() -> None:
    """Adds questions that the database doesn't know yet (by key), and touches no others."""
    QuizQuestion.objects.bulk_create([QuizQuestion(**item) for item in _read("quiz")], ignore_conflicts=True)


@content
def load_decline_reasons() -> None:
    """Adds reasons to decline that the database doesn't know yet (by key), and touches no others."""
    reasons = [DeclineReason(position=position, **item) for position, item in enumerate(_read("decline_reasons"))]
    DeclineReason.objects.bulk_create(reasons, ignore_conflicts=True)


PRESET_FIELDS = ("key", "audience", "stage", "title_en", "title_zh", "body_en", "body_zh")


def _read(name: str) -> list[dict[str, Any]]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@content
def load_scam_rules() -> None:
    """Adds the rules of tricks that the database has none of."""
    rules = [ScamRule(family=family, patterns=patterns) for family, patterns in shipped_rules().items()]
    ScamRule.objects.bulk_create(rules, ignore_conflicts=True)
