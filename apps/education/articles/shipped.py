"""The articles as they are shipped: files with a head of `name: value` lines and one text in each language."""

import json
import re
from pathlib import Path

from apps.language import detect

CONTENT = Path(__file__).parents[1] / "content"

_FILE = re.compile(r"---\n(?P<head>.*?)\n---\n+## en\n(?P<en>.*?)\n## zh\n(?P<zh>.*)", re.DOTALL)
_FIELDS = {
    "category",
    "audience",
    "title_en",
    "title_zh",
    "summary_en",
    "summary_zh",
    "keywords_en",
    "keywords_zh",
}


def read_article(text: str) -> dict[str, str]:
    """Fields of an article by the names of its model. Raises ValueError for a file that isn't whole."""
    match = _FILE.fullmatch(text)
    if match is None:
        raise ValueError("an article is a head between two lines of ---, then ## en and ## zh")
    fields = dict(line.split(": ", 1) for line in match["head"].splitlines())
    if set(fields) != _FIELDS:
        raise ValueError(f"fields are missing or unknown: {sorted(set(fields) ^ _FIELDS)}")
    return fields | {"body_en": match["en"].strip(), "body_zh": match["zh"].strip()}


def shipped_questions() -> dict[str, dict[str, str]]:
    """The fields `asked_en` and `asked_zh` by slug: `# slug`, then a question a line in either language."""
    fields: dict[str, dict[str, str]] = {}
    for block in (CONTENT / "asked.txt").read_text("utf-8").split("# ")[1:]:
        slug, *lines = block.splitlines()
        chinese = [line for line in lines if line and detect(line) == "zh"]
        english = [line for line in lines if line and detect(line) != "zh"]
        fields[slug] = {"asked_en": "\n".join(english), "asked_zh": "\n".join(chinese)}
    return fields


def questions_beside() -> list[str]:
    """What people may ask and no article answers, in both languages."""
    return (CONTENT / "beside.txt").read_text("utf-8").splitlines()


def shipped_subjects() -> dict[str, list[str]]:
    """By slug, the keys of what an article describes."""
    found: dict[str, list[str]] = json.loads((CONTENT / "describes.json").read_text("utf-8"))
    return found


def shipped_articles() -> dict[str, dict[str, str]]:
    """Fields by slug, in the order in which they are best read."""
    asked = shipped_questions()
    order: list[str] = json.loads((CONTENT / "order.json").read_text("utf-8"))
    files = {path.stem: path for path in (CONTENT / "articles").glob("*.md")}
    slugs = [slug for slug in order if slug in files] + sorted(set(files) - set(order))
    return {slug: read_article(files[slug].read_text("utf-8")) | asked.get(slug, {}) for slug in slugs}
