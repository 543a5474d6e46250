"""What is said about a ticket: by models with a confidence, by people with their name."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.append_only.rows import AppendOnly, AppendOnlyQuerySet
from apps.feedback.tickets.labels import Field


class Source(models.TextChoices):
    MODEL = "model", _("Model")
    PERSON = "person", _("Person")


class Classification(AppendOnly):
    """One statement about one ticket. The newest by a person counts; without one, the newest by a model."""

    ticket = models.ForeignKey(
        "feedback.Ticket", models.PROTECT, related_name="classifications", verbose_name=_("ticket")
    )
    field = models.CharField(_("field"), max_length=12, choices=Field.choices)
    value = models.CharField(_("value"), max_length=20)
    confidence = models.FloatField(_("confidence"), help_text=_("0 to 1; a person is always sure."))
    source = models.CharField(_("said by"), max_length=6, choices=Source.choices)
    model_version = models.CharField(_("model version"), max_length=60, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    created_at = models.DateTimeField(_("said"), auto_now_add=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("classification")
        verbose_name_plural = _("classifications")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ticket", "field", "model_version"],
                name="one_verdict_per_model_and_field",
                condition=models.Q(source="model"),
            ),
            models.CheckConstraint(
                condition=models.Q(confidence__gte=0, confidence__lte=1), name="confidence_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.field}={self.value}"
