"""The blind sample: tickets of a week, drawn by lot, that people label without having seen what the models said."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.feedback.tickets.labels import Category, Mood, Severity
from apps.feedback.tickets.models import Ticket


class SampledTicket(models.Model):
    ticket = models.OneToOneField(Ticket, models.CASCADE, related_name="+", verbose_name=_("ticket"))
    week = models.DateField(_("week from"), db_index=True, help_text=_("The Monday before it came in."))

    class Meta:
        verbose_name = _("sampled ticket")
        verbose_name_plural = _("sampled tickets")

    def __str__(self) -> str:
        return f"#{self.ticket_id}"


class BlindLabel(models.Model):
    """What one operator says of one sampled ticket; what can't be told stays empty. The first one counts as the truth,
    a second one by somebody else tells how far people agree."""

    sampled = models.ForeignKey(SampledTicket, models.CASCADE, related_name="labels", verbose_name=_("ticket"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("person")
    )
    category = models.CharField(_("category"), max_length=16, choices=Category.choices, blank=True)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity.choices, blank=True)
    sentiment = models.CharField(_("mood"), max_length=10, choices=Mood.choices, blank=True)
    at = models.DateTimeField(_("said"))

    class Meta:
        verbose_name = _("blind label")
        verbose_name_plural = _("blind labels")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sampled", "by"], name="one_blind_label_a_person_and_ticket")
        ]

    def __str__(self) -> str:
        return f"{self.sampled_id}: {self.by_id}"
