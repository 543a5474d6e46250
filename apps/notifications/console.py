"""What the console shows of this app, and to whom."""

from django.utils.translation import gettext_lazy as _

from apps.console.menu import Entry, Section, add_to_menu
from apps.console.rights import VIEW, grant
from apps.notifications.models import (
    DueItem,
    InboundMail,
    MailStop,
    Notification,
    NotificationPreference,
    PushSubscription,
)

add_to_menu(
    Entry(Section.OPERATION, 40, Notification, _("Notifications"), "notifications"),
    Entry(Section.OPERATION, 42, NotificationPreference, _("Choices of notifications"), "tune"),
    Entry(Section.OPERATION, 44, InboundMail, _("E-mails that came in"), "move_to_inbox"),
    Entry(Section.OPERATION, 46, MailStop, _("Stopped e-mail addresses"), "unsubscribe"),
    Entry(Section.OPERATION, 43, PushSubscription, _("Browsers with pushes"), "notifications_active"),
    Entry(Section.OPERATION, 45, DueItem, _("What is due"), "schedule_send"),
)
grant(
    "support",
    {
        Notification: VIEW,
        NotificationPreference: VIEW,
        PushSubscription: VIEW,
        InboundMail: VIEW,
        MailStop: VIEW,
        DueItem: ("view", "change"),
    },
)
