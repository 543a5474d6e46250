"""Promised answers, and auto-replies."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message


class AnswerPromise(models.Model):
    """Somebody said that they answer until then. Kept by an answer of their side in time, broken when none has come;
    over where there is nothing left to answer, or somebody else took it over."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        KEPT = "kept", _("Kept")
        BROKEN = "broken", _("Broken")
        OVER = "over", _("Over")

    person = models.ForeignKey(User, models.CASCADE, related_name="answer_promises", verbose_name=_("person"))
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="answer_promises", verbose_name=_("conversation")
    )
    message = models.OneToOneField(Message, models.CASCADE, related_name="+", verbose_name=_("message"))
    until = models.DateTimeField(_("until"))
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.OPEN)
    kept_by = models.ForeignKey(
        Message, models.SET_NULL, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("kept by")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("promised answer")
        verbose_name_plural = _("promised answers")
        indexes: ClassVar = [models.Index(fields=["person", "until"], name="promise_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} #{self.conversation_id} {self.state}"


class AwayReply(models.Model):
    """A person's auto-reply. It answers what comes in, once per conversation in 24 hours."""

    person = models.OneToOneField(
        User, models.CASCADE, primary_key=True, related_name="away_reply", verbose_name=_("person")
    )
    text = models.TextField(_("text"), max_length=1000)
    is_on = models.BooleanField(_("on"), default=False)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("auto-reply")
        verbose_name_plural = _("auto-replies")

    def __str__(self) -> str:
        return f"{self.person_id} {self.text[:40]}"
