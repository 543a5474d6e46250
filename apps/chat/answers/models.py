from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message


class AnswerQuerySet(models.QuerySet["Answer"]):
    def two_sided(self) -> "AnswerQuerySet":
        """First answers that say something, to which the asker then answered in earnest."""
        return self.filter(is_first=True, is_earnest=True, reciprocated_by__isnull=False)


class Answer(models.Model):
    """A message by which a person returned the turn. `opening` is the first message that was waiting for it.

    `is_earnest` is known of first answers about jobs: whether it responds to what was asked, in own words; judged again
    when its turn is over. `digest` is salted, of longer texts only: who pastes what somebody else pasted is noticed.
    """

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="answers", verbose_name=_("conversation")
    )
    opening = models.ForeignKey(Message, models.CASCADE, related_name="answered_by", verbose_name=_("question"))
    message = models.OneToOneField(Message, models.CASCADE, related_name="answer", verbose_name=_("answer"))
    answerer = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False, verbose_name=_("answerer"))
    asker = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("asker"))
    waited_seconds = models.PositiveIntegerField(_("seconds waited"))
    is_first = models.BooleanField(_("first"), help_text=_("The first answer in its conversation."))
    is_earnest = models.BooleanField(_("earnest"), null=True, blank=True)
    digest = models.BigIntegerField(_("digest"), null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"))
    reciprocated_by = models.ForeignKey(
        Message, models.SET_NULL, null=True, related_name="+", verbose_name=_("answered in turn by")
    )
    reciprocated_at = models.DateTimeField(_("answered in turn"), null=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["conversation"], name="one_first_answer_per_conversation", condition=models.Q(is_first=True)
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["answerer", "answered_at"], name="answer_by_person"),
            models.Index(fields=["digest"], name="answer_by_digest", condition=models.Q(digest__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} ← {self.opening_id}"
