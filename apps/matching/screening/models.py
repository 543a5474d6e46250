"""Questions for who applies for a job."""

from typing import Any, ClassVar, Self
from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from apps.matching.jobs.models import JOB, Job

MOST_QUESTIONS = 5
MOST_OPTIONS = 6
LARGEST_NUMBER = 10_000_000


class QuestionKind(models.TextChoices):
    CHOICE = "choice", _("One of several")
    YES_NO = "yes_no", _("Yes or no")
    NUMBER = "number", _("A number")
    DATE = "date", _("A date")


class ScreeningQuestionQuerySet(models.QuerySet["ScreeningQuestion"]):
    def current(self) -> Self:
        """Those that are asked now; the others were asked before and keep the answers they got."""
        return self.filter(retired_at=None)


class ScreeningQuestion(models.Model):
    """One version of a question, never changed once it stands: a change makes a new row of the same `lineage`, and
    who answered keeps the words that they read. `options` are the choices, each as {"en": …, "zh": …}; `least` and
    `most` bound a number, `unit` says of what. No answer refuses anybody by itself."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="screening", verbose_name=JOB)
    lineage = models.UUIDField(_("lineage"), default=uuid4, editable=False)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=8, choices=QuestionKind.choices)
    text_en = models.CharField(_("question in English"), max_length=200, blank=True)
    text_zh = models.CharField(_("question in Chinese"), max_length=200, blank=True)
    options = models.JSONField(_("choices"), default=list, blank=True)
    least = models.IntegerField(_("least"), null=True, blank=True, validators=[MinValueValidator(0)])
    most = models.IntegerField(_("most"), null=True, blank=True, validators=[MaxValueValidator(LARGEST_NUMBER)])
    unit_en = models.CharField(_("unit in English"), max_length=30, blank=True)
    unit_zh = models.CharField(_("unit in Chinese"), max_length=30, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    retired_at = models.DateTimeField(_("asked until"), null=True, blank=True, editable=False)

    objects = ScreeningQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("screening question")
        verbose_name_plural = _("screening questions")
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lineage", "version"], name="one_screening_question_per_version"),
            models.UniqueConstraint(
                fields=["lineage"], condition=Q(retired_at=None), name="one_current_version_per_question"
            ),
            models.CheckConstraint(
                condition=~Q(text_en="") | ~Q(text_zh=""),
                name="screening_questions_say_something",
                violation_error_message=_("It needs a text in one language at least."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """In the reader's language, or in the one that there is."""
        return in_language(self.text_en, self.text_zh)

    @property
    def unit(self) -> str:
        return in_language(self.unit_en, self.unit_zh)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What may be tapped: the value, and its words in the reader's language."""
        if self.kind == QuestionKind.YES_NO:
            return [("1", str(_("Yes"))), ("0", str(_("No")))]
        if self.kind != QuestionKind.CHOICE:
            return []
        return [(str(place), self.option(place)) for place in range(len(self.options))]

    def option(self, place: int) -> str:
        option: dict[str, Any] = self.options[place]
        return in_language(option.get("en", ""), option.get("zh", ""))


def in_language(english: str, chinese: str) -> str:
    is_chinese = (get_language() or "en").startswith("zh")
    return (chinese or english) if is_chinese else (english or chinese)
