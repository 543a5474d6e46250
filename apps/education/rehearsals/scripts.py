"""Rehearsals as whole scripts: as they are shipped, and as they stand in the tables, in one form."""

import json
from pathlib import Path
from typing import Any

from apps.education.rehearsals.models import Rehearsal, RehearsalBranch, RehearsalTurn

CONTENT = Path(__file__).parents[1] / "content" / "rehearsals"

ORDER = ("interview-questions", "cancelled-twice", "decline-an-offer", "no-to-a-candidate", "terms-changed", "hurry")

OWN = (
    *("audience", "title_en", "title_zh", "counterpart_en", "counterpart_zh"),
    *("intro_en", "intro_zh", "closing_en", "closing_zh"),
)

Script = dict[str, Any]


def shipped_scripts() -> dict[str, Script]:
    """By slug, in the order in which they are best tried. `leads_to` of a branch is a turn's place, 0 ends it."""
    return {slug: _normal(json.loads((CONTENT / f"{slug}.json").read_text("utf-8"))) for slug in ORDER}


def _normal(written: Script) -> Script:
    places = {turn["key"]: place for place, turn in enumerate(written["turns"], start=1)}
    turns = [
        {
            "says_en": turn["says_en"],
            "says_zh": turn["says_zh"],
            "branches": [
                {
                    "when": branch["when"],
                    "examples_en": "\n".join(branch.get("examples_en", [])),
                    "examples_zh": "\n".join(branch.get("examples_zh", [])),
                    "feedback_en": branch["feedback_en"],
                    "feedback_zh": branch["feedback_zh"],
                    "leads_to": places[branch["leads_to"]] if branch["leads_to"] else 0,
                }
                for branch in turn["branches"]
            ],
        }
        for turn in written["turns"]
    ]
    return {name: written[name] for name in OWN} | {"turns": turns}


def script_of(rehearsal: Rehearsal) -> Script:
    """As it stands in the tables."""
    turns = [
        {
            "says_en": turn.says_en,
            "says_zh": turn.says_zh,
            "branches": [
                {
                    "when": branch.when,
                    "examples_en": branch.examples_en,
                    "examples_zh": branch.examples_zh,
                    "feedback_en": branch.feedback_en,
                    "feedback_zh": branch.feedback_zh,
                    "leads_to": branch.leads_to.position if branch.leads_to else 0,
                }
                for branch in turn.branches.all()
            ],
        }
        for turn in rehearsal.turns.prefetch_related("branches__leads_to")
    ]
    return {name: getattr(rehearsal, name) for name in OWN} | {"turns": turns}


def write_script(rehearsal: Rehearsal, script: Script) -> None:
    """Turns are renewed in their places, their branches written anew; what people said stays."""
    for name in OWN:
        setattr(rehearsal, name, script[name])
    rehearsal.save()
    turns = [
        RehearsalTurn.objects.update_or_create(
            rehearsal=rehearsal, position=place, defaults={name: turn[name] for name in ("says_en", "says_zh")}
        )[0]
        for place, turn in enumerate(script["turns"], start=1)
    ]
    rehearsal.turns.filter(position__gt=len(turns)).delete()
    for turn, words in zip(turns, script["turns"], strict=True):
        turn.branches.all().delete()
        for place, branch in enumerate(words["branches"], start=1):
            leads_to = turns[branch["leads_to"] - 1] if branch["leads_to"] else None
            RehearsalBranch.objects.create(turn=turn, position=place, **branch | {"leads_to": leads_to})
