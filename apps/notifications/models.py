"""The tables of this app."""

from apps.notifications.deciding.models import Channel, Notification, NotificationPreference
from apps.notifications.inbound.models import InboundMail, MailStop
from apps.notifications.reminders.models import DueItem

__all__ = ["Channel", "DueItem", "InboundMail", "MailStop", "Notification", "NotificationPreference"]
