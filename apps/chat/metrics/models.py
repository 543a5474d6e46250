"""The figures of openings, kept up to date by event: what a page shows costs the same with any number of messages."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.chat.conversations.models import Conversation


class OpeningSlot(models.Model):
    """A quarter of an hour: of the conversations opened in it, how many there are, were answered within a day, have two
    turns of each side; and `waits`, how many waited how many seconds for the first answer.

    Days of all time zones begin at the beginning of one.
    """

    start = models.DateTimeField(_("start"), unique=True)
    opened = models.PositiveIntegerField(_("opened"), default=0)
    answered = models.PositiveIntegerField(_("answered in a day"), default=0)
    two_sided = models.PositiveIntegerField(_("two-sided"), default=0)
    waits = models.JSONField(_("waits"), default=dict)

    class Meta:
        verbose_name = _("figures of openings")
        verbose_name_plural = _("figures of openings")

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d %H:%M}"


class CountedOpening(models.Model):
    """How a conversation is counted in its slot; `start` is None where it isn't, having no opening any more."""

    conversation = models.OneToOneField(
        Conversation,
        models.CASCADE,
        primary_key=True,
        related_name="counted_opening",
        verbose_name=_("conversation"),
    )
    start = models.DateTimeField(_("start"), null=True)
    waited_seconds = models.PositiveIntegerField(_("seconds waited"), null=True)
    is_two_sided = models.BooleanField(_("two-sided"), default=False)

    class Meta:
        verbose_name = _("counted opening")
        verbose_name_plural = _("counted openings")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="uncounted_opening_says_nothing",
                condition=models.Q(start__isnull=False) | models.Q(waited_seconds__isnull=True, is_two_sided=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id}"
