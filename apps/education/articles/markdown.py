"""Markdown of articles: to safe HTML whose headings can be linked to, and to plain parts that can be found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

_TEXT_TAGS = {"a", "p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li"}
_TAGS = _TEXT_TAGS | {"h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}}
_HIGHEST, _LOWEST = 2, 4  # the page's title is its h1

_parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands below it, up to the next heading. Part 0 is what stands before the first one.

    `text` is plain, its blocks separated by empty lines; `source` is the Markdown below the heading.
    """

    number: int
    heading: str
    text: str
    source: str

    @property
    def anchor(self) -> str:
        return anchor_of(self.number)


def anchor_of(number: int) -> str:
    """Both languages of an article have the same anchors, as their parts are the same."""
    return f"part-{number}" if number else ""


def render(source: str) -> SafeString:
    """Safe HTML: no HTML of the author's, no images, no script addresses. Headings begin at h2 and carry anchors."""
    tokens = _parser.parse(source)
    _level_headings(tokens)
    html = _parser.renderer.render(tokens, _parser.options, {})
    safe = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )
    return mark_safe(safe)  # cleaned in the line above


def _level_headings(tokens: Sequence[Token]) -> None:
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    top = min((int(token.tag[1]) for token in headings), default=_HIGHEST)
    number = 0
    for token in headings:
        token.tag = f"h{min(_LOWEST, int(token.tag[1]) - top + _HIGHEST)}"
        if token.type == "heading_open":
            number += 1
            token.attrSet("id", anchor_of(number))


def parts(source: str) -> list[Part]:
    """The parts in order, those without any text left out."""
    tokens = _parser.parse(source)
    lines = source.splitlines()
    found = []
    for number, (heading, start, own) in enumerate(_stretches(tokens)):
        end = max((token.map[1] for token in own if token.map), default=start)
        text = "\n\n".join(_blocks(own))
        if text or heading:
            found.append(Part(number, heading, text, "\n".join(lines[start:end]).strip()))
    return found


def plain(source: str) -> str:
    """The words alone, blocks separated by empty lines."""
    return "\n\n".join(_blocks(_parser.parse(source)))


def _stretches(tokens: Sequence[Token]) -> Iterator[tuple[str, int, list[Token]]]:
    heading, start = "", 0
    own: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.type == "heading_open":
            yield heading, start, own
            heading, own = _words(tokens[place + 1]), []
            start = token.map[1] if token.map else start
            place += 3
        else:
            own.append(token)
            place += 1
    yield heading, start, own


def _blocks(tokens: Sequence[Token]) -> list[str]:
    """Paragraphs, list entries, cells and code of the tokens, without their marks."""
    written = [token for token in tokens if token.type in ("inline", "fence", "code_block")]
    texts = (token.content if token.type != "inline" else _words(token) for token in written)
    return [text.strip() for text in texts if text.strip()]


def _words(token: Token) -> str:
    return "".join(
        child.content if child.type in ("text", "code_inline") else " " if child.type.endswith("break") else ""
        for child in token.children or []
    )
