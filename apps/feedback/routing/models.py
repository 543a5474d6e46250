"""Who takes which tickets, and how soon they are to be answered: rows that operators edit."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.accounts.models import Segment
from apps.feedback.sla.clocks import Terms
from apps.feedback.sla.models import WorkCalendar
from apps.feedback.tickets.labels import Area, Category, Severity
from apps.ui.bilingual import in_language

MOST_HOURS = 720


class Team(models.Model):
    """Operators who share a queue. What the first tier can't settle goes on to a higher one."""

    name_en = models.CharField(_("name (English)"), max_length=80)
    name_zh = models.CharField(_("name (Chinese)"), max_length=80)
    tier = models.PositiveSmallIntegerField(
        _("tier"), default=1, validators=[MinValueValidator(1), MaxValueValidator(3)], help_text=_("1 to 3.")
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="support_teams", verbose_name=_("members")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering: ClassVar = ["tier", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_zh)


class RoutingRule(models.Model):
    """The first rule that fits a ticket gives it a team and says how long it may wait. What a rule leaves open fits
    every ticket."""

    place = models.PositiveSmallIntegerField(_("place"), default=100, help_text=_("The lowest is tried first."))
    area = models.CharField(_("area"), max_length=14, choices=Area.choices, blank=True)
    category = models.CharField(_("category"), max_length=16, choices=Category.choices, blank=True)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity.choices, blank=True)
    segment = models.ForeignKey(
        Segment,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("segment"),
        help_text=_("Of the reporter, as it was computed last night."),
    )
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="rules", verbose_name=_("team"))
    answer_hours = models.PositiveSmallIntegerField(
        _("answer within hours"), validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)]
    )
    solve_hours = models.PositiveSmallIntegerField(
        _("solve within hours"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)],
        help_text=_("Without the time in which we wait for the reporter."),
    )
    calendar = models.ForeignKey(
        WorkCalendar,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rules",
        verbose_name=_("calendar of work"),
        help_text=_("By which the hours count; around the clock without one."),
    )
    warn_percent = models.PositiveSmallIntegerField(
        _("warn after percent"),
        default=80,
        validators=[MinValueValidator(10), MaxValueValidator(100)],
        help_text=_("Of the time; whoever works on it is told."),
    )
    escalates_to = models.ForeignKey(
        Team,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("goes to, when too late"),
        help_text=_("Without one, to the team of the next tier."),
    )
    is_active = models.BooleanField(_("in use"), default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing rules")
        ordering: ClassVar = ["place", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(solve_hours=None) | models.Q(solve_hours__gte=models.F("answer_hours")),
                name="solved_no_sooner_than_answered",
                violation_error_message=_("A solution can't be due before the answer."),
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """What it asks for: "Critical · Conversations", "Every ticket"."""
        asked = [
            self.get_severity_display() if self.severity else "",
            self.get_category_display() if self.category else "",
            self.get_area_display() if self.area else "",
            self.segment.name if self.segment else "",
        ]
        return " · ".join(str(word) for word in asked if word) or str(_("Every ticket"))

    @property
    def answer_terms(self) -> Terms:
        return self._terms(self.answer_hours)

    @property
    def solution_terms(self) -> Terms | None:
        return self._terms(self.solve_hours) if self.solve_hours else None

    def _terms(self, hours: int) -> Terms:
        return Terms(timedelta(hours=hours), self.warn_percent / 100, self.calendar)

    def fits(self, *, area: str, category: str, severity: str, segments: frozenset[str]) -> bool:
        return (
            self.area in ("", area)
            and self.category in ("", category)
            and self.severity in ("", severity)
            and (self.segment is None or self.segment.key in segments)
        )
