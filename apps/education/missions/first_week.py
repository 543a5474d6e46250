"""The words of the first-week missions. The engine that recognises their deeds lives in gamification."""

import json
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parents[1] / "content" / "missions.json"


def first_week_missions() -> list[dict[str, Any]]:
    """One mission a role: key, role, title and intro in both languages, and five steps with deed, title, hint and
    the URL name of the page where it is done."""
    missions: list[dict[str, Any]] = json.loads(CONTENT.read_text())
    return missions
