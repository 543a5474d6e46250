"""The set by which "earnest" is measured: dialogues in both languages, put together from the lists beside this file.

An answer to a topic's question is earnest; an answer to another topic's question, a brush-off or a courtesy isn't.
`part`: topics and brush-offs that the rules were written on (`seen`), looked at once, late (`held_out`), or never
(`fresh`: whole dialogues, written afterwards).
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
EMPTY = {
    "zh": ["好的", "收到，谢谢", "👍", "嗯嗯", "ok", "您好", "在吗", "好的，辛苦了", "哈哈", "晚点回复你"],
    "en": ["ok", "Thanks!", "👍", "Got it", "Hi there", "Great, thank you", "Noted", "Sure thing", "lol", "..."],
}
FACT = re.compile(r"多少|什么|哪|几|怎么|为什么|\b(?:what|how|when|where|which|who|why)\b", re.IGNORECASE)
APART = 5
"""An answer to the topic so many further on isn't one to this."""


def _topics(language: str) -> Iterator[tuple[str, list[str], list[str]]]:
    part, questions, answers = "seen", [], []
    for line in [*(HERE / f"{language}.txt").read_text().splitlines(), "# end"]:
        if line.startswith(("#", "==")) and questions:
            yield part, questions, answers
            questions, answers = [], []
        if line.startswith("=="):
            part = "held_out"
        elif line.startswith("Q: "):
            questions.append(line[3:])
        elif line.startswith("A: "):
            answers.append(line[3:])


def _brushoffs(language: str) -> Iterator[tuple[str, str]]:
    part = "seen"
    for line in (HERE / f"brushoffs_{language}.txt").read_text().splitlines():
        if line.startswith("=="):
            part = "held_out"
        elif not line.startswith("#"):
            yield part, line


def rows(language: str) -> Iterator[dict[str, Any]]:
    topics = list(_topics(language))
    for part in ("seen", "held_out"):
        own = [(questions, answers) for where, questions, answers in topics if where == part]
        questions = [question for asked, _said in own for question in asked]

        def row(previous: str, reply: str, earnest: bool, part: str = part) -> dict[str, Any]:
            return {"previous": previous, "reply": reply, "earnest": earnest, "lang": language, "part": part}

        for number, (asked, said) in enumerate(own):
            # Each answer's own question comes first in its topic or is of the same kind.
            for turn, answer in enumerate(said):
                yield row(asked[turn % len(asked)] if _fits(asked) else " ".join(asked), answer, True)
            others = own[(number + APART) % len(own)][1]
            # What asks for yes or no is answered by any "no, we …" for all that one turn shows.
            facts = [question for question in asked if FACT.search(question)]
            for turn, answer in enumerate(others[:4] if facts else []):
                yield row(facts[turn % len(facts)], answer, False)
        for number, (_part, text) in enumerate(one for one in _brushoffs(language) if one[0] == part):
            for step in (0, 7, 13):
                yield row(questions[(3 * number + step) % len(questions)], text, False)
        for number, text in enumerate(EMPTY[language]):
            if (number % 3 == 0) is (part == "held_out"):
                yield row(questions[number % len(questions)], text, False)
    yield from _dialogues(language, "openings", "seen")
    yield from _dialogues(language, "dialogues", "fresh")


def _fits(asked: list[str]) -> bool:
    """Questions of one topic ask for different sides of it; both are asked at once, so that each answer fits."""
    return len(asked) == 1


def _dialogues(language: str, name: str, part: str) -> Iterator[dict[str, Any]]:
    previous = ""
    for line in (HERE / f"{name}.txt").read_text().splitlines():
        if line[:3] in ("zh:", "en:"):
            previous = line[4:] if line.startswith(language) else ""
        elif line[:2] in ("+ ", "- ") and previous:
            yield {
                "previous": previous,
                "reply": line[2:],
                "earnest": line.startswith("+"),
                "lang": language,
                "part": part,
            }


def write(part: str, path: Path) -> None:
    lines = [json.dumps(row, ensure_ascii=False) for language in ("zh", "en") for row in rows(language)]
    path.write_text("\n".join(line for line in lines if json.loads(line)["part"] == part) + "\n")


if __name__ == "__main__":
    for name in ("seen", "held_out", "fresh"):
        write(name, Path(sys.argv[1]) / f"{name}.jsonl")
