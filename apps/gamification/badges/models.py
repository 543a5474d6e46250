from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.events.long_work import LongWork
from apps.gamification.badges.measures import deed_choices_of_awards, measure_choices
from apps.ui.bilingual import in_language


class BadgeSeries(models.Model):
    """Badges that belong together, in the order in which they are shown."""

    key = models.SlugField(_("key"), unique=True)
    name_en = models.CharField(_("name (English)"), max_length=60)
    name_zh = models.CharField(_("name (Chinese)"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("badge series")
        verbose_name_plural = _("badge series")
        ordering: ClassVar = ["position", "key"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_zh)


class Badge(models.Model):
    """What is remembered of what somebody did. `measure` says what is counted of their awards (of one kind of deed, or
    of all; between two times, where they are set), its grades from how many on one has it.

    One that is secret shows neither name nor condition before somebody has it.
    """

    series = models.ForeignKey(BadgeSeries, models.PROTECT, related_name="badges", verbose_name=_("series"))
    key = models.SlugField(_("key"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name_en = models.CharField(_("name (English)"), max_length=60)
    name_zh = models.CharField(_("name (Chinese)"), max_length=60)
    about_en = models.CharField(_("what it is for (English)"), max_length=200)
    about_zh = models.CharField(_("what it is for (Chinese)"), max_length=200)
    title_en = models.CharField(
        _("title to wear (English)"),
        max_length=30,
        blank=True,
        help_text=_("Whoever has the badge may show it beside their name. Empty: it carries none."),
    )
    title_zh = models.CharField(_("title to wear (Chinese)"), max_length=30, blank=True)
    measure = models.CharField(_("what is counted"), max_length=12, choices=measure_choices)
    deed = models.CharField(_("of which kind of deed"), max_length=40, blank=True, choices=deed_choices_of_awards)
    starts_at = models.DateTimeField(_("counts from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("counts until"), null=True, blank=True)
    is_secret = models.BooleanField(_("secret until one has it"), default=False)
    is_live = models.BooleanField(_("in use"), default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        ordering: ClassVar = ["series__position", "position", "key"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(title_en="", title_zh="") | (~models.Q(title_en="") & ~models.Q(title_zh="")),
                name="titles_in_both_languages",
                violation_error_message=_("A title needs both languages."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_zh)

    @property
    def title(self) -> str:
        """Empty where it carries none."""
        return in_language(self.title_en, self.title_zh)

    @property
    def about(self) -> str:
        return in_language(self.about_en, self.about_zh)


class BadgeGrade(models.Model):
    """Bronze, silver, gold: from how many on."""

    class Grade(models.IntegerChoices):
        BRONZE = 1, _("Bronze")
        SILVER = 2, _("Silver")
        GOLD = 3, _("Gold")

    badge = models.ForeignKey(Badge, models.CASCADE, related_name="grades", verbose_name=_("badge"))
    grade = models.PositiveSmallIntegerField(_("grade"), choices=Grade.choices)
    least = models.PositiveIntegerField(_("from how many"))

    class Meta:
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        ordering: ClassVar = ["badge", "grade"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["badge", "grade"], name="one_step_a_grade"),
            models.CheckConstraint(
                condition=models.Q(least__gt=0),
                name="grades_ask_for_something",
                violation_error_message=_("A grade asks for one at least."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_grade_display()} · {self.least}"


class BadgeHeld(models.Model):
    """A grade of a badge that somebody reached. Revoked when what it was for is taken back; whoever reaches it again
    has it again, and isn't told twice."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="badges_held", verbose_name=_("person")
    )
    badge = models.ForeignKey(Badge, models.PROTECT, related_name="held", verbose_name=_("badge"))
    grade = models.PositiveSmallIntegerField(_("grade"), choices=BadgeGrade.Grade.choices)
    reached_at = models.DateTimeField(_("reached"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("badge of a person")
        verbose_name_plural = _("badges of people")
        ordering: ClassVar = ["-reached_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "badge", "grade"], name="one_badge_a_grade"),
        ]

    def __str__(self) -> str:
        return f"{self.badge} · {self.get_grade_display()}"


class BadgeRun(LongWork):
    """A silent look at everybody: after badges were made or changed, and each night."""

    done = models.PositiveIntegerField(_("people looked at"), default=0)
    total = models.PositiveIntegerField(_("people in all"), default=0)
    given = models.PositiveIntegerField(_("badges given"), default=0)
    revoked = models.PositiveIntegerField(_("badges revoked"), default=0)

    class Meta:
        verbose_name = _("run over all badges")
        verbose_name_plural = _("runs over all badges")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.done}/{self.total}"
