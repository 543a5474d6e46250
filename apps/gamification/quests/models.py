from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.accounts.models import Company, Role
from apps.gamification.deeds.registry import deed_choices
from apps.gamification.rules.models import Rule
from apps.ui.bilingual import in_language

ENDS_LATER = _("It must end after it begins.")
TIME_TO_FINISH = timedelta(days=14)
"""For who had begun a mission without an end of its own when operators ended it."""

SETTLES_LATE = timedelta(days=45)
"""How long after its end an award for what was done in time may settle."""


class Life(models.TextChoices):
    DRAFT = "draft", _("Draft")
    LIVE = "live", _("Live")
    ENDED = "ended", _("Ended")


class Occasion(models.TextChoices):
    SPRING = "spring", _("Spring recruiting")
    AUTUMN = "autumn", _("Autumn recruiting")
    GRADUATION = "graduation", _("Graduation season")
    HOLIDAY = "holiday", _("A holiday")
    OTHER = "other", _("Another occasion")


class Campaign(models.Model):
    """Missions, and rules, that belong to a time of the year. It promises nothing before it is live; when it ends,
    whoever began one of its missions may finish it, and what its rules gave stays."""

    key = models.SlugField(_("key"), unique=True)
    occasion = models.CharField(_("occasion"), max_length=12, choices=Occasion.choices, default=Occasion.OTHER)
    title_en = models.CharField(_("title (English)"), max_length=120)
    title_zh = models.CharField(_("title (Chinese)"), max_length=120)
    about_en = models.TextField(_("what it is about (English)"), max_length=600)
    about_zh = models.TextField(_("what it is about (Chinese)"), max_length=600)
    segments = models.JSONField(_("in segments"), default=list, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    state = models.CharField(_("state"), max_length=8, choices=Life.choices, default=Life.DRAFT)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    rules = models.ManyToManyField(
        Rule,
        related_name="campaigns",
        blank=True,
        verbose_name=_("rules"),
        help_text=_("Drafts that go live with it and count between its beginning and its end."),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering: ClassVar = ["starts_at", "key"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="campaigns_end_later",
                violation_error_message=ENDS_LATER,
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_en, self.title_zh)

    @property
    def about(self) -> str:
        return in_language(self.about_en, self.about_zh)

    @property
    def over_at(self) -> datetime:
        return min(self.ended_at, self.ends_at) if self.ended_at else self.ends_at


class MissionQuerySet(models.QuerySet["Mission"]):
    def working(self, now: datetime) -> "MissionQuerySet":
        """For which deeds may still count: live, or over so lately that an award may still settle."""
        lately = now - SETTLES_LATE
        is_open = models.Q(ends_at=None, ended_at=None) | models.Q(ends_at=None, ended_at__gt=lately)
        return self.exclude(state=Life.DRAFT).filter(is_open | models.Q(ends_at__gt=lately))


class Mission(models.Model):
    """Deeds in stages that lead somewhere: a newcomer through the product, a person to a goal, a company's people
    together. What it asks and promises is fixed from the moment it is live; its words may be mended."""

    class Kind(models.TextChoices):
        NEWCOMER = "newcomer", _("First steps")
        QUEST = "quest", _("Mission")
        TEAM = "team", _("Team mission")

    key = models.SlugField(_("key"), unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.QUEST)
    role = models.CharField(_("for role"), max_length=12, choices=Role.choices, blank=True)
    segments = models.JSONField(_("in segments"), default=list, blank=True)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="missions", verbose_name=_("campaign")
    )
    title_en = models.CharField(_("title (English)"), max_length=120)
    title_zh = models.CharField(_("title (Chinese)"), max_length=120)
    intro_en = models.TextField(_("introduction (English)"), max_length=600)
    intro_zh = models.TextField(_("introduction (Chinese)"), max_length=600)
    starts_at = models.DateTimeField(_("counts from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("counts until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=Life.choices, default=Life.DRAFT)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    history = HistoricalRecords()

    objects = MissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mission")
        verbose_name_plural = _("missions")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None)
                | models.Q(starts_at=None)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="missions_end_later",
                violation_error_message=ENDS_LATER,
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_en, self.title_zh)

    @property
    def intro(self) -> str:
        return in_language(self.intro_en, self.intro_zh)

    @property
    def is_for_teams(self) -> bool:
        return self.kind == self.Kind.TEAM

    @property
    def closes_at(self) -> datetime | None:
        """Until when who has begun may finish it: as promised, also when it was ended before."""
        if self.ends_at is None and self.ended_at is not None:
            return self.ended_at + TIME_TO_FINISH
        return self.ends_at

    def counts(self, done_at: datetime, *, has_begun: bool) -> bool:
        """Whether what was done then counts, for who had begun before it was ended, or hadn't."""
        if self.state == Life.DRAFT or (self.starts_at and done_at < self.starts_at):
            return False
        if self.ended_at is not None and not has_begun:
            return done_at < self.ended_at and (self.ends_at is None or done_at < self.ends_at)
        return self.closes_at is None or done_at < self.closes_at


class MissionStage(models.Model):
    """A stage of a mission and what passing it brings: rows as those of rules, {"kind": "points", "amount": 10}."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="stages", verbose_name=_("mission"))
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    title_en = models.CharField(_("title (English)"), max_length=120)
    title_zh = models.CharField(_("title (Chinese)"), max_length=120)
    rewards = models.JSONField(_("rewards"), default=list, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering: ClassVar = ["mission", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mission", "number"], name="one_stage_per_number"),
            models.CheckConstraint(
                condition=models.Q(number__gt=0),
                name="stages_count_from_one",
                violation_error_message=_("Stages count from 1."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_en, self.title_zh)


class MissionStep(models.Model):
    """One kind of deed of a stage, how many of it, and the words that lead to it."""

    class Counts(models.TextChoices):
        DONE = "done", _("when it is done")
        AWARDED = "awarded", _("when an award for it counts")

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="steps", verbose_name=_("mission"))
    stage = models.PositiveSmallIntegerField(_("stage"), default=1)
    position = models.PositiveSmallIntegerField(_("position"))
    deed = models.CharField(_("deed"), max_length=40, choices=deed_choices)
    count = models.PositiveSmallIntegerField(_("how many"), default=1)
    counts = models.CharField(
        _("counts"),
        max_length=8,
        choices=Counts.choices,
        default=Counts.DONE,
        help_text=_("What can be done alone any number of times should count only when an award for it does."),
    )
    of_different_people = models.BooleanField(
        _("each with another person"), default=False, help_text=_("Several with the same person count as one.")
    )
    title_en = models.CharField(_("title (English)"), max_length=120)
    title_zh = models.CharField(_("title (Chinese)"), max_length=120)
    hint_en = models.CharField(_("hint (English)"), max_length=300)
    hint_zh = models.CharField(_("hint (Chinese)"), max_length=300)
    url_name = models.CharField(
        _("where to do it"), max_length=60, blank=True, help_text=_("The name of a page, for example matching:jobs.")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering: ClassVar = ["mission", "stage", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mission", "position"], name="one_step_per_position"),
            models.CheckConstraint(
                condition=models.Q(count__gt=0) & models.Q(count__lte=100),
                name="steps_ask_for_something",
                violation_error_message=_("A step asks for 1 to 100 deeds."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_en, self.title_zh)

    @property
    def hint(self) -> str:
        return in_language(self.hint_en, self.hint_zh)


class StepDone(models.Model):
    """A deed that a person really did and that counts for a step; for a team mission, the company it counts for.
    Withdrawn when it is taken back; it comes back with it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="steps_done")
    company = models.ForeignKey(Company, models.CASCADE, null=True, related_name="+")
    step = models.ForeignKey(MissionStep, models.CASCADE, related_name="done")
    evidence = models.CharField(_("evidence"), max_length=80)
    other = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    done_at = models.DateTimeField(_("done"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    class Meta:
        verbose_name = _("step done")
        verbose_name_plural = _("steps done")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "step", "evidence"], name="one_mark_per_deed")
        ]
        indexes: ClassVar = [
            models.Index(fields=["company", "step"], name="steps_of_a_company"),
            models.Index(fields=["evidence"], name="steps_by_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.step_id}"


class StagePassed(models.Model):
    """That a person passed a stage, alone or with their company; undone when a deed that it stood on was taken back."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="stages_passed")
    mission = models.ForeignKey(Mission, models.CASCADE, related_name="passed")
    number = models.PositiveSmallIntegerField(_("stage"))
    passed_at = models.DateTimeField(_("passed"))
    undone_at = models.DateTimeField(_("undone"), null=True)

    class Meta:
        verbose_name = _("stage passed")
        verbose_name_plural = _("stages passed")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "mission", "number"], name="one_passing_per_stage")
        ]
        indexes: ClassVar = [models.Index(fields=["passed_at"], name="stages_by_time")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.mission_id}.{self.number}"
