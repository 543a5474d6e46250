"""Applications: a conversation about a job that began, or went on, with a résumé and tapped answers."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.matching.models import Job, ScreeningQuestion
from apps.matching.screening.answering import answer_words


class Application(models.Model):
    """One candidate's application for one job: in the one conversation of both. `state` is where it stands, and each
    step keeps its time; `due_at` is when an answer can be expected, as the company's people usually answer, frozen when
    it was sent and None where nobody knows."""

    class State(models.TextChoices):
        SENT = "sent", pgettext_lazy("application", "Sent")
        SEEN = "seen", pgettext_lazy("application", "Seen")
        TALKING = "talking", pgettext_lazy("application", "In conversation")
        INTERVIEW = "interview", pgettext_lazy("application", "Interview")
        OFFER = "offer", pgettext_lazy("application", "Offer")
        DECLINED = "declined", pgettext_lazy("application", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("application", "Withdrawn")

    conversation = models.OneToOneField(
        Conversation, models.CASCADE, related_name="application", verbose_name=_("conversation")
    )
    job = models.ForeignKey(
        Job, models.SET_NULL, null=True, related_name="applications", verbose_name=pgettext_lazy("posting", "job")
    )
    candidate = models.ForeignKey(User, models.CASCADE, related_name="applications", verbose_name=_("candidate"))
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+", verbose_name=_("message"))
    with_file = models.BooleanField(_("with the résumé's file"), default=False)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.SENT)
    sent_at = models.DateTimeField(_("sent"))
    due_at = models.DateTimeField(_("answer expected"), null=True)
    seen_at = models.DateTimeField(_("seen"), null=True)
    talking_at = models.DateTimeField(_("answered"), null=True)
    interview_at = models.DateTimeField(_("interview"), null=True)
    decided_at = models.DateTimeField(_("decided"), null=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering: ClassVar = ["-sent_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "candidate"], name="one_application_per_job_and_candidate")
        ]
        indexes: ClassVar = [
            models.Index(fields=["candidate", "-sent_at"], name="application_of_candidate"),
            models.Index(fields=["job", "-sent_at"], name="application_for_job"),
            models.Index(fields=["id"], name="application_unseen", condition=models.Q(state="sent")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_decided(self) -> bool:
        return self.decided_at is not None


class ApplicationAnswer(models.Model):
    """What was tapped, to the version of the question that stood there: `number` is the place of a choice, 1 or 0 for
    yes or no, or the number itself."""

    application = models.ForeignKey(
        Application, models.CASCADE, db_index=False, related_name="answers", verbose_name=_("application")
    )
    question = models.ForeignKey(ScreeningQuestion, models.CASCADE, related_name="answers", verbose_name=_("question"))
    number = models.IntegerField(_("number"), null=True)
    day = models.DateField(_("date"), null=True)

    class Meta:
        verbose_name = _("answer of an application")
        verbose_name_plural = _("answers of applications")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "question"], name="one_answer_per_question")
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """In the reader's language."""
        return answer_words(self.question, number=self.number, day=self.day)
