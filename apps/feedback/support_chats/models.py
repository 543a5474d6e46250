from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from apps.feedback.tickets.models import Ticket


class SupportChat(Ticket):
    """The ticket of a conversation with the support team, as it is answered live. Carries the permission to read such
    conversations and to answer in them."""

    class Meta:
        proxy = True
        default_permissions: ClassVar = ("view", "change")
        verbose_name = _("support conversation")
        verbose_name_plural = _("support conversations")
