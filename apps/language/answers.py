"""Whether a message says anything, and whether it responds to what was asked."""

import re

from apps.language.embedding import embed
from apps.language.folding import squash
from apps.language.similarity import is_near_duplicate
from apps.language.substance import substance
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

    0 for contentless or echoed text. Else by whether it says something to somebody (`substance`), or is what one sends
    to anybody: boilerplate, rejections, self-praise, putting off. It is more when it gives the kind of fact that was
    asked for (pay, a day, a place, yes or no …) or takes up the question's words, and less when a fact was asked for
    and nothing like it is given. A rejection does answer who asks for a decision.
    """
    question, answer = question[:_READ], answer[:_READ]
    asked, said = squash(question), squash(answer)
    if is_contentless(answer) or _echoes(asked, said):
        return 0.0
    kinds = {kind for kind, pattern in _ASKS.items() if pattern.search(asked)}
    worth = substance(answer)
    rest = _without_brushoffs(said, is_about_decision="status" in kinds)
    if not rest or _PROMOTION.find(answer):
        worth -= BRUSHED_OFF
    gives = any(_GIVES[kind].search(clause) for kind in kinds for clause in _clauses(rest or said))
    if rest and (gives or _shared_words(asked, rest)):
        worth += FITS
    elif rest and _GIVES["refusal"].search(rest):
        worth += FITS / 2
    elif kinds - {"yes_no"} and _closeness(question, answer) < FAR:
        worth -= MISSES
    return min(1.0, max(0.0, ANSWERS + worth / 2))


BRUSHED_OFF, FITS, MISSES, FAR = 0.4, 0.3, 0.9, 0.3
"""What is added to or taken from the substance, which lies around ±0.5; and the cosine below which a reply has nothing
to do with the question."""


def _closeness(question: str, answer: str) -> float:
    vectors = embed([question, answer])
    return max(0.0, float(vectors[0] @ vectors[1]))


def _without_brushoffs(said: str, *, is_about_decision: bool) -> str:
    """What remains when the sentences that say nothing to this question are taken out."""
    kept = []
    for sentence in _SENTENCES.split(said):
        brushoffs = {kind for kind, pattern in _BRUSHOFFS.items() if pattern.search(sentence)}
        if is_about_decision:
            brushoffs -= {"rejection"}
        if sentence.strip() and not brushoffs and not is_contentless(sentence):
            kept.append(sentence.strip())
    return "\n".join(kept)


def _clauses(said: str) -> list[str]:
    """The sentences and their clauses, without a greeting or thanks before them."""
    clauses = [clause for sentence in said.split("\n") for clause in _CLAUSES.split(sentence)]
    return [said, *(clause.strip() for clause in clauses if clause.strip() and not is_contentless(clause))]


def _shared_words(asked: str, said: str) -> bool:
    """A word of content that both have, where a yes-or-no question's own verb comes back."""
    common = {word for word in tokens(asked) if len(word) > (3 if word.isascii() else 1)} & set(tokens(said))
    return bool(common - _EVERYWHERE)


_EVERYWHERE = frozenset(phrases("everywhere"))


def _echoes(asked: str, said: str) -> bool:
    """The question again, with no word or number of its own ("评分是多少" – "评分是4.7" has one)."""
    new = set(tokens(said)) - set(tokens(asked))
    return is_near_duplicate(asked, said) and not any(len(word) > 1 or word.isascii() for word in new)


def answers(question: str, answer: str) -> bool:
    """Whether `answer` responds to what was asked. Short is fine ("20号可以"); "ok", emojis, thanks, promises
    to answer later, the question echoed and promotion are not.

    What it gets right is measured by `manage.py evaluate earnest`. It doesn't look for copies.
    """
    return answer_score(question, answer) >= ANSWERS
