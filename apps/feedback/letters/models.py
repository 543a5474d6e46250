from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.feedback.correspondents.models import Correspondent
from apps.feedback.tickets.models import Ticket, TicketEntry


class Letter(models.Model):
    """An e-mail between a correspondent and us, so that answers find their thread: what it says is in the ticket.
    `entry` is the line that a letter of ours tells, without one it says that theirs has come. Theirs has `message_id`
    and `subject` as they wrote them; ours is due until it was `sent_at`."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="letters", verbose_name=_("ticket"))
    correspondent = models.ForeignKey(
        Correspondent, models.CASCADE, related_name="letters", verbose_name=_("correspondent")
    )
    is_ours = models.BooleanField(_("from us"))
    key = models.CharField(_("key"), max_length=64, unique=True)
    message_id = models.CharField(_("Message-ID"), max_length=300, blank=True)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    entry = models.ForeignKey(
        TicketEntry, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("timeline entry")
    )
    about = models.CharField(_("kind"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("written"))
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("support letter")
        verbose_name_plural = _("support letters")
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["correspondent", "created_at"], name="letter_of_correspondent"),
            models.Index(fields=["due_at"], name="letter_due", condition=models.Q(is_ours=True, sent_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.created_at:%Y-%m-%d %H:%M}"
