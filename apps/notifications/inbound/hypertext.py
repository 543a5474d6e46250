"""The text of an e-mail that has none but as a page. What programs mark as quoted is left out."""

from lxml import etree, html

MOST_CHARACTERS = 400_000
BLOCKS = {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "ul", "ol", "table", "pre"}
UNSEEN = {"script", "style", "head", "title", "blockquote", "template"}
QUOTES = ("gmail_quote", "gmail_attr", "yahoo_quoted", "moz-cite-prefix", "ntes-mailmaster-quote", "protonmail_quote")
QUOTE_IDS = ("divRplyFwdMsg", "appendonsend", "isReplyContent", "mail-editor-reference-message-container")


def text_of_html(page: str) -> str:
    """A walk without recursion: how deep it is nested is its writer's choice."""
    try:
        root = html.document_fromstring(page[:MOST_CHARACTERS].replace("\x00", ""))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    words: list[str] = []
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            if skipped is None and _is_quote(element):
                if element.get("id") in QUOTE_IDS:
                    break
                skipped = element
            if skipped is None:
                words += ["\n"] if element.tag in BLOCKS else []
                words.append(_flat(element.text))
            continue
        if skipped is element:
            skipped = None
        elif skipped is None and event == "end" and element.tag in BLOCKS - {"br"}:
            words.append("\n")
        if skipped is None:
            words.append(_flat(element.tail))
    return "\n".join(" ".join(line.split()) for line in "".join(words).split("\n")).strip()


def _is_quote(element: "etree._Element") -> bool:
    classes = (element.get("class") or "")[:500]
    return element.tag in UNSEEN or element.get("id") in QUOTE_IDS or any(name in classes for name in QUOTES)


def _flat(text: str | None) -> str:
    return " ".join(f"x{text}x".split())[1:-1] if text else ""
