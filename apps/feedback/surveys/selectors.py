from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from math import sqrt

from django.db.models import Count, QuerySet

from apps.accounts.models import User
from apps.feedback.surveys.models import TAKEN, Survey, SurveyAnswer, SurveyInvitation, SurveyQuestion, TalkSlot

PROMOTERS_FROM, DETRACTORS_TO = 9, 6
Z95 = 1.96
TEXTS_SHOWN = 50


@dataclass(frozen=True)
class Nps:
    """Points from -100 to 100, with the ends of the 95 % interval of a difference of two shares of one sample."""

    score: int
    low: int
    high: int
    of: int


@dataclass(frozen=True)
class Mean:
    """Of a scale, with the ends of its 95 % interval by the normal distribution, which end with the scale; one answer
    alone leaves everything open."""

    mean: float
    low: float
    high: float
    of: int


@dataclass(frozen=True)
class Result:
    question: SurveyQuestion
    counts: list[tuple[str, int]]
    mean: "Mean | None"
    nps: Nps | None
    texts: list[str]

    @property
    def most(self) -> int:
        return max((count for _words, count in self.counts), default=0) or 1


def open_invitations(person: User, *, now: datetime) -> QuerySet[SurveyInvitation]:
    mine = SurveyInvitation.objects.filter(person=person, answered_at=None, skipped_at=None)
    return mine.filter(survey__in=Survey.objects.running(now=now)).select_related("survey").order_by("-pk")


def results(survey: Survey) -> list[Result]:
    return [_result(survey, question) for question in survey.questions.all()]


def turnout(survey: Survey) -> dict[str, int]:
    return survey.invitations.aggregate(asked=Count("pk"), answered=Count("answered_at"), skipped=Count("skipped_at"))


def reasons(survey: Survey) -> list[tuple[str, int]]:
    skipped = survey.invitations.exclude(skip_reason="").order_by().values_list("skip_reason")
    counts = dict(skipped.annotate(n=Count("pk")))
    return [(str(label), counts[key]) for key, label in SurveyInvitation.Reason.choices if key in counts]


def nps(numbers: Counter[int]) -> Nps | None:
    """None without an answer."""
    of = numbers.total()
    if not of:
        return None
    promoters = sum(count for number, count in numbers.items() if number >= PROMOTERS_FROM) / of
    detractors = sum(count for number, count in numbers.items() if number <= DETRACTORS_TO) / of
    score = promoters - detractors
    half = Z95 * sqrt((promoters + detractors - score**2) / of)
    return Nps(round(100 * score), max(-100, round(100 * (score - half))), min(100, round(100 * (score + half))), of)


def mean_of(numbers: Counter[int], *, lowest: int, highest: int) -> Mean | None:
    """None without an answer."""
    of = numbers.total()
    if not of:
        return None
    mean = sum(number * count for number, count in numbers.items()) / of
    if of == 1:
        return Mean(mean, lowest, highest, of)
    variance = sum(count * (number - mean) ** 2 for number, count in numbers.items()) / (of - 1)
    half = Z95 * sqrt(variance / of)
    return Mean(mean, max(lowest, mean - half), min(highest, mean + half), of)


def _result(survey: Survey, question: SurveyQuestion) -> Result:
    answers = SurveyAnswer.objects.filter(question=question)
    numbers = Counter(dict(answers.exclude(number=None).order_by().values_list("number").annotate(n=Count("pk"))))
    is_scale = question.kind == SurveyQuestion.Kind.SCALE
    is_first = survey.kind == Survey.Kind.NPS and is_scale and (question.lowest, question.highest) == (0, 10)
    return Result(
        question=question,
        counts=_counts(question, numbers),
        mean=mean_of(numbers, lowest=question.lowest, highest=question.highest) if is_scale else None,
        nps=nps(numbers) if is_first else None,
        texts=list(answers.exclude(text="").order_by("-pk").values_list("text", flat=True)[:TEXTS_SHOWN]),
    )


def _counts(question: SurveyQuestion, numbers: Counter[int]) -> list[tuple[str, int]]:
    """Of talks all times, with the places that are taken."""
    if question.kind == SurveyQuestion.Kind.TALK:
        slots = TalkSlot.objects.filter(survey=question.survey_id).annotate(taken=TAKEN)
        return [(slot.words, slot.taken) for slot in slots]
    return [(words, numbers[number]) for number, words in question.options]
