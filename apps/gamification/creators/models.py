from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.gamification.creators.measures import measure_choices
from apps.ui.bilingual import in_language

LONGEST_GRACE_DAYS = 90


class CreatorTitle(models.Model):
    """What somebody is called whose posts and answers help others: by criteria, all of which they meet. Of several the
    highest is shown. Below them it is kept for a while."""

    key = models.SlugField(_("key"), unique=True)
    rank = models.PositiveSmallIntegerField(_("rank"), unique=True, help_text=_("The higher one is shown."))
    name_en = models.CharField(_("name (English)"), max_length=30)
    name_zh = models.CharField(_("name (Chinese)"), max_length=30)
    grace_days = models.PositiveSmallIntegerField(
        _("days of grace"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_GRACE_DAYS)],
        help_text=_("So long it is kept by who doesn't meet its criteria any more."),
    )
    is_live = models.BooleanField(_("in use"), default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("title of creators")
        verbose_name_plural = _("titles of creators")
        ordering: ClassVar = ["-rank"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_zh)


class CreatorCriterion(models.Model):
    """At least so much of something that others say of what one wrote."""

    title = models.ForeignKey(
        CreatorTitle, models.CASCADE, related_name="criteria", verbose_name=_("title of creators")
    )
    measure = models.CharField(_("what is counted"), max_length=12, choices=measure_choices)
    least = models.PositiveIntegerField(_("at least"), validators=[MinValueValidator(1)])
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["title", "measure"], name="one_criterion_a_measure")]

    def __str__(self) -> str:
        return f"{self.get_measure_display()} ≥ {self.least}"


class Creator(models.Model):
    """The title that somebody has, and until when it is kept where they don't meet its criteria any more."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="creator", verbose_name=_("person")
    )
    title = models.ForeignKey(CreatorTitle, models.PROTECT, related_name="creators", verbose_name=_("title"))
    since = models.DateTimeField(_("since"))
    kept_until = models.DateTimeField(_("kept until"), null=True, blank=True)

    class Meta:
        verbose_name = _("creator")
        verbose_name_plural = _("creators")
        ordering: ClassVar = ["-title__rank", "since"]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.title}"
