from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.notifications.reminders.clocks import moment_of

OPEN = models.Q(state__in=["waiting", "claimed"])


class DueItem(models.Model):
    """What is to happen for one person at one time, once. `state` is moved by conditional updates alone.

    `about` is what it concerns and others may, too ("conversation:12"); `subject` is what it is the only one of its
    kind for. `clock` is set where the time is meant on somebody's clock: `due_at` follows from it and from `zone`,
    which is that of `clock_of` when it was last looked at. `round` counts how often it was planned anew.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        CLAIMED = "claimed", _("Under way")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")
        FAILED = "failed", _("Failed")

    kind = models.CharField(_("kind"), max_length=60)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="due_items", verbose_name=_("person")
    )
    subject = models.CharField(_("subject"), max_length=120)
    about = models.CharField(_("about"), max_length=60)
    payload = models.JSONField(_("facts"), default=dict)
    due_at = models.DateTimeField(_("due"))
    clock = models.CharField(_("on the clock"), max_length=16, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, blank=True)
    clock_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on whose clock"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    round = models.PositiveIntegerField(_("round"), default=1)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    try_at = models.DateTimeField(_("next try"))
    claimed_at = models.DateTimeField(_("claimed"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("due item")
        verbose_name_plural = _("what is due")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "subject", "person"], name="one_due_item_of_a_kind_for_a_subject")
        ]
        indexes: ClassVar = [
            models.Index(fields=["try_at"], name="due_item_next", condition=OPEN),
            models.Index(
                fields=["person", "due_at"],
                name="due_item_of_person",
                condition=OPEN,
            ),
            models.Index(fields=["about"], name="due_item_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def key(self) -> str:
        """Names its effect: another one for each time it was planned."""
        return f"due:{self.pk}:{self.round}"

    def meant_at(self) -> datetime:
        """When it is due by the clock that it is meant on, as that goes now."""
        if not self.clock:
            return self.due_at
        return moment_of(self.clock, self.clock_of.time_zone if self.clock_of else self.zone)
