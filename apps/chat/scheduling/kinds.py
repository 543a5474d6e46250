"""What people are told about messages that were to go out later."""

from django.utils.translation import gettext_lazy as _

from apps.notifications.deciding.registry import Kind, register

SCHEDULED_REFUSED = register(
    Kind(
        key="scheduled_refused",
        name=_("A scheduled message didn't go out"),
        title=_("Your message to %(name)s didn't go out"),
        body=_("We kept its text. About: %(title)s."),
        icon="clock-alert",
    )
)
