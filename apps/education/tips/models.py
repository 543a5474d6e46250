import hashlib
from collections.abc import Iterable
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.accounts.models import User
from apps.education.articles.models import Article, ReaderQuerySet
from apps.ui.bilingual import in_language

MOST_STEPS = 4


class TipQuerySet(ReaderQuerySet["Tip"]):
    pass


class Tip(models.Model):
    """Something worth knowing at one place of a page, in both languages. One step is a tip, up to four are a tour.

    `deed` is what somebody does who took it up, as `deeds.py` knows it. `seeded_fingerprint` is that of the words as
    they were shipped; while it is still theirs, a new release may bring better ones.
    """

    slug = models.SlugField(
        _("key"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Lower-case letters, digits and hyphens."))],
    )
    audience = models.CharField(
        _("written for"), max_length=12, choices=Article.MEMBER_CHOICES, default=Article.Audience.EVERYONE
    )
    deed = models.CharField(
        _("what it is about"), max_length=40, help_text=_("Done by who took it up; who has done it before isn't told.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    is_published = models.BooleanField(_("published"), default=False)
    seeded_fingerprint = models.CharField(_("as shipped"), max_length=64, blank=True, editable=False)
    history = HistoricalRecords()

    objects = TipQuerySet.as_manager()

    class Meta:
        verbose_name = _("tip")
        verbose_name_plural = _("tips and tours")
        ordering: ClassVar = ["position", "slug"]

    def __str__(self) -> str:
        return self.slug

    def fingerprint(self, steps: Iterable["TipStep"]) -> str:
        """Of everything that people see."""
        words = [self.audience, self.deed, *(word for step in steps for word in step.words())]
        return hashlib.sha256("\x1f".join(words).encode()).hexdigest()


class TipStep(models.Model):
    """One small card beside a place; `place` is a name that pages give one of their elements (`data-place`)."""

    tip = models.ForeignKey(Tip, models.CASCADE, related_name="steps", verbose_name=_("tip"))
    position = models.PositiveSmallIntegerField(_("step"))
    place = models.CharField(_("beside"), max_length=40)
    title_en = models.CharField(_("title, English"), max_length=60)
    title_zh = models.CharField(_("title, Chinese"), max_length=60)
    body_en = models.CharField(_("text, English"), max_length=240)
    body_zh = models.CharField(_("text, Chinese"), max_length=240)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("step of a tip")
        verbose_name_plural = _("steps of tips")
        ordering: ClassVar = ["tip", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tip", "position"], name="one_tip_step_per_position"),
            models.CheckConstraint(
                condition=models.Q(position__gte=1, position__lte=MOST_STEPS),
                name="a_tour_is_short",
                violation_error_message=_("The steps of a tour are numbered from 1 to 4."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_en, self.title_zh)

    @property
    def body(self) -> str:
        return in_language(self.body_en, self.body_zh)

    def words(self) -> list[str]:
        return [self.place, self.title_en, self.title_zh, self.body_en, self.body_zh]


class TipMeeting(models.Model):
    """What a person has to do with a tip. They met it (`met_at`) when it was shown, or, where they go without tips for
    a comparison (`is_shown` is false), would have been. `done_at` is when they first did what it is about; before
    they met it, and they never will."""

    tip = models.ForeignKey(Tip, models.CASCADE, related_name="meetings", verbose_name=_("tip"))
    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    is_shown = models.BooleanField(_("shown"), default=False)
    met_at = models.DateTimeField(_("met"), null=True)
    dismissed_at = models.DateTimeField(_("dismissed"), null=True)
    done_at = models.DateTimeField(_("done"), null=True)

    class Meta:
        verbose_name = _("meeting of a person with a tip")
        verbose_name_plural = _("meetings of people with tips")
        constraints: ClassVar = [models.UniqueConstraint(fields=["tip", "person"], name="each_tip_once_a_person")]
        indexes: ClassVar = [models.Index(fields=["person", "met_at"], name="tips_met_by_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.tip_id}"


class TipRefusal(models.Model):
    """Somebody wants no more tips."""

    person = models.OneToOneField(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("refusal of tips")
        verbose_name_plural = _("refusals of tips")

    def __str__(self) -> str:
        return str(self.person_id)
