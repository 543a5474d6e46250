import re

from apps.language.detection import HAN
from apps.language.folding import squash

_GAP = re.compile(rf"(?<=[{HAN}])\s+(?=[^\s{HAN}])|(?<=[^\s{HAN}])\s+(?=[{HAN}])")


def fold_skill(text: str) -> str:
    """The one spelling under which names of skills compare: case, width and spaces don't matter."""
    return _GAP.sub("", " ".join(squash(text).split()))
