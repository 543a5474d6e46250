from collections.abc import Collection
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Sum
from django.utils.translation import gettext_lazy as _

from apps.append_only.rows import AppendOnly, AppendOnlyQuerySet
from apps.gamification.deeds.references import reference_words
from apps.gamification.fairness.reasons import Reason
from apps.gamification.rules.forms import REWARDS, in_words
from apps.gamification.rules.models import Rule, RuleDecision
from apps.gamification.rules.rewards import FACT, POINTS


def is_now(*kinds: str) -> Exists:
    """Whether the last entry of an award is of one of these kinds; for filters and annotations of awards."""
    last = AwardEntry.objects.filter(award=OuterRef("pk"), answered_by=None)
    return Exists(last.filter(kind__in=kinds))


class AwardQuerySet(AppendOnlyQuerySet["Award"]):
    def counting(self) -> "AwardQuerySet":
        """Settled, and not taken back since: these make up XP."""
        return self.filter(is_now(*AwardEntry.COUNTING))

    def beside_last(self, kinds: Collection[str]) -> "AwardQuerySet":
        """Those whose last entry is of one of these kinds, each beside that entry (`entries`): to sum up many, far
        quicker than to ask of each by itself whether it counts."""
        return self.filter(entries__answered_by=None, entries__kind__in=kinds)

    def pending(self) -> "AwardQuerySet":
        """Held: not settled, lapsed or reversed yet. Their holds, which are few, are looked at first."""
        return self.filter(is_now(AwardEntry.Kind.HELD), hold__isnull=False)

    def standing(self) -> "AwardQuerySet":
        """What counts or may still count: limits go by these."""
        return self.filter(is_now(*AwardEntry.STANDING))

    def points(self) -> int:
        """What they are worth by their last entries."""
        return self.filter(entries__answered_by=None).aggregate(total=Sum("entries__points"))["total"] or 0


class Award(AppendOnly):
    """Points for one deed under one rule, at most `points`. What became of it, and what it is worth, its entries say.

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

    @property
    def reference(self) -> str:
        """By which the ledger names it."""
        return f"award:{self.pk}"

    @property
    def rewards(self) -> dict[str, int]:
        """What it gives at most, beside points: amounts by kind of reward that this version knows."""
        return {kind: amount for kind, amount in self.facts.get(FACT, {}).items() if kind in REWARDS}

    @property
    def words(self) -> str:
        """What it gives at most: "10 points, 5 coins"."""
        return in_words({POINTS: self.points, **self.rewards})

    def rewards_at(self, weight: float) -> dict[str, int]:
        """What it gives beside points, when its confirmation weighs this much."""
        amounts = {kind: int(amount * weight) for kind, amount in self.rewards.items()}
        return {kind: amount for kind, amount in amounts.items() if amount}


class AwardEntry(AppendOnly):
    """One step in the story of an award, which answers the step before it: what the award is worth from then on, why,
    and who did it. The last step is its state."""

    class Kind(models.TextChoices):
        HELD = "held", _("held")
        SETTLED = "settled", _("settled")
        LAPSED = "lapsed", _("lapsed")
        REVERSED = "reversed", _("reversed")
        RESTORED = "restored", _("restored")
        ADJUSTED = "adjusted", _("adjusted")

    COUNTING = (Kind.SETTLED, Kind.RESTORED, Kind.ADJUSTED)
    STANDING = (Kind.HELD, *COUNTING)

    award = models.ForeignKey(Award, models.PROTECT, related_name="entries", verbose_name=_("award"))
    sequence = models.PositiveSmallIntegerField(_("number"))
    answers = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="answered_by", verbose_name=_("answers")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    points = models.PositiveIntegerField(_("points"), help_text=_("What the award is worth from then on."))
    weight = models.FloatField(
        _("weight"), default=1, help_text=_("The part of what it gives beside points that counts, 0–1.")
    )
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
        ordering: ClassVar = ["award", "sequence"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["award", "sequence"], name="one_entry_per_number"),
            models.CheckConstraint(
                condition=models.Q(sequence=1, answers=None, kind="held") | models.Q(sequence__gt=1, answers__gt=0),
                name="begins_held_then_answers",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["lapsed", "reversed"]) | models.Q(points=0),
                name="ended_entries_are_worth_nothing",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "created_at", "points"], name="award_entry_points")]

    def __str__(self) -> str:
        return self.get_kind_display()


class Hold(models.Model):
    """A held award that waits: for the other side's answer (no `settles_at`), or for its time. Gone when it is decided;
    its entries tell the rest."""

    award = models.OneToOneField(Award, models.CASCADE, primary_key=True, related_name="hold")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    cause = models.CharField(_("cause"), max_length=120, blank=True)
    settles_at = models.DateTimeField(_("settles"), null=True)
    last_chance_at = models.DateTimeField(_("decided at the latest"), null=True)

    class Meta:
        verbose_name = _("held award")
        verbose_name_plural = _("held awards")
        indexes: ClassVar = [models.Index(fields=["settles_at"], name="hold_due")]

    def __str__(self) -> str:
        return str(self.award_id)
