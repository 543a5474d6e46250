"""The tables of this app."""

from apps.notifications.adapters.models import OtherAddress
from apps.notifications.care.models import CareShown
from apps.notifications.deciding.models import Channel, Notification, NotificationPreference
from apps.notifications.digests.models import DigestChoice
from apps.notifications.inbound.models import InboundMail, MailStop
from apps.notifications.letters.models import LetterWording
from apps.notifications.reminders.models import DueItem
from apps.notifications.subscriptions.models import PushSubscription

__all__ = [
    "CareShown",
    "Channel",
    "DigestChoice",
    "DueItem",
    "InboundMail",
    "LetterWording",
    "MailStop",
    "Notification",
    "NotificationPreference",
    "OtherAddress",
    "PushSubscription",
]
