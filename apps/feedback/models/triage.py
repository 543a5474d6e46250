"""What is said about a ticket: by models with a confidence, by people with their name."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.append_only.rows import AppendOnly, AppendOnlyQuerySet


class Category(models.TextChoices):
    FUNCTIONAL = "functional", _("Something doesn't work")
    EXPERIENCE = "experience", _("Something is unpleasant to use")
    FEATURE_REQUEST = "feature_request", _("A wish")
    QUESTION = "question", _("A question")
    PRAISE = "praise", _("Praise")
    INVALID = "invalid", _("Not feedback")


class Severity(models.TextChoices):
    CRITICAL = "critical", _("Critical")
    HIGH = "high", _("High")
    NORMAL = "normal", _("Normal")
    LOW = "low", _("Low")


class Area(models.TextChoices):
    CHAT = "chat", _("Conversations")
    MATCHING = "matching", _("Jobs and matches")
    POINTS = "points", _("Points and missions")
    RESUME = "resume", _("Résumé")
    ACCOUNT = "account", _("Account and sign-in")
    NOTIFICATIONS = "notifications", _("Notifications")
    HELP = "help", _("Help")
    OTHER = "other", _("Something else")


class SpamBand(models.TextChoices):
    CLEAR = "clear", _("No spam")
    UNSURE = "unsure", _("Perhaps spam")
    SPAM = "spam", _("Spam")


class Language(models.TextChoices):
    """In which language a text is written; `apps.language.detect` says so."""

    ENGLISH = "en", _("English")
    CHINESE = "zh", _("Chinese")
    MIXED = "mixed", _("Mixed")
    OTHER = "und", _("Other")


class Mood(models.TextChoices):
    POSITIVE = "positive", _("Pleased")
    NEUTRAL = "neutral", _("Neutral")
    NEGATIVE = "negative", _("Displeased")


class Field(models.TextChoices):
    """What can be said about a ticket."""

    LANGUAGE = "language", _("Language")
    CATEGORY = "category", _("Category")
    SEVERITY = "severity", _("Severity")
    AREA = "area", _("Area")
    SENTIMENT = "sentiment", _("Mood")
    SPAM = "spam", _("Spam")


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


class DuplicateLink(models.Model):
    """`ticket` seems to say what `other` said before. A suggestion until a person confirms or dismisses it."""

    ticket = models.ForeignKey("feedback.Ticket", models.CASCADE, related_name="duplicates", verbose_name=_("ticket"))
    other = models.ForeignKey(
        "feedback.Ticket", models.CASCADE, related_name="duplicated_by", verbose_name=_("earlier ticket")
    )
    score = models.FloatField(_("likeness"), help_text=_("0 to 1"))
    model_version = models.CharField(_("model version"), max_length=60, blank=True)
    confirmed = models.BooleanField(_("confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    confirmed_at = models.DateTimeField(_("decided"), null=True, blank=True)
    created_at = models.DateTimeField(_("suggested"), auto_now_add=True)

    class Meta:
        verbose_name = _("likely duplicate")
        verbose_name_plural = _("likely duplicates")
        ordering: ClassVar = ["-score"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ticket", "other"], name="one_link_per_pair_of_tickets"),
            models.CheckConstraint(condition=~models.Q(ticket=models.F("other")), name="no_ticket_duplicates_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} ≈ {self.other_id}"
