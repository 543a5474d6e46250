from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Experiment(models.Model):
    """A comparison of arms. Who is in which arm follows from a hash; only what people were shown is stored."""

    key = models.SlugField(_("key"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    salt = models.CharField(_("salt"), max_length=32)
    arms = models.JSONField(_("arms"), help_text=_('Arm to share, for example {"on": 0.9, "holdout": 0.1}.'))
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("experiment")
        verbose_name_plural = _("experiments")

    def __str__(self) -> str:
        return self.name


class Exposure(models.Model):
    """The first time a unit met the point at which its arm makes a difference; logged in every arm."""

    experiment = models.ForeignKey(Experiment, models.CASCADE, related_name="exposures", verbose_name=_("experiment"))
    unit = models.CharField(_("unit"), max_length=60, help_text=_("What was assigned, for example company:4."))
    arm = models.CharField(_("arm"), max_length=40)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, verbose_name=_("person")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("exposure")
        verbose_name_plural = _("exposures")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["experiment", "unit", "person"], name="one_exposure_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.experiment_id} {self.unit} {self.arm}"
