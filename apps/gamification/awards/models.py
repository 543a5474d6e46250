from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Sum
from django.utils.translation import gettext_lazy as _

from apps.append_only.rows import AppendOnly, AppendOnlyQuerySet
from apps.gamification.deeds.references import reference_words
from apps.gamification.rules.models import Rule, RuleDecision


def has_entry(kind: str) -> Exists:
    """Whether an award has an entry of this kind; for filters and annotations of awards."""
    return Exists(AwardEntry.objects.filter(award=OuterRef("pk"), kind=kind))


class AwardQuerySet(AppendOnlyQuerySet["Award"]):
    def counting(self) -> "AwardQuerySet":
        """Settled and not reversed: these make up XP."""
        return self.filter(has_entry("settled"), ~has_entry("reversed"))

    def pending(self) -> "AwardQuerySet":
        """Neither settled nor lapsed nor reversed yet."""
        return self.filter(~has_entry("settled"), ~has_entry("lapsed"), ~has_entry("reversed"))

    def spent(self) -> int:
        """Points that are settled or may still settle."""
        return self.filter(~has_entry("lapsed"), ~has_entry("reversed")).points()

    def points(self) -> int:
        return self.aggregate(total=Sum("points"))["total"] or 0


class Award(AppendOnly):
    """Points for one deed under one rule. Pending until an entry settles it, lapses it or reverses it.

    Nothing of it ever changes, but that `person` becomes null when they are erased.
    """

    key = models.CharField(_("key"), max_length=160, unique=True, help_text="award:{rule}:{deed}:{person}")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="awards", verbose_name=_("person")
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
        return f"{reference_words(self.deed)} · {self.points}"


class AwardEntry(AppendOnly):
    """What became of an award, each kind at most once. A reversal says why, by a reason that its person reads in their
    own language, and who did it."""

    class Kind(models.TextChoices):
        SETTLED = "settled", _("settled")
        LAPSED = "lapsed", _("lapsed")
        REVERSED = "reversed", _("reversed")

    class Reason(models.TextChoices):
        COPIED = "copied", _("the text had been sent elsewhere too")
        ARRANGED = "arranged", _("the conversation was arranged for the points")
        OUTSIDE_RULE = "outside_rule", _("it didn't meet the rule")
        OUR_MISTAKE = "our_mistake", _("we had counted it by mistake")

    award = models.ForeignKey(Award, models.PROTECT, related_name="entries", verbose_name=_("award"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    cause = models.CharField(_("cause"), max_length=120, help_text=_("For example message:992, time or review."))
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("created"))

    objects = AppendOnlyQuerySet.as_manager()

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
        return self.get_kind_display()
