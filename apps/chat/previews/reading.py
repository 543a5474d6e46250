"""What a page says of itself in its head. Only the child process of the sandbox runs this."""

import codecs
import re
from contextlib import suppress
from html.parser import HTMLParser

TITLE, DESCRIPTION, SITE = 200, 300, 80
_READABLE = 200_000
"""Characters: a head that is longer says nothing that is worth it."""
_PIECE = 8192
_CHARSETS = frozenset(
    {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5", "big5hkscs", "shift_jis", "cp932", "euc_jp"}
    | {"euc_kr", "cp949", "iso-2022-jp", "koi8-r", "koi8-u", "ascii", "iso8859-1"}
    | {f"iso8859-{number}" for number in range(2, 17)}
    | {f"cp125{number}" for number in range(9)}
)
_OLDER = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252"}
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


def read_head(data: bytes, content_type: str) -> tuple[dict[str, str], list[bytes]]:
    """`title`, `description`, `site` and the address of its `picture`, each "" where it has none."""
    head = _Head()
    text = decoded(data, content_type)[:_READABLE]
    with suppress(AssertionError):
        # The parser's own, on declarations that no browser reads either. What came before them stands.
        for place in range(0, len(text), _PIECE):
            head.feed(text[place : place + _PIECE])
            if head.is_over:
                break
    meta = head.meta
    return {
        "title": _clean(meta.get("og:title") or meta.get("twitter:title") or head.title, TITLE),
        "description": _clean(meta.get("og:description") or meta.get("description") or "", DESCRIPTION),
        "site": _clean(meta.get("og:site_name") or "", SITE),
        "picture": (meta.get("og:image:secure_url") or meta.get("og:image") or meta.get("twitter:image") or "").strip(),
    }, []


def decoded(data: bytes, content_type: str) -> str:
    """By its mark, by what came with it, by what it says of itself, else by what fits."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    told = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", content_type, re.IGNORECASE)
    said = _DECLARED.search(data[:4096])
    for name in (told[1] if told else "", said[1].decode() if said else ""):
        if known := _known(name):
            return data.decode(known, "replace")
    try:
        # A cut may go through the middle of a character.
        return codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
    found = _OLDER.get(found, found)
    return found if found in _CHARSETS else ""


def _clean(text: str, most: int) -> str:
    """One line without what steers direction or hides."""
    line = " ".join(_INVISIBLE.sub(" ", text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.title = ""
        self.is_over = self._is_in_title = self._has_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self.is_over = True
        if self.is_over:
            return
        if tag == "title" and not self._has_title:
            self._is_in_title = self._has_title = True
        if tag == "meta":
            values = {name: value or "" for name, value in attrs}
            name = (values.get("property") or values.get("name") or "").strip().lower()
            if name and values.get("content"):
                self.meta.setdefault(name, values["content"][:2000])

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._is_in_title = False
        if tag == "head":
            self.is_over = True

    def handle_data(self, data: str) -> None:
        if self._is_in_title and not self.is_over and len(self.title) < 2000:
            self.title += data
