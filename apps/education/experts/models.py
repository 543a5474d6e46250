from datetime import time
from typing import ClassVar, Self
from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.accounts.models import User
from apps.chat.models import Conversation
from apps.education.assistant.models import Question
from apps.ui.bilingual import in_language

EVERY_WEEKDAY = "12345"


class ExpertTopic(models.Model):
    """A field of questions. `words` are what people ask of it, separated by commas: a question goes to the topic whose
    words it comes nearest to. Whoever is asked has `answer_within_minutes` before the next one is asked."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    title_en = models.CharField(_("title, English"), max_length=80)
    title_zh = models.CharField(_("title, Chinese"), max_length=80)
    words_en = models.TextField(_("what is asked, English"), max_length=2000, help_text=_("Separated by commas."))
    words_zh = models.TextField(_("what is asked, Chinese"), max_length=2000, help_text=_("Separated by commas."))
    answer_within_minutes = models.PositiveIntegerField(
        _("minutes for an answer"), default=120, validators=[MinValueValidator(5), MaxValueValidator(2880)]
    )
    position = models.PositiveSmallIntegerField(_("place"), default=100)
    is_open = models.BooleanField(_("questions go to experts"), default=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("experts' topic")
        verbose_name_plural = _("experts' topics")
        ordering: ClassVar = ["position", "slug"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_en, self.title_zh)

    def phrases(self) -> list[str]:
        words = f"{self.words_en},{self.words_zh}".replace("，", ",").replace("\n", ",").split(",")
        return [text for word in [self.title_en, self.title_zh, *words] if (text := word.strip())]


class Expert(models.Model):
    """Somebody who answers questions: on what, at which hours on their own clock, and how many at once.

    `weekdays` are ISO numbers, 1 for Monday; from `opens` to `closes`, past midnight where `closes` comes first, the
    whole day where they are the same. `open_now` counts the questions that wait for them; it changes only together
    with the row that waits.
    """

    person = models.OneToOneField(User, models.CASCADE, related_name="expert", verbose_name=_("person"))
    topics = models.ManyToManyField(ExpertTopic, related_name="experts", verbose_name=_("topics"), blank=True)
    about = models.CharField(_("about"), max_length=400, blank=True)
    weekdays = models.CharField(
        _("weekdays"),
        max_length=7,
        default=EVERY_WEEKDAY,
        validators=[RegexValidator(r"^1?2?3?4?5?6?7?$", _("Digits from 1, Monday, to 7, each once and in order."))],
        blank=True,
    )
    opens = models.TimeField(_("from"), default=time(9))
    closes = models.TimeField(_("until"), default=time(18))
    most_at_once = models.PositiveSmallIntegerField(
        _("most questions at once"), default=3, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    open_now = models.PositiveSmallIntegerField(_("waiting for them"), default=0, editable=False)
    is_taking = models.BooleanField(_("takes questions"), default=True)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    history = HistoricalRecords(excluded_fields=["open_now"])

    class Meta:
        verbose_name = _("expert")
        verbose_name_plural = _("experts")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.person)


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def of(self, person: User) -> Self:
        return self.filter(person=person)

    def on_the_way(self) -> Self:
        return self.filter(state__in=(Consultation.State.WAITING, Consultation.State.ANSWERED))


class Consultation(models.Model):
    """A question that people were asked: who had it, one after the other, and how it ended."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for an expert")
        ANSWERED = "answered", _("Answered")
        SOLVED = "solved", _("Solved")
        SUPPORT = "support", _("With support")

    token = models.UUIDField(_("token"), unique=True, default=uuid4, editable=False)
    question = models.OneToOneField(Question, models.CASCADE, related_name="consultation", verbose_name=_("question"))
    person = models.ForeignKey(User, models.SET_NULL, null=True, related_name="consultations", verbose_name=_("person"))
    topic = models.ForeignKey(
        ExpertTopic, models.SET_NULL, null=True, related_name="consultations", verbose_name=_("topic")
    )
    conversation = models.OneToOneField(
        Conversation, models.SET_NULL, null=True, related_name="+", verbose_name=_("conversation")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("first answered"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to experts")
        verbose_name_plural = _("questions to experts")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["state", "created_at"], name="consultation_state")]

    def __str__(self) -> str:
        return self.question.text[:80]


class ExpertAsk(models.Model):
    """One expert was asked one question. `helped` is what the asker said of their answer."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ANSWERED = "answered", _("Answered")
        TIMED_OUT = "timed_out", _("Didn't answer in time")
        PASSED = "passed", _("Passed on")
        TAKEN_OVER = "taken_over", _("Taken over by somebody else")
        ENDED = "ended", _("No longer needed")

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="asks", verbose_name=_("question to experts")
    )
    expert = models.ForeignKey(Expert, models.CASCADE, related_name="asks", verbose_name=_("expert"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(_("asked"))
    due_at = models.DateTimeField(_("to be answered by"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    helped = models.BooleanField(_("helped"), null=True, blank=True)

    class Meta:
        verbose_name = _("expert asked")
        verbose_name_plural = _("experts asked")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "expert"], name="one_ask_per_expert_and_question"),
            models.UniqueConstraint(
                fields=["consultation"], name="one_expert_at_a_time", condition=models.Q(state="waiting")
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["expert", "state", "asked_at"], name="ask_of_expert")]

    def __str__(self) -> str:
        return f"{self.consultation_id} → {self.expert_id}"
