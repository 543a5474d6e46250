"""From which companies a résumé is hidden: by the name its owner typed, so also from those that register later."""

import re

from apps.language.detection import HAN
from apps.language.folding import squash

_EDGE = re.compile(rf"(?<=[{HAN}])(?=[a-z0-9])|(?<=[a-z0-9])(?=[{HAN}])")
_BETWEEN_HAN = re.compile(rf"(?<=[{HAN}]) (?=[{HAN}])")
_KIND = re.compile(
    r" (?:inc|ltd|llc|gmbh|ag|co|corp|corporation|limited|company|group|plc)(?= )"
    r"|(?:股份)?有限(?:责任)?公司|集团|公司(?= )"
)


def fold_company(name: str) -> str:
    """Its words parted and surrounded by single spaces, without what kind of company it is: one is meant by a typed
    name when its own name holds the typed one (衡屿 means 衡屿科技, "Go" doesn't mean Google)."""
    words = " ".join(re.findall(r"\w+", _EDGE.sub(" ", squash(name))))
    plain = f" {_BETWEEN_HAN.sub('', words)} "
    bare = _KIND.sub("", plain)
    bare = f" {' '.join(bare.split())} "
    kept = plain if not bare.strip() else bare
    return kept.strip() if re.fullmatch(rf" [{HAN}]+ ", kept) else kept
