from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Streak(models.Model):
    """How many of a person's days in a row something counted, as it was last worked out from their awards.

    `look_again_at` is when a day of theirs ends next, while there is something to lose; null when there is nothing.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="streak", verbose_name=_("person")
    )
    current = models.PositiveIntegerField(_("days in a row"), default=0)
    longest = models.PositiveIntegerField(_("longest so far"), default=0)
    last_day = models.DateField(_("last day that counted"), null=True)
    freezes = models.PositiveSmallIntegerField(_("freezes left"), default=0)
    look_again_at = models.DateTimeField(_("looked at again"), null=True)

    class Meta:
        verbose_name = _("streak")
        verbose_name_plural = _("streaks")
        ordering: ClassVar = ["-current", "-longest", "person"]
        indexes: ClassVar = [
            models.Index(fields=["look_again_at"], name="streak_due", condition=models.Q(look_again_at__isnull=False)),
            models.Index(fields=["-current", "-longest", "person"], name="streak_ranked"),
        ]

    def __str__(self) -> str:
        return str(self.current)


class StreakZone(models.Model):
    """From when on a person's days go by which time zone. The newest may lie ahead: a move takes a week to count, so
    that nobody moves to another midnight for a day's sake."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="streak_zones", verbose_name=_("person")
    )
    zone = models.CharField(_("time zone"), max_length=64)
    since = models.DateTimeField(_("from"))

    class Meta:
        verbose_name = _("time zone of a streak")
        verbose_name_plural = _("time zones of streaks")
        ordering: ClassVar = ["person", "since"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "since"], name="one_zone_of_a_streak_at_a_time"),
        ]

    def __str__(self) -> str:
        return self.zone
