from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutboxEvent(models.Model):
    """Something that happened, written in the transaction in which it happened, handled after it."""

    kind = models.CharField(_("kind"), max_length=80)
    subject = models.CharField(_("subject"), max_length=80, help_text=_("Events of one subject are handled in order."))
    partition = models.PositiveSmallIntegerField(_("partition"))
    payload = models.JSONField(_("payload"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes: ClassVar = [
            models.Index(
                fields=["partition", "id"],
                name="outbox_unhandled",
                condition=models.Q(handled_at__isnull=True),
            ),
            models.Index(fields=["handled_at"], name="outbox_handled_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class FailedDelivery(models.Model):
    """A handler's try that failed. It is retried with back-off, then parked until an operator retries it."""

    event = models.ForeignKey(OutboxEvent, models.CASCADE, related_name="failures", verbose_name=_("event"))
    handler = models.CharField(_("handler"), max_length=120)
    part = models.PositiveIntegerField(_("part"), default=0, help_text=_("Which part of a batch."))
    payload = models.JSONField(_("payload"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=1)
    error = models.TextField(_("last error"), blank=True)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True)
    parked_at = models.DateTimeField(_("parked"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("failed delivery")
        verbose_name_plural = _("failed deliveries")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "handler", "part"], name="one_failure_per_handler_and_part")
        ]
        indexes: ClassVar = [models.Index(fields=["next_try_at"], name="failed_next_try")]

    def __str__(self) -> str:
        return f"{self.handler} ({self.attempts})"


class Slot(models.Model):
    """One turn of a periodic job. Whoever inserts it first runs the job; two schedulers are harmless."""

    job = models.CharField(_("job"), max_length=80)
    number = models.BigIntegerField(_("number"), help_text=_("Unix time divided by the job's period in seconds."))
    claimed_at = models.DateTimeField(_("claimed"), auto_now_add=True)

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "number"], name="one_claim_per_slot")]

    def __str__(self) -> str:
        return f"{self.job} {self.number}"
