from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.matching.jobs.models import JOB, Job


class Responsiveness(models.Model):
    """How fast a person answered over the last 30 days, handed down by chat. Null median: nobody asked."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="responsiveness", verbose_name=_("person")
    )
    median_minutes = models.FloatField(_("median minutes to an answer"), null=True, blank=True)
    asked = models.PositiveIntegerField(_("asked"), default=0)
    answered = models.PositiveIntegerField(_("answered"), default=0)
    measured_at = models.DateTimeField(_("measured"))

    class Meta:
        verbose_name = _("responsiveness")
        verbose_name_plural = _("responsiveness")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(answered__lte=F("asked")), name="no_more_answers_than_questions")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.answered}/{self.asked}"


class DismissalReason(models.TextChoices):
    PAY = "pay", _("The pay")
    PLACE = "place", _("The place")
    SKILLS = "skills", _("Not my skills")
    LEVEL = "level", _("The level")
    COMPANY = "company", _("The company")
    OTHER = "other", _("Something else")


class JobDismissal(models.Model):
    """A candidate doesn't want to see this job any more; undone by deleting it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="job_dismissals", verbose_name=_("person")
    )
    job = models.ForeignKey(Job, models.CASCADE, related_name="dismissals", verbose_name=JOB)
    reason = models.CharField(_("reason"), max_length=7, choices=DismissalReason.choices, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("dismissed job")
        verbose_name_plural = _("dismissed jobs")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "job"], name="one_dismissal_per_person_and_job")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.job_id}"
