from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.notifications.deciding.registry import Kind, KindGroup, register

DATA_EXPORT_READY = register(
    Kind(
        key="data_export_ready",
        title=_("Your data is ready"),
        body=_("The copy of your data that you asked for is ready. You can download it for seven days."),
        icon="download",
        email_after_minutes=0,
        group=KindGroup.ACCOUNT,
        was_asked_for=True,
    )
)

SIGN_IN = {
    "password": _("Your account has a new password."),
    "on": _("Your sign-in asks for a code now, and everything else that was signed in is signed out."),
    "off": _("Your sign-in doesn't ask for a code any more."),
    "codes": _("New recovery codes were made for your sign-in. The ones before don't work any more."),
    "reset": _("An operator reset the second step of your sign-in, and signed you out everywhere."),
    "joined": _("An account of another service signs you in now, too."),
    "parted": _("The account of another service doesn't sign you in any more."),
    "guessed": _("Somebody gave your right password and then wrong codes, again and again."),
    "messenger": _("What we mailed you goes to a messenger now."),
}


def _change_in_words(facts: dict[str, Any]) -> dict[str, Any]:
    return {"change": str(SIGN_IN[facts["change"]])}


SIGN_IN_CHANGED = register(
    Kind(
        key="sign_in_changed",
        title=_("Your sign-in"),
        body=_("%(change)s If that wasn't you, choose a new password at once: by “Forgot your password?”."),
        icon="shield-check",
        email_after_minutes=0,
        localise=_change_in_words,
        group=KindGroup.ACCOUNT,
        is_duty=True,
    )
)
