from django.utils.translation import gettext_lazy as _

from apps.notifications.deciding.registry import Kind, register

MENTIONED = register(
    Kind(
        key="mentioned",
        title=_("%(name)s mentioned you"),
        body=_("In the group %(title)s."),
        icon="at-sign",
        email_after_minutes=30,
    )
)
