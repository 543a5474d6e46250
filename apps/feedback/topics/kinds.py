"""What supporters of a topic are told."""

from django.utils.translation import gettext_lazy as _

from apps.notifications.deciding.registry import Kind, KindGroup, register

TOPIC_SHIPPED = register(
    Kind(
        key="topic_shipped",
        group=KindGroup.FEEDBACK,
        title=_("What you asked for is there"),
        body=_("“%(title)s” is done. Thank you for speaking up. Is it fixed for you?"),
        icon="circle-check",
        email_after_minutes=10,
    )
)
