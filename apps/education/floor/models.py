from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.models import User
from apps.chat.models import Report
from apps.education.salons.models import Salon

MAX_QUESTION, MAX_REPLY = 500, 3000


class SalonQuestion(models.Model):
    """Something a guest asks in the live room of an event. `votes` counts those who want it answered; `reply` is what a
    host wrote, and empty where they answered aloud; `rev` is the room's revision that touched it last."""

    class State(models.TextChoices):
        LIVE = "live", _("Everybody sees it")
        HELD = "held", _("Waits for a host")
        HIDDEN = "hidden", _("Hidden by a host")
        REMOVED = "removed", _("Removed by its author")

    salon = models.ForeignKey(
        Salon, models.CASCADE, related_name="questions", verbose_name=pgettext_lazy("salon", "event")
    )
    author = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("author"))
    client_id = models.UUIDField(_("client id"), editable=False)
    body = models.CharField(_("question"), max_length=MAX_QUESTION, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.LIVE)
    votes = models.PositiveIntegerField(_("votes"), default=0, editable=False)
    is_pinned = models.BooleanField(_("pinned"), default=False)
    reply = models.TextField(_("answer"), max_length=MAX_REPLY, blank=True)
    replied_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    replied_at = models.DateTimeField(_("answered"), null=True, blank=True)
    rev = models.PositiveIntegerField(editable=False)
    created_at = models.DateTimeField(_("asked"))

    class Meta:
        verbose_name = _("question at an event")
        verbose_name_plural = _("questions at events")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["author", "client_id"], name="one_salon_question_per_client_id"),
            models.UniqueConstraint(
                fields=["salon"], name="one_pinned_question_per_salon", condition=models.Q(is_pinned=True)
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["salon", "rev"], name="salon_question_rev")]

    def __str__(self) -> str:
        return self.body[:80]


class SalonVote(models.Model):
    """Somebody wants a question answered; never its author."""

    question = models.ForeignKey(
        SalonQuestion, models.CASCADE, related_name="cast", verbose_name=_("question at an event")
    )
    voter = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))

    class Meta:
        verbose_name = _("vote for a question")
        verbose_name_plural = _("votes for questions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "voter"], name="one_vote_per_salon_question_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.voter_id} {self.question_id}"


class SalonReport(models.Model):
    """Somebody reported a question: the report of misconduct goes its way, this says of what it is."""

    question = models.ForeignKey(
        SalonQuestion, models.CASCADE, related_name="reports", verbose_name=_("question at an event")
    )
    reporter = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("reported by"))
    report = models.OneToOneField(Report, models.CASCADE, related_name="+", verbose_name=_("report of misconduct"))

    class Meta:
        verbose_name = _("report of a question")
        verbose_name_plural = _("reports of questions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "reporter"], name="one_report_per_salon_question_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.question_id}"
