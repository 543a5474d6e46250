"""What the models say about a text: pure reading, nothing is stored here."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from apps.feedback.tickets.labels import Area, Category, Field, Language, Mood, Severity, SpamBand
from apps.feedback.tickets.text_checks import language_of
from apps.feedback.triage import spam
from apps.feedback.triage.classifiers import Classifier, Shares, shipped
from apps.feedback.triage.features import tells_of_a_trick
from apps.language import is_near_duplicate

CONFIDENT_FROM = 0.5
"""Below this confidence a category is put before a person."""

MISSED_CRITICAL_COSTS = 9
"""So many reports looked at first for nothing are as bad as one critical report that waits its turn."""

CRITICAL_FROM = 1 / (1 + MISSED_CRITICAL_COSTS)
"""The likelihood, 0–1, from which a report counts as critical: looking at it first costs less than missing it."""

SERIOUS_FROM = 0.4
"""The likelihood of being critical or high from which a report is at least high: the same, for a smaller loss."""

LANGUAGE_VERSION = "script-and-words-2"
RATING_VERSION = "low-rating-1"
_READ = 8_000
_TELLS_OF_SOMEBODY = re.compile(
    r"让我|要我|叫我|逼我|问我要|骗|对方|招聘方|HR|这个人|那个人|举报|正常吗|靠谱吗|是不是|真的吗|合法|不管吗|拉黑|被坑"
    r"|\b(?:asks?|asked|asking|wants?|wanted|told|tells|made|makes|says|said) (?:me|us|i|that i|candidates)\b"
    r"|\brecruiter|\bemployer|\bis (?:this|that|it) (?:a |normal|legit|legal|real)|\bscamm|\bscam\b|\bfraud|\breport",
    re.IGNORECASE,
)
"""Who tells of what somebody else does. Who offers it himself writes otherwise."""

_AREAS_OF_PAGES = (
    ("/inbox", Area.CHAT),
    ("/jobs", Area.MATCHING),
    ("/resume", Area.RESUME),
    ("/points", Area.POINTS),
    ("/missions", Area.POINTS),
    ("/account", Area.ACCOUNT),
    ("/settings", Area.ACCOUNT),
    ("/notifications", Area.NOTIFICATIONS),
    ("/search", Area.SEARCH),
    ("/help", Area.HELP),
)


@dataclass(frozen=True)
class Verdict:
    field: str
    value: str
    confidence: float
    model_version: str


@dataclass(frozen=True)
class Judgement:
    """All verdicts on one text, the mood as a number from -1 to 1, and whether a person should look at them."""

    verdicts: tuple[Verdict, ...]
    mood: float
    needs_person: bool

    def value(self, field: str) -> str:
        return next(verdict.value for verdict in self.verdicts if verdict.field == field)


def judge(
    text: str,
    *,
    page: str = "",
    earlier: Iterable[str] = (),
    is_warned_of: bool = False,
    classifier: Classifier | None = None,
) -> Judgement:
    """Judges a report by its text and the page from which it came; `earlier` are texts the same person sent today.
    `is_warned_of`: the message that is reported is one of which the scam guard warned. Without a `classifier` the one
    that ships judges."""
    classifier = classifier or shipped()
    version = classifier.version
    given = classifier.shares(text)
    categories = given[Field.CATEGORY]
    is_victim = is_warned_of or tells_of_a_victim(text)
    if is_victim:  # what a victim quotes sounds like spam
        categories = _without(categories, Category.INVALID)
    category = max(categories, key=lambda label: categories[label])
    repeats = sum(is_near_duplicate(text, other) for other in earlier)
    junk = spam.judge_spam(
        text, invalid_share=categories.get(Category.INVALID, 0.0), repeats=repeats, tells_of_others=is_victim
    )
    language = language_of(text)
    if junk.band != SpamBand.CLEAR and category == Category.INVALID:
        severity = Verdict(Field.SEVERITY, Severity.LOW, given[Field.SEVERITY][Severity.LOW], version(Field.SEVERITY))
    else:
        severity = _severity(given[Field.SEVERITY], categories, version(Field.SEVERITY), is_warned_of=is_victim)
    mood, mood_word = _mood(text, given[Field.SENTIMENT], version(Field.SENTIMENT))
    verdicts = (
        Verdict(Field.LANGUAGE, language, 1.0, LANGUAGE_VERSION),
        Verdict(Field.CATEGORY, category, categories[category], version(Field.CATEGORY)),
        severity,
        _area(given[Field.AREA], page, version(Field.AREA)),
        mood_word,
        Verdict(Field.SPAM, junk.band, junk.confidence, spam.VERSION),
    )
    needs_person = (
        categories[category] < CONFIDENT_FROM
        or language == Language.OTHER  # the models know two languages
        or severity.value == Severity.CRITICAL
        or junk.band == SpamBand.UNSURE
    )
    return Judgement(verdicts=verdicts, mood=mood, needs_person=needs_person)


def judge_rating(comment: str, *, stars: int, classifier: Classifier) -> Judgement:
    """Judges a low rating: what it is about is known, only the comment's language and mood are read."""
    given = classifier.shares(comment)[Field.SENTIMENT]
    mood, mood_word = _mood(comment, given, classifier.version(Field.SENTIMENT))
    severity = Severity.HIGH if stars == 1 else Severity.NORMAL
    verdicts = (
        Verdict(Field.LANGUAGE, language_of(comment), 1.0, LANGUAGE_VERSION),
        Verdict(Field.CATEGORY, Category.EXPERIENCE, 1.0, RATING_VERSION),
        Verdict(Field.SEVERITY, severity, 1.0, RATING_VERSION),
        Verdict(Field.AREA, Area.CHAT, 1.0, RATING_VERSION),
        mood_word,
    )
    return Judgement(verdicts=verdicts, mood=mood, needs_person=True)


def tells_of_a_victim(text: str) -> bool:
    """Whether somebody tells of a trick that another one tries: the scam guard's rules and the words of offers are the
    witnesses."""
    text = text[:_READ]
    return bool(_TELLS_OF_SOMEBODY.search(text)) and (tells_of_a_trick(text) or spam.offers_something(text))


def _without(given: Shares, label: str) -> Shares:
    rest = {other: share for other, share in given.items() if other != label}
    whole = sum(rest.values())
    return {other: share / whole for other, share in rest.items()}


def _severity(given: Shares, categories: Shares, version: str, *, is_warned_of: bool) -> Verdict:
    """By the cost of missing it, not by the likeliest. Praise and wishes harm nobody."""
    harmless = categories[Category.FEATURE_REQUEST] + categories[Category.PRAISE]
    critical, high = given[Severity.CRITICAL] * max(0.0, 1 - harmless), given[Severity.HIGH]
    if is_warned_of or critical >= CRITICAL_FROM:
        value = Severity.CRITICAL
    elif critical + high >= SERIOUS_FROM:
        value = Severity.HIGH
    else:
        value = max((Severity.NORMAL, Severity.LOW), key=lambda label: given[label])
    confidence = critical if value == Severity.CRITICAL else given[value]
    return Verdict(Field.SEVERITY, value, confidence, version)


def _area(given: Shares, page: str, version: str) -> Verdict:
    """By the words; where they leave it open, by the page on which it was written."""
    value = max(given, key=lambda label: given[label])
    share = given[value]
    if share < CONFIDENT_FROM:
        value, share = next(_areas_of(page), (value, share))
    return Verdict(Field.AREA, value, share, version)


def _areas_of(page: str) -> Iterator[tuple[str, float]]:
    return ((area, CONFIDENT_FROM) for start, area in _AREAS_OF_PAGES if page.startswith(start))


def _mood(text: str, given: Shares, version: str) -> tuple[float, Verdict]:
    """The mood from -1 to 1, and its word with how likely it is. Nothing written has no mood."""
    if not text.strip():
        return 0.0, Verdict(Field.SENTIMENT, Mood.NEUTRAL, 1.0, version)
    word = max(given, key=lambda label: given[label])
    mood = given[Mood.POSITIVE] - given[Mood.NEGATIVE]
    return mood, Verdict(Field.SENTIMENT, word, given[word], version)
