"""What a job asks: its recruiters write the list, and what was answered stays as it was read."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.errors import NotFound
from apps.language.cleaning import UnusableText, clean
from apps.matching.jobs.models import Job
from apps.matching.jobs.services import may_manage
from apps.matching.screening.errors import BadQuestion, ProtectedQuestion, TooManyQuestions
from apps.matching.screening.models import (
    LARGEST_NUMBER,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    QuestionKind,
    ScreeningQuestion,
)
from apps.matching.screening.protected import protected_subject

Fields = dict[str, Any]
STATED = ("kind", "text_en", "text_zh", "options", "least", "most", "unit_en", "unit_zh")


@transaction.atomic
def set_questions(
    *, job: Job, editor: User, questions: Sequence[Mapping[str, Any]], now: datetime | None = None
) -> list[ScreeningQuestion]:
    """Makes these the job's questions, in this order. One that names the `lineage` of a present one takes its place:
    as a new version where it says something else, so that answers keep the words they were given to.

    NotFound for who doesn't manage the job. Raises TooManyQuestions beyond five, BadQuestion where one is incomplete
    and ProtectedQuestion where one asks what nobody may ask; `field` is then `questions.0.text_en` and the like.
    """
    if not may_manage(editor, job):
        raise NotFound
    if len(questions) > MOST_QUESTIONS:
        raise TooManyQuestions(field="questions")
    now = now or timezone.now()
    Job.objects.select_for_update().get(pk=job.pk)
    present = {one.lineage: one for one in ScreeningQuestion.objects.current().filter(job=job)}
    kept: list[ScreeningQuestion] = []
    for place, given in enumerate(questions):
        stated = question_from(given, f"questions.{place}")
        lineage = _lineage(given)
        before = present.pop(lineage, None) if lineage else None
        kept.append(_placed(job, stated, before=before, place=place, now=now))
    gone = [one.pk for one in present.values()]
    ScreeningQuestion.objects.filter(pk__in=gone).update(retired_at=now)
    return kept


@transaction.atomic
def revise_question(*, question: ScreeningQuestion, editor: User, **changes: Any) -> ScreeningQuestion:
    """One question of a job, said in other words; the rest of the list stays. Raises what `set_questions` does."""
    current = list(ScreeningQuestion.objects.current().filter(job=question.job_id))
    if question.lineage not in {one.lineage for one in current}:
        raise NotFound
    fields = [_as_fields(one) | (changes if one.lineage == question.lineage else {}) for one in current]
    changed = set_questions(job=question.job, editor=editor, questions=fields)
    return next(one for one in changed if one.lineage == question.lineage)


def _as_fields(question: ScreeningQuestion) -> Fields:
    return {"lineage": question.lineage} | {name: getattr(question, name) for name in STATED}


def _lineage(given: Mapping[str, Any]) -> UUID | None:
    value = given.get("lineage")
    return UUID(str(value)) if value else None


def _placed(
    job: Job, stated: Fields, *, before: ScreeningQuestion | None, place: int, now: datetime
) -> ScreeningQuestion:
    if before is None:
        return ScreeningQuestion.objects.create(job=job, position=place, **stated)
    if all(getattr(before, name) == stated[name] for name in STATED):
        if before.position != place:
            before.position = place
            before.save(update_fields=["position"])
        return before
    ScreeningQuestion.objects.filter(pk=before.pk).update(retired_at=now)
    return ScreeningQuestion.objects.create(
        job=job, position=place, lineage=before.lineage, version=before.version + 1, **stated
    )


def question_from(given: Mapping[str, Any], where: str = "question") -> Fields:
    """The question's fields, cleaned and checked; what its kind doesn't need is dropped. Raises BadQuestion and
    ProtectedQuestion, whose `field` begins with `where`."""
    kind = given.get("kind")
    if kind not in QuestionKind.values:
        raise BadQuestion(_("Choose how it's answered."), field=f"{where}.kind")
    stated: Fields = {"kind": kind, "options": [], "least": None, "most": None, "unit_en": "", "unit_zh": ""}
    for name in ("text_en", "text_zh"):
        stated[name] = _words(given.get(name), 200, f"{where}.{name}")
    if not stated["text_en"] and not stated["text_zh"]:
        raise BadQuestion(field=f"{where}.text_en")
    if kind == QuestionKind.CHOICE:
        stated["options"] = _options(given.get("options") or [], f"{where}.options")
    if kind == QuestionKind.NUMBER:
        stated |= _bounds(given, where)
        for name in ("unit_en", "unit_zh"):
            stated[name] = _words(given.get(name), 30, f"{where}.{name}")
    return stated


def _options(given: Sequence[Mapping[str, Any]], where: str) -> list[dict[str, str]]:
    options = [{name: _words(one.get(name), 80, where) for name in ("en", "zh")} for one in given]
    options = [one for one in options if one["en"] or one["zh"]]
    if not 2 <= len(options) <= MOST_OPTIONS:
        raise BadQuestion(_("Give two to six choices, one a line."), field=where)
    spellings = [[one[name] for one in options if one[name]] for name in ("en", "zh")]
    if any(len(set(words)) < len(words) for words in spellings):
        raise BadQuestion(_("Two of the choices are the same."), field=where)
    return options


def _bounds(given: Mapping[str, Any], where: str) -> Fields:
    least, most = given.get("least"), given.get("most")
    for name, value in (("least", least), ("most", most)):
        if value is not None and not 0 <= value <= LARGEST_NUMBER:
            raise BadQuestion(_("Give numbers from 0 to 10,000,000."), field=f"{where}.{name}")
    if least is not None and most is not None and least >= most:
        raise BadQuestion(_("The lower figure isn't below the higher one."), field=f"{where}.most")
    return {"least": least, "most": most}


def _words(value: Any, most: int, where: str) -> str:
    text = str(value or "")
    if not text.strip():
        return ""
    try:
        text = " ".join(clean(text, max_length=most).split())
    except UnusableText as error:
        raise BadQuestion(_("%(most)d characters at most.") % {"most": most}, field=where) from error
    if subject := protected_subject(text):
        raise ProtectedQuestion(subject, field=where)
    return text
