from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.accounts.models import Role
from apps.append_only.rows import AppendOnly, AppendOnlyQuerySet
from apps.errors import Conflict
from apps.gamification.deeds.deed import DEED_CHOICES
from apps.gamification.deeds.references import reference_words
from apps.ui.bilingual import in_language


class Rule(models.Model):
    """What is worth points. The words are for the public rules page; the numbers live in its versions."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        LIVE = "live", _("Live")
        PAUSED = "paused", _("Paused")
        RETIRED = "retired", _("Retired")

    key = models.SlugField(_("key"), unique=True)
    deed = models.CharField(_("deed"), max_length=40, choices=DEED_CHOICES)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    name_en = models.CharField(_("name (English)"), max_length=120)
    name_zh = models.CharField(_("name (Chinese)"), max_length=120)
    why_en = models.TextField(_("explanation (English)"), max_length=600)
    why_zh = models.TextField(_("explanation (Chinese)"), max_length=600)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering: ClassVar = ["key"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_zh)

    @property
    def why(self) -> str:
        return in_language(self.why_en, self.why_zh)


class RuleVersion(models.Model):
    """The numbers of a rule at one time. Immutable once published: a change is a new version, old awards keep theirs.

    Zero means no limit in each `max_…` field and in `budget`, which counts the points of the rule's awards that are
    settled or still pending: what lapses or is reversed is free again.
    """

    class Settling(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        RECIPROCATED = "reciprocated", _("When the other side answers in earnest")

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="versions", verbose_name=_("rule"))
    number = models.PositiveIntegerField(_("version"))
    points = models.PositiveIntegerField(_("points"))
    role = models.CharField(
        _("for role"), max_length=12, choices=Role.choices, blank=True, help_text=_("Empty means for everybody.")
    )
    max_wait_hours = models.PositiveIntegerField(_("answered within hours"), default=0)
    settling = models.CharField(_("settles"), max_length=12, choices=Settling.choices, default=Settling.AT_ONCE)
    settle_within_days = models.PositiveIntegerField(_("settles within days"), default=14)
    max_per_day = models.PositiveIntegerField(_("at most a day"), default=0)
    max_per_counterparty = models.PositiveIntegerField(_("at most with one person"), default=0)
    cooldown_minutes = models.PositiveIntegerField(_("minutes between two"), default=0)
    budget = models.PositiveIntegerField(_("budget in points"), default=0)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("published by")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rule version")
        verbose_name_plural = _("rule versions")
        ordering: ClassVar = ["rule", "-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["rule", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return _("%(rule)s, version %(number)d") % {"rule": self.rule, "number": self.number}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises Conflict when a published version would change."""
        if self.pk and RuleVersion.objects.filter(pk=self.pk, published_at__isnull=False).exists():
            raise Conflict(_("A published version never changes. Make a new one."))
        super().save(*args, **kwargs)


class Outcome(models.TextChoices):
    AWARDED = "awarded", _("awarded")
    PENDING = "pending", _("pending")
    CAPPED = "capped", _("daily limit reached")
    COUNTERPARTY = "counterparty", _("limit with this person reached")
    COOLDOWN = "cooldown", _("too soon after the last one")
    BUDGET = "budget", _("the rule's budget is used up")
    INELIGIBLE = "ineligible", _("the conditions weren't met")


class RuleDecision(AppendOnly):
    """What a rule said about one deed of one person, and why. Made once, whatever is delivered twice.

    Nothing of it ever changes, but that a person becomes null when they are erased.
    """

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="decisions", verbose_name=_("rule"))
    version = models.ForeignKey(RuleVersion, models.PROTECT, verbose_name=_("version"))
    deed = models.CharField(_("deed"), max_length=80, help_text=_("For example message:991."))
    beneficiary = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        db_index=False,
        related_name="rule_decisions",
        verbose_name=_("person"),
    )
    counterparty = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("other person"),
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices)
    facts = models.JSONField(_("facts"), default=dict)
    points = models.PositiveIntegerField(_("points"), default=0)
    decided_at = models.DateTimeField(_("decided"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule", "deed", "beneficiary"], name="one_decision_per_deed")
        ]
        indexes: ClassVar = [
            models.Index(fields=["beneficiary", "-decided_at"], name="decision_history"),
            models.Index(fields=["rule", "beneficiary", "decided_at"], name="decision_limits"),
            models.Index(fields=["beneficiary", "counterparty"], name="decision_pair"),
            models.Index(fields=["deed"], name="decision_deed"),
        ]

    def __str__(self) -> str:
        return f"{reference_words(self.deed)} · {self.get_outcome_display()}"
