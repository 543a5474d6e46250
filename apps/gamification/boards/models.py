from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.accounts.models import Role, Segment
from apps.ui.bilingual import in_language


class Board(models.Model):
    """A ranking of people of one role, or of one segment of them. Only they see it."""

    key = models.SlugField(_("key"), unique=True)
    name_en = models.CharField(_("name (English)"), max_length=60)
    name_zh = models.CharField(_("name (Chinese)"), max_length=60)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    segment = models.ForeignKey(
        Segment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("segment")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_live = models.BooleanField(_("in use"), default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("ranking")
        verbose_name_plural = _("rankings")
        ordering: ClassVar = ["position", "key"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_zh)


class BoardRow(models.Model):
    """Where a person stood on a board, for a week or month of UTC, when the last snapshot of it was taken. Who has as
    many points has the same rank, and the next one is counted on."""

    class Period(models.TextChoices):
        WEEK = "week", _("Week")
        MONTH = "month", _("Month")

    board = models.ForeignKey(Board, models.CASCADE, related_name="rows", verbose_name=_("ranking"))
    period = models.CharField(_("period"), max_length=5, choices=Period.choices)
    starts_on = models.DateField(_("begins"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="board_rows", verbose_name=_("person")
    )
    points = models.PositiveIntegerField(_("points"))
    rank = models.PositiveIntegerField(_("rank"))

    class Meta:
        verbose_name = _("place on a ranking")
        verbose_name_plural = _("places on rankings")
        ordering: ClassVar = ["board", "period", "starts_on", "rank", "person"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["board", "period", "starts_on", "person"], name="one_place_on_a_board_a_period"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["board", "period", "starts_on", "rank", "person"], name="board_row_ranked"),
        ]

    def __str__(self) -> str:
        return f"{self.rank} · {self.points}"
