"""The language of presets: variables with a fall-back, `{candidate.name|there}`, and questions, `{?day}`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from apps.chat.messages.placeholders import PLACE, VARIABLES

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Rendered:
    """`text` still holds the questions, `{?day}`; `prompts` names them in order, each once."""

    text: str
    prompts: tuple[str, ...]


def render(template: str, values: Mapping[str, str]) -> Rendered:
    """Fills the variables in: their value, else their fall-back, else nothing. Unknown ones count as empty."""
    prompts: dict[str, None] = {}

    def fill(place: re.Match[str]) -> str:
        is_prompt, name, fallback = place.groups()
        if is_prompt:
            prompts[name.strip()] = None
            return "{?" + name.strip() + "}"
        return values.get(name.strip()) or fallback or ""

    return Rendered(text=PLACE.sub(fill, template), prompts=tuple(prompts))


def unknown_variables(template: str) -> list[str]:
    """Variables that we can't fill, for the editor to complain about."""
    return [
        name.strip() for mark, name, _fallback in PLACE.findall(template) if not mark and name.strip() not in VARIABLES
    ]


def broken_place(template: str) -> str:
    """The text around the first brace that belongs to no place, empty where there is none."""
    left = PLACE.sub(lambda place: " " * len(place[0]), template)
    at = min((left.find(brace) for brace in "{}" if brace in left), default=-1)
    return template[at : at + 20] if at >= 0 else ""


def is_as_it_was(text: str, template: str, values: Mapping[str, str]) -> bool:
    """Whether a text is the preset with nothing of the sender's own: its questions unanswered, too."""
    return _plain(text) == _plain(render(template, values).text)


def _plain(text: str) -> str:
    return _SPACE.sub("", text).casefold()
