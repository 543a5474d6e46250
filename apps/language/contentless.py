"""Whether a message says anything of its own."""

import re

from apps.language.folding import squash
from apps.language.words import phrases

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
