"""What is said about a ticket: by models with a confidence, by people with their name."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
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
        indexes: ClassVar = [
            models.Index(fields=["ticket", "field"], name="said_by_people", condition=models.Q(source="person"))
        ]
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


HEAVY = ("weights", "report", "learnt_from")
"""Columns of a version that no list needs."""


class ClassifierVersion(models.Model):
    """What was learnt from the examples that ship and from what operators said of tickets. Keeps weights, no text. How
    it did before it may judge stands in `report`."""

    class State(models.TextChoices):
        ASKED = "asked", _("Being learnt")
        READY = "ready", _("Ready")
        REFUSED = "refused", _("Refused: worse than before")
        FAILED = "failed", _("Failed")

    name = models.CharField(_("name"), max_length=12, blank=True)
    note = models.CharField(_("why now"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"))
    claimed_at = models.DateTimeField(_("begun"), null=True, blank=True, editable=False)
    learnt_at = models.DateTimeField(_("learnt"), null=True, blank=True)
    learnt_from: "models.JSONField[list[int], list[int]]" = models.JSONField(
        _("tickets it learnt from"), default=list, blank=True, editable=False
    )
    weights = models.BinaryField(_("weights"), null=True)
    report: "models.JSONField[Any, Any]" = models.JSONField(_("before and after"), default=dict, editable=False)

    class Meta:
        verbose_name = _("classifier version")
        verbose_name_plural = _("classifier versions")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["state"], name="one_version_is_learnt_at_a_time", condition=models.Q(state="asked")
            )
        ]

    def __str__(self) -> str:
        return gettext("Version %(number)s") % {"number": self.pk}


class ClassifierSwitch(AppendOnly):
    """From here on this version judges; without one, what ships. The newest counts, and nobody can say the next word
    without having read the last one."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    version = models.ForeignKey(
        ClassifierVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="switches",
        verbose_name=_("classifier version"),
    )
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("person")
    )
    at = models.DateTimeField(_("since"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("switch of the classifier")
        verbose_name_plural = _("switches of the classifier")
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.version_id or '-'}"
