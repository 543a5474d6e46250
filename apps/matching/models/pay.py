from django.db import models
from django.utils.translation import gettext_lazy as _


class SalaryPeriod(models.TextChoices):
    HOUR = "hour", _("an hour")
    DAY = "day", _("a day")
    MONTH = "month", _("a month")
    YEAR = "year", _("a year")


class Pay(models.Model):
    """A range of pay. Null or "" is what nobody stated; `salary_text` keeps the words ("面议", "15-25K·14薪")."""

    salary_min = models.PositiveIntegerField(_("lowest pay"), null=True, blank=True)
    salary_max = models.PositiveIntegerField(_("highest pay"), null=True, blank=True)
    salary_currency = models.CharField(_("currency"), max_length=3, blank=True)
    salary_period = models.CharField(_("pay period"), max_length=5, choices=SalaryPeriod.choices, blank=True)
    salary_text = models.CharField(_("pay in words"), max_length=120, blank=True)

    class Meta:
        abstract = True
