from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from apps.feedback.tickets.models import Ticket


class Call(Ticket):
    """A ticket that somebody told us by telephone. Carries the permission to note one."""

    class Meta:
        proxy = True
        default_permissions: ClassVar = ("add", "view")
        verbose_name = _("call")
        verbose_name_plural = _("calls")
