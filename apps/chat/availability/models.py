"""Reminders and auto-replies."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation


class Reminder(models.Model):
    """Something to remind a person of, once. Claimed by setting `sent_at` where it and `cancelled_at` are empty."""

    class Kind(models.TextChoices):
        UNANSWERED = "unanswered", _("Unanswered greeting")
        PROMISE = "promise", _("Promised answer")
        SNOOZE = "snooze", _("Snoozed conversation")

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="reminders", verbose_name=_("conversation")
    )
    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    due_at = models.DateTimeField(_("due"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["conversation", "person"],
                name="one_reminder_of_an_unanswered_greeting",
                condition=models.Q(kind="unanswered"),
            ),
            models.UniqueConstraint(
                fields=["conversation", "person", "kind"],
                name="one_open_reminder_of_a_kind",
                condition=models.Q(sent_at__isnull=True, cancelled_at__isnull=True),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                name="reminder_due",
                condition=models.Q(sent_at__isnull=True, cancelled_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id} {self.due_at:%Y-%m-%d %H:%M}"


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
