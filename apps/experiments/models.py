from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
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


class FeatureUse(models.Model):
    """A feature met one person in one conversation: shown (or, in the holdout, would have been), used, followed by an
    answer of the other side. Ids alone: it outlives what it tells of, without its person."""

    feature = models.SlugField(_("feature"), db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("person"), related_name="+"
    )
    conversation = models.BigIntegerField(_("conversation"))
    arm = models.CharField(_("arm"), max_length=40)
    shown_at = models.DateTimeField(_("shown"), default=timezone.now)
    used_at = models.DateTimeField(_("used"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True)

    class Meta:
        verbose_name = _("use of a feature")
        verbose_name_plural = _("uses of features")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["conversation", "person", "feature"], name="one_use_of_a_feature_per_conversation"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["feature", "shown_at"], name="use_by_feature")]

    def __str__(self) -> str:
        return f"{self.feature} {self.arm} {self.conversation}"
