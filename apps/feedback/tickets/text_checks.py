"""What people may write into a ticket, a reply or a comment, and in which language it is."""

from django.utils.translation import gettext as _

from apps.feedback.tickets.errors import UnusableTicketText
from apps.feedback.tickets.labels import Language
from apps.language import UnusableText, clean, detect
from apps.language.foreign import is_foreign

MAX_CHARACTERS = 8_000
MAX_COMMENT_CHARACTERS = 2_000


def checked_text(text: str, *, field: str = "body", max_characters: int = MAX_CHARACTERS) -> str:
    """The text without white space around it. Raises UnusableTicketText, which says what is wrong with it."""
    try:
        return clean(text, max_length=max_characters)
    except UnusableText as error:
        raise UnusableTicketText(_reason(error.code, text, max_characters), field=field, reason=error.code) from error


def checked_optional_text(text: str, *, field: str, max_characters: int = MAX_COMMENT_CHARACTERS) -> str:
    """Like `checked_text`, but nothing is fine too."""
    return checked_text(text, field=field, max_characters=max_characters) if text.strip() else ""


def language_of(text: str) -> str:
    return Language.OTHER if is_foreign(text) else detect(text)


def _reason(code: str, text: str, max_characters: int) -> str:
    if code == "empty":
        return _("Please write a few words first.")
    if code == "too_long":
        return _(
            "Your text has %(count)s characters; %(limit)s is the most we can take. "
            "Shorten it, or send the rest as a reply."
        ) % {"count": f"{len(text.strip()):,}", "limit": f"{max_characters:,}"}
    return _("Your text contains a character that can't be stored. Remove the last thing you pasted and try again.")
