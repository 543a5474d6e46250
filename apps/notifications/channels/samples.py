"""How the e-mails of a kind look, with the names of their places in place of what would stand there."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from apps.accounts.models import User
from apps.notifications.channels.mail import letter
from apps.notifications.deciding.registry import MailEntry, kind_of
from apps.notifications.deciding.wording import PLACE
from apps.notifications.letters.models import LetterWording
from apps.notifications.letters.wording import wordings_in_use


def sample_letter(
    kind_key: str, *, language: str, wording: LetterWording | None = None, reader: User
) -> EmailMultiAlternatives:
    """In these words, else in those that are in use; to the reader. Its link that would stop such e-mails stops
    nothing."""
    kind = kind_of(kind_key)
    wording = wording or wordings_in_use([kind_key], language).get(kind_key)
    with translation.override(language):
        shipped = (str(kind.title), str(kind.body)) if kind else ("", "")
        title, body = (_named(text) for text in ((wording.title, wording.body) if wording else shipped))
        return letter(
            to=reader.email,
            subject=title,
            person=reader,
            entries=[MailEntry(title, body, settings.SITE_URL)],
            why=kind.why if kind else "",
            unsubscribe_url=settings.SITE_URL,
        )


def _named(text: str) -> str:
    return PLACE.sub(lambda place: f"‹{place['name']}›" if place["name"] else "%", text)
