"""What a file's tile says, the same as `static/chat/files/tiles.js` and `voices.js` say it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

ENTRIES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Tile:
    """`meta` is its kind, size and length; `text` begins what it says, or lists what a ZIP holds."""

    id: int
    url: str
    name: str
    page: str | None
    width: int
    height: int
    meta: str
    text: str


def tiles(attachments: Sequence[dict[str, Any]]) -> list[Tile]:
    """Of those that aren't pictures."""
    return [_tile(one) for one in attachments if one["form"] == "document"]


def _tile(one: dict[str, Any]) -> Tile:
    facts = one["facts"]
    return Tile(
        id=one["id"],
        url=one["url"],
        name=one["name"],
        page=one["thumbnail"],
        width=one["width"] // 2,
        height=one["height"] // 2,
        meta=" · ".join(_meta(one["size"], facts, follows=one["page_follows"])),
        text=facts.get("text") or _entries(facts),
    )


def _meta(size: int, facts: dict[str, Any], *, follows: bool) -> list[str]:
    parts = [str(facts["kind"]).upper(), str(filesizeformat(size))]
    if "pages" in facts:
        parts.append(ngettext("%(n)s page", "%(n)s pages", facts["pages"]) % {"n": facts["pages"]})
    if "count" in facts:
        parts.append(ngettext("%(n)s file", "%(n)s files", facts["count"]) % {"n": facts["count"]})
    if facts.get("locked"):
        parts.append(_("protected by a password"))
    if follows:
        parts.append(_("preview follows"))
    return parts


def _entries(facts: dict[str, Any]) -> str:
    names = [entry["name"] for entry in facts.get("entries", [])[:ENTRIES_SHOWN]]
    if left := facts.get("count", 0) - len(names):
        names.append(_("and %(n)s more") % {"n": left})
    return "\n".join(names)


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice note's player: `length` as "0:14", `wave` a path of bars in a box of `width` by 32."""

    id: int
    url: str
    seconds: float
    length: str
    wave: str
    width: int


BARS_WITHOUT_WAVEFORM = 40
_BAR, _HEIGHT = 3, 32


def voices(attachments: Sequence[dict[str, Any]]) -> list[Voice]:
    return [_voice(one) for one in attachments if one["form"] == "voice"]


def _voice(one: dict[str, Any]) -> Voice:
    facts = one["facts"]
    levels = facts.get("waveform") or [0] * BARS_WITHOUT_WAVEFORM
    return Voice(
        id=one["id"],
        url=one["url"],
        seconds=facts["seconds"],
        length=length_of(facts["seconds"]),
        wave="".join(_bar(number, level) for number, level in enumerate(levels)),
        width=_BAR * len(levels),
    )


def _bar(number: int, level: int) -> str:
    """An even height, so that it stands in the middle."""
    half = max(1, level * (_HEIGHT // 2 - 2) // 100)
    return f"M{number * _BAR + 1} {_HEIGHT // 2 - half}v{2 * half}"


def length_of(seconds: float) -> str:
    """ "0:14"; what is shorter than a second counts as one."""
    minutes, rest = divmod(max(1, int(seconds + 0.5)), 60)
    return f"{minutes}:{rest:02}"


def called(form: str, name: str, facts: dict[str, Any]) -> str:
    """What a file is called: its name, or "Voice note (0:14)"."""
    if form == "voice":
        return _("Voice note (%(length)s)") % {"length": length_of(facts["seconds"])}
    return name


def findable(form: str, name: str, facts: dict[str, Any]) -> str:
    """By what a search finds it: a voice note by what it is called in each language."""
    if form != "voice":
        return name
    words = []
    for language, _title in settings.LANGUAGES:
        with override(language):
            words.append(called(form, name, facts))
    return "\n".join(words)
