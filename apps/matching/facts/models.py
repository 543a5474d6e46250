"""What a company has said about a job once, for everybody who asks later."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.matching.jobs.models import JOB, Job
from apps.matching.profile.models import TextLanguage

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
