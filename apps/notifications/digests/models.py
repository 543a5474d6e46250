from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User


class Rhythm(models.TextChoices):
    NEVER = "never", _("Never")
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Once a week")


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class DigestChoice(models.Model):
    """How often somebody gets their digest, and when on their clock. Who has no row gets none. `told_until` is up to
    when the last one told what happened."""

    person = models.OneToOneField(User, models.CASCADE, related_name="digest_choice", verbose_name=_("person"))
    rhythm = models.CharField(_("how often"), max_length=6, choices=Rhythm.choices, default=Rhythm.NEVER)
    weekday = models.PositiveSmallIntegerField(_("on which day"), choices=Weekday.choices, default=Weekday.MONDAY)
    hour = models.PositiveSmallIntegerField(_("at what hour"), default=9, validators=[MaxValueValidator(23)])
    told_until = models.DateTimeField(_("told until"))

    class Meta:
        verbose_name = _("choice of a digest")
        verbose_name_plural = _("choices of digests")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6, hour__lte=23), name="digest_at_a_time_that_is"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.rhythm}"
