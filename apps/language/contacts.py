"""Personal data in text: phones, e-mail and web addresses, WeChat and QQ numbers, identity and bank cards.

For stripping it before text leaves the machine, and for rules about contact outside. Common disguises are
seen (full width, spaces and dashes, Chinese digits, "v信", "at"), not every one that people think of.
"""

import re
from typing import Literal, NamedTuple

from apps.language.folding import fold

Kind = Literal["url", "email", "identity_number", "bank_card", "phone", "wechat", "qq"]


class Contact(NamedTuple):
    """A piece of personal data: text[start:end] is `value`."""

    kind: Kind
    value: str
    start: int
    end: int


_DIGITS = str.maketrans("〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "0012345678911234567 89".replace(" ", ""))
_GAP = r"[ \t\-_.·,，、~*]{0,2}"
_TOP_LEVEL = (
    "com|cn|net|org|io|ai|me|co|info|biz|top|xyz|vip|club|site|shop|online|app|dev|cc|tv|link|work|hk|tw|uk|de|us"
)
_NOT_HOSTS = r"(?:asp|ado|vb|ml)\.net(?![a-z0-9.])|(?:socket|draw)\.io(?![a-z0-9./])"

_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "email",
        re.compile(
            r"(?<![a-z0-9._%+\-])[a-z0-9._%+\-]++"
            r"(?:\s?(?:@|\(at\)|\[at\]|#at#)\s?[a-z0-9](?:[a-z0-9\-]{0,62}\.)+[a-z]{2,10}"
            r"| at [a-z0-9\-]{2,40} dot (?:com|cn|net|org)\b)"
        ),
    ),
    (
        "url",
        re.compile(
            r"(?:https?://|www\.)[^\s<>\"'。、【】《》\u3400-\u9fff]*[^\s<>\"'。、【】《》\u3400-\u9fff,.;:!?()]"
            rf"|(?<![a-z0-9@.\-_])(?!{_NOT_HOSTS})(?:[a-z0-9](?:[a-z0-9\-]{{0,40}})\.)+(?:{_TOP_LEVEL})(?![a-z0-9])"
            r"(?:/(?:[^\s<>\"'。、【】《》\u3400-\u9fff]*[^\s<>\"'。、【】《》\u3400-\u9fff,.;:!?()])?)?"
        ),
    ),
    (
        "wechat",
        re.compile(
            r"(?:微信号?|薇信|威信|徽信|维信|卫星号|[vv]信|(?<![a-z])(?:wechat|weixin|wx|vx)(?![a-z])(?:\s?id)?|加我?[vv](?![a-z]))"
            r"(?:\s*(?:号|id|是|为|同号|[:：=]|is|[（(])){0,3}\s*([a-z][a-z0-9_\-]{4,19}|\d{6,12})(?![a-z0-9])"
        ),
    ),
    ("qq", re.compile(r"(?:qq|扣扣|企鹅)号?(?:\s*(?:号|群|是|为|[:：=])){0,2}\s*([1-9]\d{4,11})(?!\d)")),
)
_IDENTITY = re.compile(r"(?<!\d)\d(?:[ \-]?\d){16}[ \-]?[\dx](?![\da-z])")
_CARD = re.compile(r"(?<!\d)\d(?:[ \-]?\d){14,18}(?!\d)")
_MOBILE = re.compile(rf"(?<!\d)(?:\+?(?:00)?86{_GAP})?1{_GAP}[3-9](?:{_GAP}\d){{9}}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(?:\(?0\d{2,3}\)?[ \-]?\d{7,8}|[48]00[ \-]?\d{3}[ \-]?\d{4})(?!\d)")
_FOREIGN = re.compile(r"(?<![\d+])\+(?:\d[ \-.()]{0,2}){7,14}\d(?!\d)|(?<!\d)\(?\d{3}\)?[ \-.]\d{3}[ \-.]\d{4}(?!\d)")


def find(text: str) -> list[Contact]:
    """All personal data in `text`, in order, without overlaps."""
    folded = fold(text)
    spans: list[tuple[Kind, int, int]] = []
    for kind, pattern in _PATTERNS:
        group = 1 if pattern.groups else 0
        spans += [(kind, *match.span(group)) for match in pattern.finditer(folded)]
    numbers = folded.translate(_DIGITS)
    spans += [("identity_number", *m.span()) for m in _IDENTITY.finditer(numbers) if _is_identity(m.group())]
    spans += [("bank_card", *m.span()) for m in _CARD.finditer(numbers) if _is_card(m.group())]
    for pattern in (_MOBILE, _LANDLINE, _FOREIGN):
        spans += [("phone", *match.span()) for match in pattern.finditer(numbers)]
    return _without_overlaps(text, spans)


def redact(text: str) -> str:
    """`text` with each piece of personal data replaced by its kind in brackets: "call [phone]"."""
    # Again, until nothing is found: what stood beside a number may only be read as an address without it.
    while contacts := find(text):
        parts: list[str] = []
        end = 0
        for contact in contacts:
            parts += [text[end : contact.start], f"[{contact.kind}]"]
            end = contact.end
        text = "".join([*parts, text[end:]])
    return text


def _without_overlaps(text: str, spans: list[tuple[Kind, int, int]]) -> list[Contact]:
    """The earliest kind found wins where two overlap."""
    taken = bytearray(len(text))
    kept: list[Contact] = []
    for kind, start, end in spans:
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append(Contact(kind, text[start:end], start, end))
    return sorted(kept, key=lambda contact: contact.start)


def _is_identity(number: str) -> bool:
    """Chinese resident identity number by its check digit (GB 11643-1999)."""
    digits = re.sub(r"[^\dx]", "", number)
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    if not digits[:17].isdigit():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], weights, strict=True))
    return "10x98765432"[total % 11] == digits[17]


def _is_card(number: str) -> bool:
    """Payment card by the Luhn sum (ISO/IEC 7812)."""
    digits = [int(digit) for digit in re.sub(r"\D", "", number)]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + doubled) % 10 == 0
