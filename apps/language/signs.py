"""What can be read from the words of a reply: the kinds of fact that are asked for and given, and what marks a text
that one sends to anybody."""

import re
from dataclasses import dataclass

from apps.language.contentless import is_contentless
from apps.language.folding import squash
from apps.language.terms import TermFinder
from apps.language.tokenising import tokens
from apps.language.words import lines, phrases

READ = 8_000  # no message is longer


def _patterns(name: str) -> dict[str, re.Pattern[str]]:
    """Patterns by name, parted by comma and space; Latin alternatives are whole words."""
    found: dict[str, list[str]] = {}
    for line in lines(name):
        kind, _, alternatives = line.partition(":")
        found.setdefault(kind.strip(), []).extend(a.strip() for a in alternatives.split(", "))
    return {
        kind: re.compile("|".join(rf"(?<![a-z])(?:{a})(?![a-z])" if a.isascii() else a for a in alternatives))
        for kind, alternatives in found.items()
    }


_ASKS = _patterns("asks")
_GIVES = _patterns("gives")
_BRUSHOFFS = _patterns("brushoffs")
_PROMOTION = TermFinder(phrases("promotion"))
_SENTENCES = re.compile(r"[.!?;](?=\s|$)|[。！？；\n]+")
_CLAUSES = re.compile(r"[,，、]\s*")
_EVERYWHERE = frozenset(phrases("everywhere"))
_NUMBER = re.compile(r"\d|[一二三四五六七八九十两半]")
_ASKS_BACK = re.compile(r"[?？]|吗$|呢$")
_EXCLAIMS = re.compile("[!！~]")
_OF_US = re.compile(r"(?:我们|我司|公司|贵|本人|感谢|谢谢|欢迎|期待|祝|您的|our |we are|we're |thank|your )")
_POLITE = re.compile(r"贵公司|贵司|贵|我司|您")
_YES_OR_NO = re.compile(r"(?:yes|no|nope|yep|是|不|没|有|可以|能|会|要|行)")
LONG, SHORT = 60, 6
"""Characters."""


@dataclass(frozen=True, slots=True)
class Signs:
    """`asked` and `given` are kinds of facts, `brushoffs` the kinds of sentences that are sent to anybody."""

    asked: frozenset[str]
    given: frozenset[str]
    brushoffs: frozenset[str]
    is_brushed_off: bool
    shares_words: bool
    refuses: bool
    promotes: bool
    said: str

    @property
    def fits(self) -> bool:
        """Gives the kind of fact that was asked for, or takes up the question's words."""
        return bool(self.asked & self.given) or self.shares_words

    def as_numbers(self) -> list[float]:
        """For the regression; what a number stands for is its place."""
        facts = self.asked - {"yes_no"}
        is_decision = "status" in self.asked
        return [
            bool(self.asked & self.given),
            not self.is_brushed_off,
            self.shares_words,
            self.promotes,
            self.refuses,
            "boilerplate" in self.brushoffs,
            "rejection" in self.brushoffs and not is_decision,
            "rejection" in self.brushoffs and is_decision,
            "praise" in self.brushoffs,
            "deferral" in self.brushoffs,
            bool(_NUMBER.search(self.said)),
            min(len(self.said), LONG) / LONG,
            len(self.said) <= SHORT,
            bool(_ASKS_BACK.search(self.said)),
            not self.asked,
            len(self.given) / 5,
            bool(_EXCLAIMS.search(self.said)),
            bool(_OF_US.match(self.said)),
            bool(_POLITE.search(self.said)),
            "yes_no" in self.asked,
            "yes_no" in self.asked and "yes_no" in self.given,
            bool(facts) and not self.asked & self.given,
            bool(_YES_OR_NO.match(self.said)),
        ]


def signs_of(question: str, reply: str) -> Signs:
    asked_words, said = squash(question[:READ]), squash(reply[:READ])
    asked = frozenset(kind for kind, pattern in _ASKS.items() if pattern.search(asked_words))
    sentences = [sentence.strip() for sentence in _SENTENCES.split(said) if sentence.strip()]
    brushoffs = [frozenset(kind for kind, each in _BRUSHOFFS.items() if each.search(one)) for one in sentences]
    # A rejection does answer who asks for a decision.
    says_nothing = _BRUSHOFFS.keys() - ({"rejection"} if "status" in asked else set())
    rest = "\n".join(
        sentence
        for sentence, kinds in zip(sentences, brushoffs, strict=True)
        if not kinds & says_nothing and not is_contentless(sentence)
    )
    clauses = _clauses(rest or said)
    return Signs(
        asked=asked,
        given=frozenset(
            kind
            for kind, pattern in _GIVES.items()
            if kind != "refusal" and any(pattern.search(clause) for clause in clauses)
        ),
        brushoffs=frozenset().union(*brushoffs),
        is_brushed_off=not rest,
        shares_words=bool(rest) and _shares_words(asked_words, rest),
        refuses=bool(rest and _GIVES["refusal"].search(rest)),
        promotes=bool(_PROMOTION.find(reply[:READ])),
        said=said,
    )


def _clauses(said: str) -> list[str]:
    """The sentences and their clauses, without a greeting or thanks before them."""
    clauses = [clause for sentence in said.split("\n") for clause in _CLAUSES.split(sentence)]
    return [said, *(clause.strip() for clause in clauses if clause.strip() and not is_contentless(clause))]


def _shares_words(asked: str, said: str) -> bool:
    """A word of content that both have, where a yes-or-no question's own verb comes back."""
    common = {word for word in tokens(asked) if len(word) > (3 if word.isascii() else 1)} & set(tokens(said))
    return bool(common - _EVERYWHERE)
