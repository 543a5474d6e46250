"""What the workspace keeps: views of the queue, and who looks at which ticket at this moment."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.feedback.tickets.models import Ticket


class Desk(Ticket):
    """Tickets as the workspace shows them. Carries the permission to work there."""

    class Meta:
        proxy = True
        default_permissions: ClassVar = ("view",)
        verbose_name = _("workspace")
        verbose_name_plural = _("workspace")


class SavedView(models.Model):
    """A part of the queue that an operator comes back to; one that is shared stands with all of them."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name=_("owner")
    )
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(_("what it shows"), max_length=300, blank=True)
    is_shared = models.BooleanField(_("for everybody"), default=False)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "name"], name="one_view_of_a_name_per_operator")
        ]

    def __str__(self) -> str:
        return self.name


class Look(models.Model):
    """The ticket that an operator has before them. One row a person, however long they work."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("person")
    )
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="looks", verbose_name=_("ticket"))
    writes = models.BooleanField(_("writes an answer"), default=False)
    at = models.DateTimeField(_("seen"), default=timezone.now)

    class Meta:
        verbose_name = _("look at a ticket")
        verbose_name_plural = _("looks at tickets")

    def __str__(self) -> str:
        return f"{self.person_id} → #{self.ticket_id}"
