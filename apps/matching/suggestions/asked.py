"""What a question, or a stated fact, is about."""

import re
from functools import cache
from pathlib import Path

from apps.language.folding import squash
from apps.language.terms import TermFinder

_CONTENT = Path(__file__).parent.parent / "content"
_READ = 2_000
_SENTENCES = re.compile(r"(?<=[.!?;])\s+|(?<=[。！？；])|\n+")
_ASKS = re.compile(
    r"[?？]|吗|呢\s*$|么\s*$|多少|几[个点天轮人薪年月号]|什么|怎么|哪|如何|是否|有没有|多久|多大|还是.+$|(.)不\1"
    r"|想(?:问|了解|知道|确认)|请问|方便(?:说|讲|透露)|说说|讲讲|介绍"
    r"|(?<![a-z])(?:what|where|when|how|which|who|why|is there|are there|is it|is the|are you|do you|do i|does|did"
    r"|would|can i|can you|could|may i|will i|tell me|wondering|like to know|curious)(?![a-z])"
)
UNKNOWN = frozenset({"decision", "reason_leaving"})
"""No fact answers these: what somebody decides or feels."""


@cache
def _topics() -> list[tuple[str, re.Pattern[str]]]:
    topics = []
    for line in (_CONTENT / "asked_of_facts.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            topic, _colon, patterns = line.partition(": ")
            alternatives = [rf"(?<![a-z])(?:{one})(?![a-z])" if one.isascii() else one for one in patterns.split(", ")]
            topics.append((topic, re.compile("|".join(alternatives))))
    return topics


@cache
def _warnings() -> TermFinder:
    lines = (_CONTENT / "warnings.txt").read_text(encoding="utf-8").splitlines()
    return TermFinder([word.strip() for line in lines if not line.startswith("#") for word in line.split(",")])


def topics_in(text: str) -> list[str]:
    """The topics whose words occur, without those whose words are only part of another's ("薪" in "几薪")."""
    plain = squash(text[:_READ])
    found = []
    for topic, pattern in _topics():
        if pattern.search(plain):
            found.append(topic)
            plain = pattern.sub(" ", plain)
    return found


def questions_in(text: str) -> list[str]:
    """The sentences that ask something."""
    sentences = [sentence.strip() for sentence in _SENTENCES.split(text[:_READ]) if sentence.strip()]
    return [sentence for sentence in sentences if _ASKS.search(squash(sentence))]


def is_warned_of(text: str) -> bool:
    """Whether money, codes or papers are spoken of as in a scam."""
    return bool(_warnings().find(text[:_READ]))
