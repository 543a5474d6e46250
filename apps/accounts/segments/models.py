from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.accounts.people.models import Role, User
from apps.accounts.segments.facts import OPERATORS, fact_of
from apps.ui.bilingual import in_language

LENT = ":lent"
"""Behind the key of a trait that is a number: so much more of it until a moment, beside what somebody has for good."""


class Trait(models.Model):
    """A fact about a person that upper apps compute and lower ones use: privilege, segment, standing."""

    person = models.ForeignKey(User, models.CASCADE, related_name="traits", verbose_name=_("person"))
    key = models.CharField(_("key"), max_length=60)
    value = models.CharField(_("value"), max_length=120)
    source = models.CharField(_("source"), max_length=60)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("trait")
        verbose_name_plural = _("traits")
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "key"], name="one_value_per_trait")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.key}={self.value}"


class Segment(models.Model):
    """People who have something in common, asked by name: all whose role and facts meet its conditions. Who they are is
    computed each night."""

    key = models.SlugField(_("key"), unique=True)
    name_en = models.CharField(_("name (English)"), max_length=80)
    name_zh = models.CharField(_("name (Chinese)"), max_length=80)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, blank=True)
    size = models.PositiveIntegerField(_("people"), default=0, editable=False)
    computed_at = models.DateTimeField(_("computed"), null=True, editable=False)
    history = HistoricalRecords(excluded_fields=["size", "computed_at"])

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        ordering: ClassVar = ["key"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_zh)

    @property
    def persona(self) -> str:
        """Its people in words, made from what it asks: "Recruiters · joined in the last 14 days"."""
        roles = {
            Role.CANDIDATE: gettext("Candidates"),
            Role.RECRUITER: gettext("Recruiters"),
            Role.EXPERT: gettext("Experts"),
            Role.OPERATOR: gettext("Operators"),
        }
        who = roles.get(Role(self.role), "") if self.role else gettext("Everybody")
        return " · ".join([who, *(condition.words for condition in self.conditions.all())])


class SegmentCondition(models.Model):
    """One thing that is asked of its people; all must hold. What isn't known of a person doesn't hold."""

    segment = models.ForeignKey(Segment, models.CASCADE, related_name="conditions", verbose_name=_("segment"))
    fact = models.CharField(_("fact"), max_length=40)
    operator = models.CharField(_("is"), max_length=10, choices=list(OPERATORS.items()))
    value = models.PositiveIntegerField(_("number"), validators=[MaxValueValidator(100_000)])
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["segment", "fact", "operator"], name="one_condition_on_a_fact")
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        fact = fact_of(self.fact)
        return fact.sentence(self.operator, self.value) if fact else self.fact

    def holds(self, known: float | None) -> bool:
        if known is None:
            return False
        return known >= self.value if self.operator == "at_least" else known <= self.value


class SegmentMember(models.Model):
    """Somebody belongs to a segment, since the night on which they came into it."""

    segment = models.ForeignKey(Segment, models.CASCADE, related_name="members", verbose_name=_("segment"))
    person = models.ForeignKey(User, models.CASCADE, related_name="segments", verbose_name=_("person"))
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("member of a segment")
        verbose_name_plural = _("members of segments")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["segment", "person"], name="a_person_is_once_in_a_segment")
        ]

    def __str__(self) -> str:
        return f"{self.segment_id} {self.person_id}"


class SegmentSize(models.Model):
    """How many people a segment had on a day (UTC)."""

    segment = models.ForeignKey(Segment, models.CASCADE, related_name="sizes", verbose_name=_("segment"))
    day = models.DateField(_("day"))
    size = models.PositiveIntegerField(_("people"))

    class Meta:
        verbose_name = _("size of a segment")
        verbose_name_plural = _("sizes of segments")
        ordering: ClassVar = ["-day"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["segment", "day"], name="one_size_a_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.size}"
