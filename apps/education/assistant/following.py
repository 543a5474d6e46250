"""Whether a question goes on from the one before. Pure."""

import re

MOST_WORDS, MOST_SIGNS = 10, 18
"""A longer question says itself what it is about."""

_ENGLISH = re.compile(
    r"^(and|but|or|so|then|also|what about|how about|what if)\b|\b(it|its|that|this|they|them|these|those)\b", re.I
)
_CHINESE = re.compile(r"^(那|然后|还有|另外|如果|要是|但是|可是|不过)|它|这个|那个|这样|那样|这条|那条|呢[？?]?$")


def goes_on(text: str) -> bool:
    """Whether these words point back to something that was said."""
    if _CHINESE.search(text):
        return len(text) <= MOST_SIGNS
    return len(text.split()) <= MOST_WORDS and _ENGLISH.search(text) is not None
