"""First messages that are about this job and this person: a skill both sides name, and a question left open.

The wording follows from the pair, so two candidates read different texts, and the same pair always the same.
"""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from apps.ui.bilingual import is_chinese
from apps.ui.spacing import space_out

_CONTENT = Path(__file__).parent.parent / "content" / "greetings.json"


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What goes into a message; "" and () are left out of it.

    `skills` are shared ones only. `role` is the job's title, "" to speak of "this job"; `wanted` the position that
    the résumé names.
    """

    side: str
    name: str
    role: str
    skills: tuple[str, ...]
    question: str
    seed: str
    company: str = ""
    wanted: str = ""


@cache
def _phrases() -> dict[str, dict[str, list[str]]]:
    phrases: dict[str, dict[str, list[str]]] = json.loads(_CONTENT.read_text("utf-8"))
    return phrases


def variant_of(seed: str, part: str, choices: int) -> int:
    """Evenly spread and always the same for the same seed."""
    return zlib.crc32(f"{part}:{seed}".encode()) % choices


def compose(what: Ingredients, *, language: str) -> str:
    """The message in `language` ("en" or "zh-hans")."""
    chinese = is_chinese(language)
    tongue = "zh" if chinese else "en"

    def pick(part: str) -> str:
        choices: Sequence[str] = _phrases()[what.side][f"{part}_{tongue}"]
        return choices[variant_of(what.seed, part, len(choices))]

    ground = "skills" if len(what.skills) > 1 and variant_of(what.seed, "two", 2) else "skill"
    ground = ground if what.skills else "other" if what.wanted and what.wanted != what.role else "plain"
    role = _role(what, chinese)
    values = {"name": what.name, "role": role, "wanted": what.wanted}
    values |= {"skill": what.skills[0] if what.skills else "", "other": what.skills[-1] if what.skills else ""}
    opening = pick("opening" if what.name else "opening_unnamed").format(**values)
    body = pick(ground).format(**values)
    asked = _asked(pick("question"), what.question) if what.question else ""
    closing = pick("closing")
    if chinese:
        return space_out(f"{opening}{body}{asked}{closing}")
    joined = f"{opening} {body[:1].upper() + body[1:] if opening.endswith('.') else _lower(body)}"
    return " ".join(part for part in (joined, asked, closing) if part)


def _role(what: Ingredients, chinese: bool) -> str:
    if what.role:
        title = f"“{what.role}”" if chinese else f"the “{what.role}” role"
        if not what.company:
            return title
        return f"{what.company}的{title}" if chinese else f"{title} at {what.company}"
    if what.side == "recruiter":
        return "一个职位" if chinese else "a role in our team"
    return "这个职位" if chinese else "this role"


def _asked(pattern: str, question: str) -> str:
    return pattern.format(question=question, question_lower=_lower(question))


def _lower(text: str) -> str:
    return text if text.startswith(("I ", "I'", "“")) else text[:1].lower() + text[1:]
