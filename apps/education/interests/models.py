from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.ui.bilingual import in_language


class Reason(models.TextChoices):
    """Why a topic is for somebody."""

    SAID = "said", _("You said that it interests you.")
    GROUP = "group", _("You're in this group.")
    COURSE = "course", _("You began this course.")
    PROFILE = "profile", _("It fits your résumé or your jobs.")


class Interest(models.Model):
    """What somebody said of a topic: more of it, or less. What they didn't say follows from what they do."""

    class Stance(models.TextChoices):
        MORE = "more", _("Interested")
        LESS = "less", _("Less of this")

    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    topic = models.CharField(_("topic"), max_length=80)
    stance = models.CharField(_("stance"), max_length=4, choices=Stance.choices)
    said_at = models.DateTimeField(_("said"))

    class Meta:
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "topic"], name="one_stance_per_topic")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.topic} {self.stance}"


class Pushed(models.Model):
    """Something worth a look that a person was told of, once. `propensity`, 0–1, is how likely its topic was to be
    drawn at that time, so that what people opened can be weighed afterwards."""

    person = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("person"), db_index=False
    )
    segment = models.CharField(_("segment"), max_length=60)
    topic = models.CharField(_("topic"), max_length=80)
    kind = models.CharField(_("kind"), max_length=20)
    item = models.CharField(_("what"), max_length=80)
    title_en = models.CharField(_("title, English"), max_length=200)
    title_zh = models.CharField(_("title, Chinese"), max_length=200)
    url = models.CharField(_("address"), max_length=300)
    reason = models.CharField(_("why"), max_length=8, choices=Reason.choices)
    propensity = models.FloatField(_("propensity"))
    pushed_at = models.DateTimeField(_("pushed"))
    opened_at = models.DateTimeField(_("opened"), null=True)
    refused_at = models.DateTimeField(_("less of this"), null=True)

    class Meta:
        verbose_name = _("push of something worth a look")
        verbose_name_plural = _("pushes of what is worth a look")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind", "item"], name="nothing_is_pushed_twice"),
            models.CheckConstraint(condition=models.Q(propensity__gt=0, propensity__lte=1), name="it_could_be_drawn"),
        ]
        indexes: ClassVar = [models.Index(fields=["pushed_at"], name="pushed_by_time")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("education:pushed", args=[self.pk])

    @property
    def title(self) -> str:
        return in_language(self.title_en, self.title_zh)
