"""What people ask about, and what a company has said about a job once, for everybody who asks later."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.accounts.models import User
from apps.matching.jobs.models import JOB, Job
from apps.matching.profile.models import TextLanguage
from apps.ui.bilingual import in_language

MAX_FACT = 500
"""Characters of a fact: it stands beside others on a card."""


class JobFactQuerySet(models.QuerySet["JobFact"]):
    def live(self, *, now: datetime | None = None) -> Self:
        """What stands: neither withdrawn nor past its day."""
        unexpired = Q(expires_at__isnull=True) | Q(expires_at__gt=now or timezone.now())
        return self.filter(unexpired, withdrawn_at__isnull=True)


class JobFact(models.Model):
    """An answer about a job that somebody of its company approved, by topic (`salary`, `schedule`, …).

    Changing one withdraws it and writes its successor, so that what candidates were told stays known. `message` is
    the number of the message from which it was taken, None where it was written by hand.
    """

    job = models.ForeignKey(Job, models.CASCADE, related_name="approved_facts", verbose_name=JOB)
    topic = models.CharField(_("topic"), max_length=40)
    value = models.TextField(_("answer"), max_length=MAX_FACT)
    language = models.CharField(_("language"), max_length=7, choices=TextLanguage.choices, blank=True)
    approved_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="approved_facts", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved"))
    expires_at = models.DateTimeField(_("valid until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("withdrawn by")
    )
    message = models.BigIntegerField(_("taken from message"), null=True, blank=True)

    objects = JobFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer on a job card")
        verbose_name_plural = _("answers on job cards")
        ordering: ClassVar = ["job", "topic", "-approved_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["job", "topic"], condition=Q(withdrawn_at__isnull=True), name="one_live_fact_per_job_and_topic"
            )
        ]

    def __str__(self) -> str:
        return f"{self.job_id} {self.topic}"


class Subject(models.TextChoices):
    JOB = "job", _("A job, asked by candidates")
    RESUME = "resume", _("A résumé, asked by recruiters")


class Silence(models.TextChoices):
    """What it means that nothing at all is said of a topic."""

    NO = "no", _("It isn't asked")
    PAGE = "page", _("It is listed as open, after what is vague")
    CHIP = "chip", _("It is listed, and offered above the composer")


class Topic(models.Model):
    """A subject that people ask about: what leaves it open, what closes it, which jobs it fits, how one asks.

    Phrases stand one a line, in the signs of `phrases`; lists of keys are ticked from what there is. `closes_*` says
    in a posting and in a reply that it is settled, `answers_*` in a reply alone, where a fact of one of the `kinds`
    does too. `stages` are those of a conversation at which it is asked without anything vague.
    """

    subject = models.CharField(_("about"), max_length=6, choices=Subject.choices)
    key = models.SlugField(_("key"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("active"), default=True)
    label_en = models.CharField(_("label in English"), max_length=60)
    label_zh = models.CharField(_("label in Chinese"), max_length=60)
    questions_en = models.TextField(_("questions in English"), max_length=2000)
    questions_zh = models.TextField(_("questions in Chinese"), max_length=2000)
    names = models.TextField(_("words that name it"), max_length=4000, blank=True)
    hedges = models.JSONField(_("what leaves it open beside its name"), default=list, blank=True)
    opens_en = models.TextField(_("vague words in English"), max_length=8000, blank=True)
    opens_zh = models.TextField(_("vague words in Chinese"), max_length=8000, blank=True)
    not_vague = models.TextField(_("phrases that only look vague"), max_length=8000, blank=True)
    closes_en = models.TextField(_("what settles it, in English"), max_length=8000, blank=True)
    closes_zh = models.TextField(_("what settles it, in Chinese"), max_length=8000, blank=True)
    answers_en = models.TextField(_("what answers it, in English"), max_length=8000, blank=True)
    answers_zh = models.TextField(_("what answers it, in Chinese"), max_length=8000, blank=True)
    asked = models.TextField(_("how people ask"), max_length=4000, blank=True)
    kinds = models.JSONField(_("kinds of fact that answer it"), default=list, blank=True)
    closing_fields = models.JSONField(_("fields that close it"), default=list, blank=True)
    fields_win = models.BooleanField(_("a filled field outweighs vague words"), default=True)
    where = models.JSONField(_("fields whose words count"), default=list, blank=True)
    when_silent = models.CharField(_("where nothing is said"), max_length=4, choices=Silence.choices, default="no")
    only_for = models.JSONField(_("only for"), default=list, blank=True)
    not_for = models.JSONField(_("not for"), default=list, blank=True)
    stages = models.JSONField(_("asked by itself at"), default=list, blank=True)
    content_version = models.PositiveSmallIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("topic of questions")
        verbose_name_plural = _("topics of questions")
        ordering: ClassVar = ["subject", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "key"], name="one_topic_per_subject_and_key")
        ]

    def __str__(self) -> str:
        return self.label()

    def label(self, language: str | None = None) -> str:
        return in_language(self.label_en, self.label_zh, language)

    def question(self, language: str | None = None, *, variant: int = 0) -> str:
        """A question about it; different `variant`s word it differently."""
        lines = in_language(self.questions_en, self.questions_zh, language).splitlines()
        questions = [line.strip() for line in lines if line.strip()] or [""]
        return questions[variant % len(questions)]
