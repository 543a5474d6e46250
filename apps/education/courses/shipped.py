"""The courses as they are shipped: files with a head of the course, and lessons that each begin with `# article`."""

import re
from dataclasses import dataclass
from pathlib import Path

CONTENT = Path(__file__).parents[1] / "content" / "courses"

ORDER = ("first-message", "reach-candidates", "keep-it-going", "say-no", "interviews", "calm-and-safe")

_HEAD = re.compile(r"---\n(?P<head>.*?)\n---\n(?P<lessons>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ShippedLesson:
    """Fields by the names of the model, and the address of the article in which one reads on."""

    article: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class ShippedCourse:
    fields: dict[str, str]
    lessons: list[ShippedLesson]


def read_course(text: str) -> ShippedCourse:
    """Raises ValueError for a file that isn't whole."""
    match = _HEAD.fullmatch(text)
    if match is None:
        raise ValueError("a course is a head between two lines of ---, then its lessons")
    return ShippedCourse(
        _names(match["head"]), [_lesson(one) for one in re.split(r"^# ", match["lessons"], flags=re.M)[1:]]
    )


def _lesson(text: str) -> ShippedLesson:
    head, _mark, bodies = text.partition("\n## en\n")
    english, mark, chinese = bodies.partition("\n## zh\n")
    if not mark:
        raise ValueError("a lesson is its article and titles, then ## en and ## zh")
    article, _newline, names = head.partition("\n")
    return ShippedLesson(article.strip(), _names(names) | {"body_en": english.strip(), "body_zh": chinese.strip()})


def _names(lines: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in lines.splitlines() if line)


def shipped_courses() -> dict[str, ShippedCourse]:
    """By slug, in the order in which they are best read."""
    return {slug: read_course((CONTENT / f"{slug}.md").read_text("utf-8")) for slug in ORDER}
