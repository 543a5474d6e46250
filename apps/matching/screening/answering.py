"""Reading what an applicant tapped, and saying it in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from apps.matching.screening.errors import BadAnswer
from apps.matching.screening.models import LARGEST_NUMBER, QuestionKind, ScreeningQuestion

FURTHEST = timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """An answer to one question: `number` holds the place of the choice, 1 or 0 for yes or no, or the number itself;
    `day` a date."""

    question: ScreeningQuestion
    number: int | None = None
    day: date | None = None

    @property
    def words(self) -> str:
        return answer_words(self.question, number=self.number, day=self.day)


def read_answers(questions: Iterable[ScreeningQuestion], given: Mapping[str, Any]) -> list[ReadAnswer]:
    """One answer for each question, from values by the question's id. Raises BadAnswer, with `field` the id."""
    return [_read(question, given.get(str(question.pk))) for question in questions]


def answer_words(question: ScreeningQuestion, *, number: int | None, day: date | None) -> str:
    """In the reader's language, as the question was when it was answered."""
    if question.kind == QuestionKind.DATE:
        return formats.date_format(day, "DATE_FORMAT") if day else ""
    if number is None:
        return ""
    if question.kind == QuestionKind.NUMBER:
        figure = formats.number_format(number, use_l10n=True, force_grouping=True)
        return f"{figure} {question.unit}".strip()
    return dict(question.choices).get(str(number), "")


def _read(question: ScreeningQuestion, value: Any) -> ReadAnswer:
    if isinstance(value, bool):
        value = int(value)
    text = str(value).strip() if value is not None else ""
    if not text:
        raise BadAnswer(field=str(question.pk))
    if question.kind == QuestionKind.DATE:
        return ReadAnswer(question, day=_day(question, text))
    number = _number(question, text)
    if question.kind == QuestionKind.NUMBER:
        least, most = question.least or 0, LARGEST_NUMBER if question.most is None else question.most
        if not least <= number <= most:
            words = _("Give a number from %(least)s to %(most)s.") % {"least": least, "most": most}
            raise BadAnswer(words, field=str(question.pk))
    elif str(number) not in dict(question.choices):
        raise BadAnswer(field=str(question.pk))
    return ReadAnswer(question, number=number)


def _number(question: ScreeningQuestion, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise BadAnswer(_("Give a whole number."), field=str(question.pk))
    return int(text)


def _day(question: ScreeningQuestion, text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise BadAnswer(_("Give a date."), field=str(question.pk)) from error
    if abs(day - timezone.localdate()) > FURTHEST:
        raise BadAnswer(_("That date is too far away."), field=str(question.pk))
    return day
