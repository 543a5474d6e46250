from django.utils.translation import gettext_lazy as _

from apps.notifications.deciding.registry import Kind, KindGroup, register

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
MAIL_STOPPED = register(
    Kind(
        key="mail_stopped",
        title=_("E-mails to you are stopped"),
        body=_("No e-mails go to %(address)s any more. The settings say why, and there you can let them come again."),
        icon="mail-x",
        group=KindGroup.ACCOUNT,
    )
)
