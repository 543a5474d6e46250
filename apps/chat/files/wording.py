"""What a document's tile says, the same as `static/chat/files/tiles.js` says it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
        meta=" · ".join(_meta(one["size"], facts)),
        text=facts.get("text") or _entries(facts),
    )


def _meta(size: int, facts: dict[str, Any]) -> list[str]:
    parts = [str(facts["kind"]).upper(), str(filesizeformat(size))]
    if "pages" in facts:
        parts.append(ngettext("%(n)s page", "%(n)s pages", facts["pages"]) % {"n": facts["pages"]})
    if "count" in facts:
        parts.append(ngettext("%(n)s file", "%(n)s files", facts["count"]) % {"n": facts["count"]})
    if facts.get("locked"):
        parts.append(_("protected by a password"))
    return parts


def _entries(facts: dict[str, Any]) -> str:
    names = [entry["name"] for entry in facts.get("entries", [])[:ENTRIES_SHOWN]]
    if left := facts.get("count", 0) - len(names):
        names.append(_("and %(n)s more") % {"n": left})
    return "\n".join(names)
