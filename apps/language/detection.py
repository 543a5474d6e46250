"""In which language a text is written: Chinese, English, both, or neither.

On short mixed text ("帮我看看这个 offer") no library does better than counting characters.
"""

import re
from typing import Literal

Language = Literal["zh", "en", "mixed", "und"]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
KANA_HANGUL = "\u3040-\u30ff\u31f0-\u31ff\uac00-\ud7af\u1100-\u11ff"
LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"

_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(f"[{LATIN}]+(?:['’][{LATIN}]+)*")
_LETTER = re.compile(r"[^\W\d_]")

# A Latin word weighs as much as a Han character, so that product names ("熟悉 Vue 和 React 吗") leave a
# Chinese sentence Chinese.
_MOSTLY = 0.7


def detect(text: str) -> Language:
    """Language of `text` by the share of Chinese characters.

    "zh" or "en" when at least 70% of it is, "mixed" in between, "und" when it holds no letters or is mostly
    in other scripts. A Latin word counts as one character. Every Latin-script language counts as "en".
    """
    han = len(_HAN.findall(text))
    words = _WORD.findall(text)
    latin_letters = sum(map(len, words))
    others = len(_LETTER.findall(text)) - han - latin_letters
    total = han + len(words)
    if total == 0 or others > total:
        return "und"
    share = han / total
    if share >= _MOSTLY:
        return "zh"
    if share <= 1 - _MOSTLY:
        return "en"
    return "mixed"
