"""What a reader is told where there is no translation."""

from django.utils.translation import gettext as _

from apps.chat.translation.models import Translation


def failure_words(translation: Translation) -> str:
    if translation.state != Translation.State.FAILED:
        return ""
    return {
        "timeout": _("The translation took too long. Try again in a moment."),
        "limited": _("Too many translations are asked for just now. Try again in a minute."),
        "nonsense": _("What came back was no translation, so it isn't shown. The original stands."),
    }.get(translation.why, _("The translation service doesn't answer. Try again later."))
