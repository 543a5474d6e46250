"""The tables of this app."""

from apps.notifications.deciding.models import Channel, Notification, NotificationPreference
from apps.notifications.inbound.models import InboundMail, MailStop
from apps.notifications.reminders.models import DueItem
from apps.notifications.subscriptions.models import PushSubscription

__all__ = [
    "Channel",
    "DueItem",
    "InboundMail",
    "MailStop",
    "Notification",
    "NotificationPreference",
    "PushSubscription",
]
