from django.utils.translation import gettext_lazy as _

from apps.notifications.deciding.registry import Kind, KindGroup, register

ASKED = register(
    Kind(
        key="expert_asked",
        name=_("Somebody has a question for you"),
        title=_("%(name)s has a question for you: %(topic)s"),
        body=_("%(question)s"),
        icon="headset",
        email_after_minutes=10,
        group=KindGroup.FEEDBACK,
    )
)
