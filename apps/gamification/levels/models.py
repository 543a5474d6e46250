from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.gamification.levels.privileges import PRIVILEGES, privilege_choices
from apps.ui.bilingual import in_language


class Level(models.Model):
    """A stage that points reach. Whoever has it keeps it while they have no more than `margin` points less than it
    takes, and for `grace_days` below that."""

    number = models.PositiveSmallIntegerField(_("level"), unique=True)
    points = models.PositiveIntegerField(_("from points"), unique=True)
    name_en = models.CharField(_("name (English)"), max_length=60)
    name_zh = models.CharField(_("name (Chinese)"), max_length=60)
    margin = models.PositiveIntegerField(
        _("margin in points"), default=0, help_text=_("Who has the level keeps it with so many points less.")
    )
    grace_days = models.PositiveSmallIntegerField(
        _("grace in days"), default=14, help_text=_("Below the margin it is kept for so long.")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number} · {self.name}"

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_zh)

    def clean(self) -> None:
        """A higher level takes more points."""
        if self.number is None or self.points is None:
            return
        others = Level.objects.exclude(pk=self.pk)
        out_of_order = Q(number__lt=self.number, points__gte=self.points) | Q(
            number__gt=self.number, points__lte=self.points
        )
        if other := others.filter(out_of_order).first():
            raise ValidationError(
                {
                    "points": gettext("Level %(n)d takes %(points)d points.")
                    % {"n": other.number, "points": other.points}
                }
            )

    @property
    def kept_from(self) -> int:
        """With so many points whoever has the level keeps it."""
        return max(0, self.points - self.margin)


class LevelPrivilege(models.Model):
    """Something that a level unlocks, and how much of it."""

    level = models.ForeignKey(Level, models.CASCADE, related_name="privileges", verbose_name=_("level"))
    kind = models.CharField(_("privilege"), max_length=20, choices=privilege_choices)
    amount = models.PositiveIntegerField(_("amount"), help_text=_("1 for what one has or hasn't."))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("privilege of a level")
        verbose_name_plural = _("privileges of levels")
        ordering: ClassVar = ["level", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["level", "kind"], name="one_privilege_of_a_kind_a_level"),
            models.CheckConstraint(
                condition=models.Q(amount__gt=0),
                name="privileges_give_something",
                violation_error_message=_("A privilege gives one at least."),
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        privilege = PRIVILEGES.get(self.kind)
        if privilege and self.amount is not None and not 1 <= self.amount <= privilege.most:
            raise ValidationError({"amount": gettext("From 1 to %(most)d.") % {"most": privilege.most}})

    @property
    def words(self) -> str:
        privilege = PRIVILEGES.get(self.kind)
        return privilege.words(self.amount) if privilege else self.kind
