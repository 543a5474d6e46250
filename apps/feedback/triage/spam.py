"""Whether a report looks like spam: rules with evidence, in three bands. A band never hides or deletes anything."""

import re
from dataclasses import dataclass

from apps.feedback.tickets.labels import SpamBand
from apps.language import contacts, find_terms

VERSION = "spam-rules-2"
UNSURE_FROM, SPAM_FROM = 0.4, 0.75

_OFFERS = (
    "earn money",
    "per day",
    "a day from home",
    "click here",
    "best price",
    "cheap followers",
    "casino",
    "betting",
    "crypto signals",
    "profit",
    "loan",
    "free iphone",
    "win an",
    "visit our shop",
    "join our channel",
    "telegram",
    "whatsapp",
    "刷单",
    "返利",
    "日结",
    "兼职",
    "代办",
    "贷款",
    "免费领",
    "月入过万",
    "内部消息",
    "进群",
    "加微信",
    "低价",
    "中奖",
    "博彩",
)
_CONTACT_KINDS = frozenset({"url", "wechat", "qq"})
_READ = 8_000  # no report is longer
_LETTERS = re.compile(r"\w")


@dataclass(frozen=True)
class SpamVerdict:
    band: str
    score: float

    @property
    def confidence(self) -> float:
        """How sure the band is, 0–1: the distance from the nearest border of the bands, doubled at most."""
        if self.band == SpamBand.CLEAR:
            return 1 - self.score
        return self.score


def judge_spam(text: str, *, invalid_share: float, repeats: int, tells_of_others: bool = False) -> SpamVerdict:
    """`invalid_share` is the classifier's confidence, 0–1, that the text isn't feedback; `repeats` counts texts of the
    same person in the last day that were nearly the same. Who `tells_of_others` quotes their offers."""
    text = text[:_READ]
    offers = 0 if tells_of_others else len(find_terms(text, _OFFERS))
    ways_out = 0 if tells_of_others else sum(contact.kind in _CONTACT_KINDS for contact in contacts.find(text))
    score = 0.3 * invalid_share + min(0.6, 0.25 * offers) + min(0.4, 0.3 * bool(ways_out) * (1 + bool(offers)))
    score += 0.15 * min(repeats, 4)
    if _is_noise(text):
        score += 0.3
    score = min(1.0, score)
    return SpamVerdict(band=_band(score), score=score)


def offers_something(text: str) -> bool:
    """Whether it has words in which junk offers money and contacts, be it that somebody tells of them."""
    return bool(find_terms(text[:_READ], _OFFERS))


def _is_noise(text: str) -> bool:
    """One or two characters over and over, or none that is a letter: "哈哈哈哈哈哈", "......"."""
    letters = _LETTERS.findall(text)
    return len(text) >= 4 and len(set(letters)) <= 2


def _band(score: float) -> str:
    if score >= SPAM_FROM:
        return SpamBand.SPAM
    return SpamBand.UNSURE if score >= UNSURE_FROM else SpamBand.CLEAR
