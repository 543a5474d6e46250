from django.utils.translation import gettext_lazy as _

from apps.notifications.deciding.registry import Kind, register

MAIL_REFUSED = register(
    Kind(
        key="mail_refused",
        title=_("Your reply by e-mail wasn't sent"),
        body=_("%(reason)s\n\nWhat you wrote: %(words)s"),
        icon="mail-x",
        email_after_minutes=0,
        was_asked_for=True,
    )
)
