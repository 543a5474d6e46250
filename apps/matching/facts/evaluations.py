"""How well it is told what a posting leaves open, and whether a reply answers. For `manage.py evaluate`."""

from collections.abc import Sequence
from typing import Any

from django.db import DatabaseError

from apps.language.evaluation import Evaluation, Figures, Row, register
from apps.matching.facts.answering import answers_topic
from apps.matching.facts.clauses import read_clauses
from apps.matching.facts.detection import left_open
from apps.matching.facts.models import Subject, Topic
from apps.matching.facts.names import CLOSE_TO, canonical, names_help
from apps.matching.facts.topics import JOB_PROSE, shipped_topics, topics_of
from apps.matching.facts.traits import traits_of

SHOWN = 3


def known_topics(subject: str) -> list[Topic]:
    """Those of the console where there are any, else those that the product brings along."""
    try:
        found = topics_of(subject)
    except DatabaseError:
        found = []
    return found or [topic for topic in shipped_topics() if topic.subject == subject]


def _chips(rows: Sequence[Row]) -> list[dict[str, Any]]:
    topics = known_topics(Subject.JOB)
    said = []
    for row in rows:
        prose, title = _prose(row["posting"])
        traits = traits_of(title, "\n".join(prose.values()))
        found = left_open(topics, prose, traits=traits, read=read_clauses(prose.values()))
        line = [one for one in found if one.evidence or one.topic.when_silent == "chip"]
        keys = [one.topic.key for one in line]
        said.append(
            {"shown": keys[:SHOWN], "next": keys[SHOWN:], "evidence": {one.topic.key: one.evidence for one in line}}
        )
    return said


def _prose(posting: str | dict[str, Any]) -> tuple[dict[str, str], str]:
    """A posting as one text, or by fields as a job has them; unknown fields are read as its description."""
    if isinstance(posting, str):
        return {"description": posting}, ""
    prose = {name: str(posting.get(name) or "") for name in JOB_PROSE}
    others = [
        str(text) for name, text in posting.items() if name not in (*JOB_PROSE, "title") and isinstance(text, str)
    ]
    prose["description"] = "\n".join([prose["description"], *others]).strip()
    return prose, str(posting.get("title") or "")


def is_among(topic: str, names: Sequence[str]) -> bool:
    """Whether a file that has one name for what we part in two (overtime within working hours) means this topic."""
    wanted = {canonical(name) for name in names}
    return topic in wanted or bool(wanted & CLOSE_TO.get(topic, frozenset()))


def _is_right(topic: str, row: Row) -> bool:
    if topic in {canonical(name) for name in row["stated"]}:
        return False
    return is_among(topic, row["open"])


def _chips_figures(judged: Sequence[tuple[Row, dict[str, Any]]]) -> Figures:
    shown = [(topic, row) for row, said in judged for topic in said["shown"]]
    wanted = [(name, said) for row, said in judged for name in row["open"]]
    found = sum(_is_found(name, [*said["shown"], *said["next"]]) for name, said in wanted)
    return {
        "right": (sum(_is_right(topic, row) for topic, row in shown), len(shown)),
        "found": (found, len(wanted)),
    }


def _is_found(name: str, topics: Sequence[str]) -> bool:
    return any(is_among(topic, [name]) for topic in topics)


def _chips_detail(judged: Sequence[tuple[Row, dict[str, Any]]]) -> Figures:
    line = [(topic, row) for row, said in judged for topic in [*said["shown"], *said["next"]]]
    wanted = [(name, said) for row, said in judged for name in row["open"]]
    stated = [canonical(name) in said["shown"] for row, said in judged for name in row["stated"]]
    return {
        "right_in_line": (sum(_is_right(topic, row) for topic, row in line), len(line)),
        "found_among_shown": (sum(_is_found(name, said["shown"]) for name, said in wanted), len(wanted)),
        "stated_and_yet_asked": (sum(stated), len(stated)),
    }


def _answered(rows: Sequence[Row]) -> list[bool]:
    # Where both a job and a résumé have a topic of this name, it is the job's.
    topics = {one.key: one for one in [*known_topics(Subject.RESUME), *known_topics(Subject.JOB)]}
    return [
        answers_topic([topics[key]] if (key := canonical(row["topic"])) in topics else [], row["text"], by_meaning=True)
        for row in rows
    ]


def _answered_figures(judged: Sequence[tuple[Row, bool]]) -> Figures:
    right = [said for row, said in judged if row["answers"]]
    wrong = [said for row, said in judged if not row["answers"]]
    return {"recall": (sum(right), len(right)), "false_positive_rate": (sum(wrong), len(wrong))}


def _answered_detail(judged: Sequence[tuple[Row, bool]]) -> Figures:
    topics = sorted({canonical(row["topic"]) for row, _said in judged})
    return {
        topic: {
            "right": (
                sum(said is row["answers"] for row, said in judged if canonical(row["topic"]) == topic),
                sum(1 for row, _said in judged if canonical(row["topic"]) == topic),
            )
        }
        for topic in topics
    }


CHIPS = register(
    Evaluation(
        name="chips",
        help=(
            "what a posting leaves open; a row: "
            '{"posting": "…" or {"title": "…", "description": "…"}, "open": ["salary"], '
            '"stated": ["remote"], "lang": "zh"}\n' + names_help()
        ),
        needs={"posting": (str, dict), "open": list, "stated": list, "lang": str},
        predict=_chips,
        measure=_chips_figures,
        detail=_chips_detail,
    )
)
ANSWERED = register(
    Evaluation(
        name="answered",
        help='does a reply answer a topic; a row: {"topic": "salary", "text": "…", "answers": true, "lang": "zh"}',
        needs={"topic": str, "text": str, "answers": bool, "lang": str},
        predict=_answered,
        measure=_answered_figures,
        detail=_answered_detail,
    )
)
