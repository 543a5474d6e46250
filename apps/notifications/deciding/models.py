from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    IN_APP = "in_app", _("In Rapport")
    PUSH = "push", _("Push")
    EMAIL = "email", _("E-mail")


class NotificationPreference(models.Model):
    """What a person chose for a kind and channel where it isn't the default; see `preferences.py`."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notification_preferences", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=60)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    is_on = models.BooleanField(_("on"))
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("choice of notifications")
        verbose_name_plural = _("choices of notifications")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind", "channel"], name="one_choice_a_kind_and_channel")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.channel}"


class Notification(models.Model):
    """One cause told to one person over one channel. The text is made from `kind` and `facts` in the reader's language
    when it is read, so it follows a change of language."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=60)
    cause = models.CharField(_("cause"), max_length=120, help_text=_("What happened, for example ticket:12:solved."))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    facts = models.JSONField(_("facts"), default=dict)
    url = models.CharField(_("address"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cause", "person", "channel"], name="one_notification_per_cause")
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "channel", "-id"], name="notification_history"),
            models.Index(
                fields=["due_at"],
                name="notification_due",
                condition=models.Q(sent_at__isnull=True, cancelled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.cause}"
