"""What somebody wrote anew in an e-mail: without the letter that they answer and without signatures.

Line by line, in one pass, whatever the text: mail programs quote in some dozen ways, English and Chinese ones among
them, and none of them is a reason to read a line twice.
"""

import re
from collections.abc import Sequence

MARKER = "##- · -##"
"""Stands in our letters above what needs no answer."""

MOST_CHARACTERS = 100_000
LONGEST_LINE = 400
LINES_OF_AN_INTRODUCTION = 4

_INTRODUCTION_ENDS = re.compile(r"(wrote|writes|写道|寫道|写到|来信|schrieb|a écrit|escribió)\s*[:：]\s*$")
BEGINNINGS = ("On ", "在", "于", "於", "Am ", "Le ", "El ")
_RULE = re.compile(
    r"^[-_=—\s]{2,40}(original message|原始邮件|原始郵件|邮件原件|原邮件|回复的原邮件|回复的邮件|原始信件|历史邮件)"
    r"[-_=—\s]{2,40}$",
    re.IGNORECASE,
)
_OUTLOOK_RULE = re.compile(r"^_{20,}$")
_FROM = re.compile(r"^\*?(from|发件人|發件人|寄件者|发件者)\*?\s*[:：]", re.IGNORECASE)
_HEADER = re.compile(
    r"^\*?(sent|date|to|cc|subject|发送时间|发送日期|日期|时间|收件人|收件者|抄送|主题|主旨|傳送時間|寄件日期)\*?\s*[:：]",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^(-- ?|—— ?|__)$")
_DEVICE = re.compile(
    r"^(sent from (my |outlook|mail|yahoo|samsung|proton)|sent with |get outlook for |发自我的|發自我的|从我的|發送自|"
    r"发送自|来自我的|發自|发自|获取 ?outlook|下载 ?outlook|从 ?windows|通过 ?outlook|发送自 ?windows)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^\s{0,3}[>＞]")


def new_words(text: str) -> str:
    """What is new in the text of an e-mail; "" where it only quotes."""
    lines = [line.rstrip() for line in text[:MOST_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    begins, goes_on = _quote(lines)
    above = _without_quotes(lines[:begins])
    below: list[str] = []
    if goes_on is not None and (after := _first_visible(lines, goes_on)) is not None and _QUOTED.match(lines[after]):
        below = _without_quotes(lines[goes_on:])
    said = [part for part in (_without_signature(above), _without_signature(below)) if part]
    return "\n\n".join("\n".join(part) for part in said).strip()


def _quote(lines: Sequence[str]) -> tuple[int, int | None]:
    """The line with which the answered letter begins. Then the one after its introduction, where answers may stand
    below or between; None where all the rest is the letter."""
    for number, line in enumerate(lines):
        if len(line) > LONGEST_LINE:
            continue
        plain = line.strip()
        if not plain:
            continue
        if MARKER in plain:
            return _before_introduction(lines, number), None
        if _RULE.match(plain):
            return number, None
        if _OUTLOOK_RULE.match(plain) and _is_header_block(lines, number + 1):
            return number, None
        if _is_header_block(lines, number):
            return number, None
        if _INTRODUCTION_ENDS.search(plain) and not _QUOTED.match(line):
            return _introduction_from(lines, number), number + 1
    return len(lines), None


def _before_introduction(lines: Sequence[str], number: int) -> int:
    """A mark of ours that stands in a quote without a line of its own: what leads up to it goes, too."""
    while number and (not lines[number - 1].strip() or _QUOTED.match(lines[number - 1])):
        number -= 1
    return number


def _introduction_from(lines: Sequence[str], end: int) -> int:
    """Programs break a long "On Sunday … Ben wrote:" into several lines."""
    for number in range(end, max(-1, end - LINES_OF_AN_INTRODUCTION), -1):
        plain = lines[number].strip()
        if not plain:
            return number + 1 if number < end else end
        if plain.startswith(BEGINNINGS):
            return number - 1 if plain[0] in "于於" and number and "@" in lines[number - 1] else number
    return end


def _is_header_block(lines: Sequence[str], number: int) -> bool:
    """From, then at least two more fields of a letter's head."""
    if number < len(lines) and lines[number].strip() and not _FROM.match(lines[number].strip()[:LONGEST_LINE]):
        return False
    following = [line.strip() for line in lines[number : number + 8] if line.strip() and len(line) <= LONGEST_LINE]
    if not following or not _FROM.match(following[0]):
        return False
    return sum(bool(_HEADER.match(line)) for line in following[1:6]) >= 2


def _first_visible(lines: Sequence[str], number: int) -> int | None:
    return next((place for place in range(number, len(lines)) if lines[place].strip()), None)


def _without_quotes(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if not _QUOTED.match(line)]


def _without_signature(lines: list[str]) -> list[str]:
    """Up to the signature's dashes, and without a telephone's advertisement in the last lines."""
    end = next((number for number, line in enumerate(lines) if _is_delimiter(line)), len(lines))
    kept = lines[:end]
    while kept and (not kept[-1].strip() or _is_device(kept[-1])):
        kept.pop()
    begin = next((number for number, line in enumerate(kept) if line.strip()), len(kept))
    return kept[begin:]


def _is_delimiter(line: str) -> bool:
    return len(line) <= 3 and _SIGNATURE.match(line) is not None


def _is_device(line: str) -> bool:
    return len(line) <= 80 and _DEVICE.match(line.strip()) is not None
