from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.gamification.awards.models import Award

MOST = 10_000
"""Points or coins of one grant, however many operators agree."""


class Grant(models.Model):
    """What an operator gives somebody by hand, for one of a few reasons that the person reads in their own language.
    Above what one operator may give alone it waits for another one's yes; the award that comes of it is like any other.
    """

    class Why(models.TextChoices):
        MISSED = "missed", _("We had overlooked something that counts")
        SORRY = "sorry", _("We're sorry for the trouble that we made")
        HELPED = "helped", _("For help that no rule knows")
        TOOK_PART = "took_part", _("For taking part in what we tried out")

    class State(models.TextChoices):
        WAITS = "waits", _("waits for another operator")
        GIVEN = "given", _("given")
        REFUSED = "refused", _("refused")

    client_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="grants", verbose_name=_("person")
    )
    points = models.PositiveIntegerField(_("points"), default=0, validators=[MaxValueValidator(MOST)])
    coins = models.PositiveIntegerField(_("coins"), default=0, validators=[MaxValueValidator(MOST)])
    why = models.CharField(_("reason, as the person reads it"), max_length=10, choices=Why.choices)
    note = models.TextField(_("note"), max_length=500, help_text=_("For colleagues: what it is about. Never shown."))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITS)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("asked for by")
    )
    asked_at = models.DateTimeField(_("asked for"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("second operator")
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    award = models.OneToOneField(Award, models.PROTECT, null=True, related_name="grant", verbose_name=_("award"))

    class Meta:
        verbose_name = _("grant by hand")
        verbose_name_plural = _("grants by hand")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(points__gt=0) | models.Q(coins__gt=0),
                name="grants_give_something",
                violation_error_message=_("Give points or coins."),
            ),
            models.CheckConstraint(
                condition=~models.Q(decided_by=models.F("asked_by")), name="nobody_confirms_their_own_grant"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_why_display()}"
