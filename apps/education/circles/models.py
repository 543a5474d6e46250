from typing import ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.accounts.models import User
from apps.ui.bilingual import in_language


class CircleQuerySet(models.QuerySet["Circle"]):
    def open(self) -> Self:
        return self.filter(is_open=True)


class Circle(models.Model):
    """A group of people of one field or family of jobs, in which they ask and share. Everybody who is signed in reads
    it, those who joined write.

    `skill_fields` are those of skills, `title_words` what stands in the titles of such jobs in either language; both
    are separated by commas and say to whom the group is recommended.
    """

    slug = models.SlugField(
        _("address"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Lower-case letters, digits and hyphens."))],
    )
    name_en = models.CharField(_("name, English"), max_length=80)
    name_zh = models.CharField(_("name, Chinese"), max_length=80)
    about_en = models.CharField(_("about, English"), max_length=300)
    about_zh = models.CharField(_("about, Chinese"), max_length=300)
    rules_en = models.TextField(_("rules, English"), max_length=1500, help_text=_("One a line."))
    rules_zh = models.TextField(_("rules, Chinese"), max_length=1500, help_text=_("One a line."))
    skill_fields = models.CharField(
        _("fields of skills"), max_length=300, blank=True, help_text=_("Separated by commas, as the skills name them.")
    )
    title_words = models.TextField(
        _("words of job titles"), max_length=1000, blank=True, help_text=_("Separated by commas, in both languages.")
    )
    moderators = models.ManyToManyField(User, related_name="+", verbose_name=_("moderators"), blank=True)
    position = models.PositiveSmallIntegerField(_("place"), default=100)
    is_open = models.BooleanField(_("open"), default=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    history = HistoricalRecords()

    objects = CircleQuerySet.as_manager()

    class Meta:
        verbose_name = _("group by field")
        verbose_name_plural = _("groups by field")
        ordering: ClassVar = ["position", "slug"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("education:circle", args=[self.slug])

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_zh)

    @property
    def about(self) -> str:
        return in_language(self.about_en, self.about_zh)

    @property
    def rules(self) -> list[str]:
        return [line for line in in_language(self.rules_en, self.rules_zh).splitlines() if line.strip()]


class CircleMember(models.Model):
    """Somebody joined a group by field, and hasn't left it."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="members", verbose_name=_("group by field"))
    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    joined_at = models.DateTimeField(_("joined"))

    class Meta:
        verbose_name = _("member of a group by field")
        verbose_name_plural = _("members of groups by field")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["circle", "person"], name="one_membership_per_circle_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.circle_id}"
