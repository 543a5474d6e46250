from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation


class StageProposal(models.Model):
    """A stage that was read from what was said up to message `seq` and proposed to the company's side. A stage that
    was dismissed isn't proposed again before two more turns."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        DISMISSED = "dismissed", _("Dismissed")

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="stage_proposals", verbose_name=_("conversation")
    )
    seq = models.PositiveIntegerField(_("read up to message"))
    stage = models.CharField(_("stage"), max_length=10, choices=Conversation.Stage.choices)
    sureness = models.FloatField(_("sureness"), help_text=_("Share of such readings that are right, 0–1."))
    proposed_at = models.DateTimeField(_("proposed"))
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True)
    answered_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposed stage")
        verbose_name_plural = _("proposed stages")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "seq"], name="one_stage_proposal_per_message")
        ]
        indexes: ClassVar = [models.Index(fields=["proposed_at"], name="stage_proposal_made")]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.stage}"
