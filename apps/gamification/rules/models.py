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

FORMS_WEEKS = 4


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

    Audience, conditions, limits and rewards are rows, checked by `rules.rows` against the kind of deed; forms are rows
    checked by `rules.offers`.
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
    forms = models.JSONField(_("forms instead of points"), default=list, blank=True)
    forms_weeks = models.PositiveSmallIntegerField(
        _("a form stays for weeks"),
        default=FORMS_WEEKS,
        help_text=_("Then chance draws again, for everybody on the same day."),
    )
    forms_measure = models.CharField(
        _("what the forms should bring"),
        max_length=60,
        blank=True,
        help_text=_("By this the report compares them, and what helped more is drawn more often."),
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


class FormDraw(AppendOnly):
    """In which form somebody has what a rule gives until a moment, as chance decided, and how likely that was.

    `segment` is theirs at the draw, `unit` their company or themselves: colleagues see what each other see. Nothing of
    it ever changes, but that the person becomes null when they are erased.
    """

    NONE = "none"
    """The form of those who go without the rule in an experiment."""

    key = models.CharField(_("key"), max_length=80, unique=True, help_text="{version}:{person}:{until}:{form}")
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="draws", verbose_name=_("rule"))
    version = models.ForeignKey(RuleVersion, models.PROTECT, related_name="+", verbose_name=_("version"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("person"),
    )
    unit = models.CharField(_("unit"), max_length=60)
    segment = models.CharField(_("segment"), max_length=60)
    form = models.CharField(_("form"), max_length=20)
    propensity = models.FloatField(_("propensity"))
    drawn_at = models.DateTimeField(_("drawn"))
    until = models.DateTimeField(_("until"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("draw of a form")
        verbose_name_plural = _("draws of forms")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(propensity__gt=0, propensity__lte=1), name="forms_can_be_drawn")
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "until"], name="draw_in_force"),
            models.Index(fields=["rule", "drawn_at"], name="draw_by_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.form}"


class FormRecord(models.Model):
    """What came of one form of a rule in one segment, as weighed last night. `good` and `bad` are the draws that
    something followed, by the part that turned out well; `value` the share there would be if all had this form, with
    its interval, 0–1: None while too few people or companies stand behind it."""

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="form_records", verbose_name=_("rule"))
    segment = models.CharField(_("segment"), max_length=60)
    form = models.CharField(_("form"), max_length=20)
    measure = models.CharField(_("what it should bring"), max_length=60)
    draws = models.PositiveIntegerField(_("draws"))
    units = models.PositiveIntegerField(_("people or companies"))
    propensity = models.FloatField(_("mean propensity"))
    good = models.FloatField(_("went well"))
    bad = models.FloatField(_("did not"))
    value = models.FloatField(_("share if all had it"), null=True)
    low = models.FloatField(_("at the least"), null=True)
    high = models.FloatField(_("at the most"), null=True)
    weighed_at = models.DateTimeField(_("weighed"))

    class Meta:
        verbose_name = _("what a form brings")
        verbose_name_plural = _("what forms bring")
        ordering: ClassVar = ["rule", "segment", "form"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule", "segment", "form"], name="one_record_of_a_form_per_segment")
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.segment} {self.form}"
