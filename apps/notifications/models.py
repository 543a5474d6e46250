"""The tables of this app."""

from apps.notifications.deciding.models import Channel, Notification

__all__ = ["Channel", "Notification"]
