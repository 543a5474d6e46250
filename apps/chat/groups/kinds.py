from django.utils.translation import gettext_lazy as _

from apps.notifications.deciding.registry import Kind, register

INVITED = register(
    Kind(
        key="group_invitation",
        name=_("Somebody invites you to a group"),
        title=_("%(name)s invites you to a group"),
        body=_("%(title)s. You see who is in it before you decide."),
        icon="users",
        email_after_minutes=30,
    )
)
