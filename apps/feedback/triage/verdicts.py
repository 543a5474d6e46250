"""What the models say about a text: pure reading, nothing is stored here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from apps.feedback.tickets.labels import Area, Category, Field, Language, Mood, Severity, SpamBand
from apps.feedback.triage import spam
from apps.feedback.triage.classifiers import classifier, version
from apps.language import detect, is_near_duplicate, sentiment

CONFIDENT_FROM = 0.5
"""Below this confidence a category is put before a person."""

LANGUAGE_VERSION = "script-share-1"
SENTIMENT_VERSION = "mood-words-1"
RATING_VERSION = "low-rating-1"
_PLEASANT, _UNPLEASANT = 0.25, -0.25
_MINOR = frozenset({Category.FEATURE_REQUEST, Category.QUESTION, Category.PRAISE, Category.INVALID})
_AREAS_OF_PAGES = (
    ("/inbox", Area.CHAT),
    ("/jobs", Area.MATCHING),
    ("/resume", Area.RESUME),
    ("/points", Area.POINTS),
    ("/missions", Area.POINTS),
    ("/account", Area.ACCOUNT),
    ("/settings", Area.ACCOUNT),
    ("/notifications", Area.NOTIFICATIONS),
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


def judge(text: str, *, page: str = "", earlier: Iterable[str] = ()) -> Judgement:
    """Judges a report by its text and the page from which it came; `earlier` are texts the same person sent today."""
    categories = dict(classifier(Field.CATEGORY).predict(text))
    category = max(categories, key=lambda label: categories[label])
    repeats = sum(is_near_duplicate(text, other) for other in earlier)
    junk = spam.judge_spam(text, invalid_share=categories[Category.INVALID], repeats=repeats)
    mood = sentiment(text)
    severity = _severity(text, category, categories[category])
    verdicts = (
        Verdict(Field.LANGUAGE, detect(text), 1.0, LANGUAGE_VERSION),
        Verdict(Field.CATEGORY, category, categories[category], version(Field.CATEGORY)),
        severity,
        _area(text, page),
        Verdict(Field.SENTIMENT, _mood_word(mood), min(1.0, abs(mood)), SENTIMENT_VERSION),
        Verdict(Field.SPAM, junk.band, junk.confidence, spam.VERSION),
    )
    needs_person = (
        categories[category] < CONFIDENT_FROM
        or detect(text) == Language.OTHER  # the models know two languages
        or severity.value == Severity.CRITICAL
        or junk.band == SpamBand.UNSURE
    )
    return Judgement(verdicts=verdicts, mood=mood, needs_person=needs_person)


def judge_rating(comment: str, *, stars: int) -> Judgement:
    """Judges a low rating: what it is about is known, only the comment's language and mood are read."""
    mood = sentiment(comment)
    severity = Severity.HIGH if stars == 1 else Severity.NORMAL
    verdicts = (
        Verdict(Field.LANGUAGE, detect(comment), 1.0, LANGUAGE_VERSION),
        Verdict(Field.CATEGORY, Category.EXPERIENCE, 1.0, RATING_VERSION),
        Verdict(Field.SEVERITY, severity, 1.0, RATING_VERSION),
        Verdict(Field.AREA, Area.CHAT, 1.0, RATING_VERSION),
        Verdict(Field.SENTIMENT, _mood_word(mood), min(1.0, abs(mood)), SENTIMENT_VERSION),
    )
    return Judgement(verdicts=verdicts, mood=mood, needs_person=True)


def _severity(text: str, category: str, confidence: float) -> Verdict:
    """By examples and alarm words; what surely isn't a complaint is low, whatever words it borrows."""
    value, share = classifier(Field.SEVERITY).predict(text)[0]
    if category in _MINOR and confidence >= CONFIDENT_FROM and value != Severity.CRITICAL:
        value, share = Severity.LOW, max(share, confidence)
    return Verdict(Field.SEVERITY, value, share, version(Field.SEVERITY))


def _area(text: str, page: str) -> Verdict:
    """By the words; where they leave it open, by the page on which it was written."""
    value, share = classifier(Field.AREA).predict(text)[0]
    if share < CONFIDENT_FROM:
        value, share = next(_areas_of(page), (value, share))
    return Verdict(Field.AREA, value, share, version(Field.AREA))


def _areas_of(page: str) -> Iterator[tuple[str, float]]:
    return ((area, CONFIDENT_FROM) for start, area in _AREAS_OF_PAGES if page.startswith(start))


def _mood_word(mood: float) -> str:
    if mood >= _PLEASANT:
        return Mood.POSITIVE
    return Mood.NEGATIVE if mood <= _UNPLEASANT else Mood.NEUTRAL
