"""How long somebody may wait for us, as rows: the calendars by which it is counted, a clock for each wait, and what
became of it."""

from functools import cached_property
from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.append_only.rows import AppendOnly, AppendOnlyQuerySet
from apps.chat.availability.office_hours import COUNTRIES, read_stretches
from apps.errors import InvalidInput
from apps.feedback.sla.working_time import Schedule
from apps.ui.bilingual import in_language

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def check_stretches(text: str) -> None:
    try:
        read_stretches(text)
    except InvalidInput as error:
        raise ValidationError(str(error)) from error


def check_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("Write a zone as in “Asia/Shanghai” or “Europe/Berlin”."))


class Stretches(models.CharField):
    """The stretches of one weekday, as people write them."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs |= {"max_length": 120, "blank": True, "validators": [check_stretches]}
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


class WorkCalendar(models.Model):
    """When a team works, by weekday on the clock of its zone, without the holidays of a country and the days on which
    it is closed."""

    name_en = models.CharField(_("name (English)"), max_length=80)
    name_zh = models.CharField(_("name (Chinese)"), max_length=80)
    zone = models.CharField(_("time zone"), max_length=64, default="Asia/Shanghai", validators=[check_zone])
    country = models.CharField(
        _("holidays of"),
        max_length=2,
        blank=True,
        choices=list(COUNTRIES.items()),
        help_text=_("They are free, and days that make up for them are worked, as in China."),
    )
    monday = Stretches(_("Monday"), help_text=_("For example 9:00–12:00, 13:00–18:00; empty for a free day."))
    tuesday = Stretches(_("Tuesday"))
    wednesday = Stretches(_("Wednesday"))
    thursday = Stretches(_("Thursday"))
    friday = Stretches(_("Friday"))
    saturday = Stretches(_("Saturday"))
    sunday = Stretches(_("Sunday"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("calendar of work")
        verbose_name_plural = _("calendars of work")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return in_language(self.name_en, self.name_zh)

    def clean(self) -> None:
        if not any(getattr(self, day).strip() for day in WEEKDAYS):
            raise ValidationError(_("Nobody would ever work: give at least one day its hours."))

    @cached_property
    def schedule(self) -> Schedule:
        return Schedule(
            week={number: read_stretches(getattr(self, day)) for number, day in enumerate(WEEKDAYS)},
            zone=ZoneInfo(self.zone),
            country=self.country,
            closed=frozenset(self.closed_days.values_list("day", flat=True)),
        )


class ClosedDay(models.Model):
    """A day on which nobody works beside the public holidays."""

    calendar = models.ForeignKey(
        WorkCalendar, models.CASCADE, related_name="closed_days", verbose_name=_("calendar of work")
    )
    day = models.DateField(_("day"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("day on which it is closed")
        verbose_name_plural = _("days on which it is closed")
        ordering: ClassVar = ["day"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["calendar", "day"], name="closed_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day}"


class Clock(models.Model):
    """One wait for us. `due_at` is frozen when it starts; a pause moves it by what was left, and from its end on
    nothing does. `is_met` is None until it was decided: kept, or too late, whichever came first."""

    class Kind(models.TextChoices):
        FIRST = "first", _("First answer")
        NEXT = "next", _("Further answer")
        SOLUTION = "solution", _("Solution")

    ticket = models.ForeignKey("feedback.Ticket", models.PROTECT, related_name="clocks", verbose_name=_("ticket"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    calendar = models.ForeignKey(
        WorkCalendar, models.PROTECT, null=True, related_name="+", verbose_name=_("calendar of work")
    )
    team = models.ForeignKey(
        "feedback.Team",
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("team"),
        help_text=_("The one that had the ticket when it was decided."),
    )
    started_at = models.DateTimeField(_("started"))
    due_at = models.DateTimeField(_("due by"))
    warn_at = models.DateTimeField(_("warning from"))
    paused_at = models.DateTimeField(_("paused since"), null=True)
    warned_at = models.DateTimeField(_("warned"), null=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    is_met = models.BooleanField(_("in time"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ticket", "kind"], name="one_clock_of_a_kind_runs", condition=models.Q(ended_at=None)
            ),
            models.UniqueConstraint(fields=["ticket"], name="one_first_answer", condition=models.Q(kind="first")),
            models.CheckConstraint(
                condition=models.Q(decided_at=None, is_met=None)
                | models.Q(decided_at__isnull=False, is_met__isnull=False),
                name="decided_one_way_or_the_other",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["warn_at"],
                name="clock_to_warn",
                condition=models.Q(ended_at=None, paused_at=None, warned_at=None),
            ),
            models.Index(
                fields=["due_at"],
                name="clock_to_decide",
                condition=models.Q(ended_at=None, paused_at=None, decided_at=None),
            ),
            models.Index(fields=["decided_at"], name="clock_decided"),
        ]

    def __str__(self) -> str:
        return f"#{self.ticket_id} {self.get_kind_display()}"

    @property
    def schedule(self) -> Schedule | None:
        return self.calendar.schedule if self.calendar else None

    @property
    def is_late(self) -> bool:
        return self.is_met is False


class ClockEvent(AppendOnly):
    """What happened to a clock, and when it was due from then on."""

    class Kind(models.TextChoices):
        STARTED = "started", _("Started")
        PAUSED = "paused", _("Paused: we wait for the reporter")
        RESUMED = "resumed", _("Goes on")
        WARNED = "warned", _("Warned")
        LATE = "late", _("Too late")
        ENDED = "ended", _("Ended")

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="events", verbose_name=_("clock"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    at = models.DateTimeField(_("at"))
    due_at = models.DateTimeField(_("due by"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of a clock")
        verbose_name_plural = _("events of clocks")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.kind}"
