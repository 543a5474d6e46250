"""Whether a message says anything, and whether it responds to what was asked."""

import re

from apps.language.embedding import embed
from apps.language.folding import squash
from apps.language.similarity import is_near_duplicate
from apps.language.terms import TermFinder
from apps.language.tokenising import tokens
from apps.language.words import lines, phrases

_NOISE = re.compile(r"[\W_]+")
_REPEATED = re.compile(r"(.{1,3}?)\1{3,}")
_CONTENTLESS = sorted({squash(phrase) for phrase in phrases("contentless")}, key=len, reverse=True)
_LATIN_PHRASE = re.compile(
    r"(?<![a-z0-9])(?:"
    + "|".join(r"[\W_]+".join(map(re.escape, p.split())) for p in _CONTENTLESS if p.isascii())
    + r")(?![a-z0-9])"
)
_CJK_PHRASES = frozenset(phrase for phrase in _CONTENTLESS if not phrase.isascii())
_LONGEST_PHRASE = max(map(len, _CJK_PHRASES))
_READ = 8_000  # no message is longer


def _patterns(name: str) -> dict[str, re.Pattern[str]]:
    """Patterns by name; Latin alternatives are whole words."""
    found: dict[str, list[str]] = {}
    for line in lines(name):
        kind, _, alternatives = line.partition(":")
        found.setdefault(kind.strip(), []).extend(a.strip() for a in alternatives.split(","))
    return {
        kind: re.compile("|".join(rf"(?<![a-z]){a}(?![a-z])" if a.isascii() else a for a in alternatives))
        for kind, alternatives in found.items()
    }


_ASKS = _patterns("asks")
_GIVES = _patterns("gives")
_PROMOTION = TermFinder(phrases("promotion"))

ANSWERS = 0.5
"""Score from which a message counts as responding to what was asked."""


def is_contentless(text: str) -> bool:
    """Whether `text` says nothing of its own: "ok", "好的", "收到", greetings, thanks, emojis, punctuation,
    filler and promises ("晚点回复你"), alone or strung together. "可以", "yes" and any number or fact do."""
    plain = squash(text[:_READ])
    if _REPEATED.fullmatch(_NOISE.sub("", plain)):
        return True
    rest = _NOISE.sub(" ", _LATIN_PHRASE.sub(" ", plain))
    # Only whole stretches between spaces: "好" is empty, "好公司" is not.
    return all(_is_strung_of_phrases(stretch) for stretch in dict.fromkeys(rest.split()))


def _is_strung_of_phrases(stretch: str) -> bool:
    """Place by place: a pattern would try every way to cut a long stretch, of which there are 2^n."""
    reached = {0}
    for start in range(len(stretch)):
        if start in reached:
            ends = range(start + 1, min(len(stretch), start + _LONGEST_PHRASE) + 1)
            reached |= {end for end in ends if stretch[start:end] in _CJK_PHRASES}
    return len(stretch) in reached


def answer_score(question: str, answer: str) -> float:
    """How well `answer` responds to `question`, 0–1.

    0 for contentless or echoed text; .9 when it gives what the question's words ask for (a time, an
    amount, a place, yes or no); .8 when it takes up the verb of a yes-or-no question; .7 for a refusal
    with content; else closeness of meaning, and the benefit of the doubt (.6) when the question is open
    and the answer is no promotion.
    """
    asked, said = squash(question), squash(answer)
    if is_contentless(answer) or _echoes(asked, said):
        return 0.0
    kinds = [kind for kind, pattern in _ASKS.items() if pattern.search(asked)]
    if any(_GIVES[kind].search(said) for kind in kinds):
        return 0.9
    if "yes_no" in kinds and {word for word in tokens(asked) if len(word) > 1}.intersection(tokens(said)):
        return 0.8  # "了解吗" – "了解一些"
    if _GIVES["refusal"].search(said):
        return 0.7
    vectors = embed([question, answer])
    closeness = min(1.0, 1.5 * max(0.0, float(vectors[0] @ vectors[1])))
    if _PROMOTION.find(answer):
        return min(closeness, 0.4)
    return closeness if kinds else max(closeness, 0.6)


def _echoes(asked: str, said: str) -> bool:
    """The question again, with no word or number of its own ("评分是多少" – "评分是4.7" has one)."""
    new = set(tokens(said)) - set(tokens(asked))
    return is_near_duplicate(asked, said) and not any(len(word) > 1 or word.isascii() for word in new)


def answers(question: str, answer: str) -> bool:
    """Whether `answer` responds to what was asked. Short is fine ("20号可以"); "ok", emojis, thanks, promises
    to answer later, the question echoed and promotion are not.

    A heuristic that rather lets a poor answer pass than refuse an honest one. It doesn't look for copies.
    """
    return answer_score(question, answer) >= ANSWERS
