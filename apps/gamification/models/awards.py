from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Sum
from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict
from apps.gamification.models.rules import Rule, RuleDecision
from apps.gamification.wording import in_language


class AppendOnly(models.Model):
    """Rows that are written once. Undoing is another row."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise Conflict(_("This record never changes; undo it with a new one."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Conflict(_("This record never changes; undo it with a new one."))


def has_entry(kind: str) -> Exists:
    """Whether an award has an entry of this kind; for filters and annotations of awards."""
    return Exists(AwardEntry.objects.filter(award=OuterRef("pk"), kind=kind))


class AwardQuerySet(models.QuerySet["Award"]):
    def counting(self) -> "AwardQuerySet":
        """Settled and not reversed: these make up XP."""
        return self.filter(has_entry("settled"), ~has_entry("reversed"))

    def pending(self) -> "AwardQuerySet":
        """Neither settled nor lapsed nor reversed yet."""
        return self.filter(~has_entry("settled"), ~has_entry("lapsed"), ~has_entry("reversed"))

    def points(self) -> int:
        return self.aggregate(total=Sum("points"))["total"] or 0


class Award(AppendOnly):
    """Points for one deed under one rule. Pending until an entry settles it, lapses it or reverses it."""

    key = models.CharField(_("key"), max_length=160, unique=True, help_text="award:{rule}:{deed}:{person}")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="awards", verbose_name=_("person")
    )
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="awards", verbose_name=_("rule"))
    decision = models.OneToOneField(RuleDecision, models.PROTECT, related_name="award", verbose_name=_("decision"))
    deed = models.CharField(_("deed"), max_length=80)
    points = models.PositiveIntegerField(_("points"))
    facts = models.JSONField(_("facts"), default=dict)
    lapses_at = models.DateTimeField(_("lapses"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"))

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        indexes: ClassVar = [
            models.Index(fields=["person", "-id"], name="award_history"),
            models.Index(fields=["deed"], name="award_deed"),
            models.Index(fields=["lapses_at"], name="award_lapses"),
        ]

    def __str__(self) -> str:
        return self.key


class AwardEntry(AppendOnly):
    """What became of an award. Each kind at most once."""

    class Kind(models.TextChoices):
        SETTLED = "settled", _("settled")
        LAPSED = "lapsed", _("lapsed")
        REVERSED = "reversed", _("reversed")

    award = models.ForeignKey(Award, models.PROTECT, related_name="entries", verbose_name=_("award"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    cause = models.CharField(_("cause"), max_length=120)
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("award entry")
        verbose_name_plural = _("award entries")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["award", "kind"], name="one_entry_per_kind"),
            models.UniqueConstraint(
                fields=["award"], condition=Q(kind__in=["settled", "lapsed"]), name="settled_or_lapsed_not_both"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["created_at"], name="award_entry_time")]

    def __str__(self) -> str:
        return f"{self.award_id} {self.kind}"


class Level(models.Model):
    """A stage that points reach, and what it unlocks."""

    number = models.PositiveSmallIntegerField(_("level"), unique=True)
    points = models.PositiveIntegerField(_("from points"), unique=True)
    name_en = models.CharField(_("name (English)"), max_length=60)
    name_zh = models.CharField(_("name (Chinese)"), max_length=60)
    unlocks_en = models.CharField(_("unlocks (English)"), max_length=200, blank=True)
    unlocks_zh = models.CharField(_("unlocks (Chinese)"), max_length=200, blank=True)
    messages_per_minute_bonus = models.PositiveIntegerField(_("more messages a minute"), default=0)
    new_conversations_per_day_bonus = models.PositiveIntegerField(_("more new conversations a day"), default=0)

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number} · {self.name}"

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_zh)

    @property
    def unlocks(self) -> str:
        return in_language(self.unlocks_en, self.unlocks_zh)


class Member(models.Model):
    """A person as one who earns: their choices, and the row whose lock makes limits hold under concurrency."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="member", verbose_name=_("person")
    )
    hides_all = models.BooleanField(_("hide points, levels and missions"), default=False)
    hides_popups = models.BooleanField(_("no pop-ups"), default=False)
    level_number = models.PositiveSmallIntegerField(_("level"), default=1)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")

    def __str__(self) -> str:
        return str(self.person_id)
