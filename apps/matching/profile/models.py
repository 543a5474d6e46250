"""The closed vocabularies of jobs and résumés. An empty value always means: not stated."""

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


MOST_YEARS = 60
"""Of experience: more is a slip."""


class Employment(models.TextChoices):
    FULL_TIME = "full_time", _("Full-time")
    PART_TIME = "part_time", _("Part-time")
    CONTRACT = "contract", _("Contract")
    TEMPORARY = "temporary", _("Temporary")
    INTERNSHIP = "internship", _("Internship")


class Level(models.TextChoices):
    INTERN = "intern", _("Intern")
    JUNIOR = "junior", _("Junior")
    MID = "mid", _("Mid-level")
    SENIOR = "senior", _("Senior")
    LEAD = "lead", _("Lead")
    DIRECTOR = "director", _("Director")


class Degree(models.TextChoices):
    """Ordered from lowest to highest."""

    HIGH_SCHOOL = "high_school", _("High school")
    COLLEGE = "college", _("College diploma")
    BACHELOR = "bachelor", _("Bachelor's degree")
    MASTER = "master", _("Master's degree")
    DOCTORATE = "doctorate", _("Doctorate")


class TextLanguage(models.TextChoices):
    """In which language somebody wrote a posting or a résumé; the codes are those of `User.language`."""

    ENGLISH = "en", _("English")
    CHINESE = "zh-hans", _("Simplified Chinese")
