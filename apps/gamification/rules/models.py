from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.append_only.rows import AppendOnly, AppendOnlyQuerySet
from apps.errors import Conflict
from apps.gamification.deeds.references import reference_words
from apps.gamification.deeds.registry import deed_choices
from apps.gamification.rules.limits import Limit
from apps.ui.bilingual import in_language


class Rule(models.Model):
    """What is worth points. What it says is in its versions; its own name is that of the version in force."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        LIVE = "live", _("Live")
        PAUSED = "paused", _("Paused")
        RETIRED = "retired", _("Retired")

    key = models.SlugField(_("key"), unique=True)
    deed = models.CharField(_("deed"), max_length=40, choices=deed_choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    name_en = models.CharField(_("name (English)"), max_length=120)
    name_zh = models.CharField(_("name (Chinese)"), max_length=120)
    starts_at = models.DateTimeField(_("counts from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("counts until"), null=True, blank=True)
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

    def covers(self, moment: datetime) -> bool:
        """Whether what is done at this moment is within its window; without one always."""
        return (self.starts_at is None or self.starts_at <= moment) and (self.ends_at is None or moment < self.ends_at)


class RuleVersion(models.Model):
    """What a rule says from one time on: for whom, under which conditions, within which limits, for what, in which
    words. Immutable once published: a change is a new version, old awards keep theirs.

    Audience, conditions, limits and rewards are rows, checked by `rules.rows` against the kind of deed.
    """

    class Settling(models.TextChoices):
        AT_ONCE = "at_once", _("Without the other side")
        RECIPROCATED = "reciprocated", _("When the other side answers in earnest")

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="versions", verbose_name=_("rule"))
    number = models.PositiveIntegerField(_("version"))
    audience = models.JSONField(_("for whom"), default=list, blank=True)
    conditions = models.JSONField(_("conditions"), default=list, blank=True)
    limits = models.JSONField(_("limits"), default=list, blank=True)
    rewards = models.JSONField(_("rewards"), default=list, blank=True)
    settling = models.CharField(_("settles"), max_length=12, choices=Settling.choices, default=Settling.AT_ONCE)
    settle_within_days = models.PositiveIntegerField(_("settles within days"), default=14)
    hold_hours = models.PositiveIntegerField(
        _("held for hours"),
        default=0,
        help_text=_(
            "How long points wait before they count, so that one can look. Accounts of the first two weeks wait three "
            "times as long. With 0 they count at once, and who confirms them isn't looked at."
        ),
    )
    name_en = models.CharField(_("name (English)"), max_length=120)
    name_zh = models.CharField(_("name (Chinese)"), max_length=120)
    why_en = models.TextField(_("explanation (English)"), max_length=600)
    why_zh = models.TextField(_("explanation (Chinese)"), max_length=600)
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

    @property
    def points(self) -> int:
        """What one award is worth at most."""
        return next((row["amount"] for row in self.rewards if row["kind"] == "points"), 0)

    @property
    def coins(self) -> int:
        """What one award gives at most."""
        return next((row["amount"] for row in self.rewards if row["kind"] == "coins"), 0)

    @property
    def limit_rows(self) -> list[Limit]:
        return [Limit.from_row(row) for row in self.limits]

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_zh)

    @property
    def why(self) -> str:
        return in_language(self.why_en, self.why_zh)


class Outcome(models.TextChoices):
    AWARDED = "awarded", _("awarded")
    PENDING = "pending", _("pending")
    CAPPED = "capped", _("limit reached")
    COUNTERPARTY = "counterparty", _("limit with this person reached")
    COOLDOWN = "cooldown", _("too soon after the last one")
    BUDGET = "budget", _("shared limit reached")
    INELIGIBLE = "ineligible", _("the conditions weren't met")
    HOLDOUT = "holdout", _("goes without the rule for a while")


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
