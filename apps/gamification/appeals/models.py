from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.gamification.awards.models import AwardEntry

MOST = 1000
"""Characters of what somebody says to an award that was taken back."""


class AppealQuerySet(models.QuerySet["Appeal"]):
    def waiting(self) -> "AppealQuerySet":
        """Without a decision; what was given back by another door needs none."""
        return self.filter(outcome=Appeal.Outcome.OPEN, entry__answered_by=None)


class Appeal(models.Model):
    """Somebody says that an award shouldn't have been taken back: once for each time, with a few words. Somebody else
    than who took it back decides."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("waits")
        RESTORED = "restored", _("given back")
        STANDS = "stands", _("stays taken back")

    entry = models.OneToOneField(
        AwardEntry, models.PROTECT, related_name="appeal", verbose_name=_("how it was taken back")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="award_appeals", verbose_name=_("person")
    )
    text = models.TextField(_("what they say"), max_length=MOST)
    made_at = models.DateTimeField(_("came in"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices, default=Outcome.OPEN)
    words = models.TextField(_("answer, as the person reads it"), max_length=MOST, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal about an award")
        verbose_name_plural = _("appeals about awards")
        ordering: ClassVar = ["made_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["made_at"], condition=Q(outcome="open"), name="appeals_that_wait"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="open", decided_at=None) | ~Q(outcome="open") & Q(decided_at__isnull=False),
                name="appeals_end_with_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_outcome_display()}"

    @property
    def result(self) -> str:
        """The outcome; an award that was given back by another door is given back."""
        is_answered = self.outcome == self.Outcome.OPEN and hasattr(self.entry, "answered_by")
        return self.Outcome.RESTORED if is_answered else self.outcome

    @property
    def result_words(self) -> str:
        return str(self.Outcome(self.result).label)
