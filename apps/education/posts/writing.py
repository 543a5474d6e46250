"""What a text must satisfy before others see it."""

from apps.chat.scam.checks import sentence_of
from apps.chat.scam.current import rules
from apps.education.posts.errors import ContactInPost, PostNeedsConfirming
from apps.errors import InvalidInput
from apps.language import UnusableText, clean, contacts

MAX_TITLE, MAX_BODY = 120, 5000


def checked_title(title: str) -> str:
    """In one line."""
    return " ".join(_clean(title, MAX_TITLE, "title").split())


def checked_body(body: str) -> str:
    return _clean(body, MAX_BODY, "body")


def refuse_contacts(text: str) -> None:
    """Links stay, as words that can't be clicked. Raises ContactInPost."""
    for contact in contacts.find(text):
        if contact.kind != "url":
            raise ContactInPost(field="body", kind=contact.kind)


def is_to_be_held(text: str, *, is_confirmed: bool) -> bool:
    """Whether a moderator reads it first: the guard takes it for a trick, and its author sends it nevertheless. Raises
    PostNeedsConfirming where they weren't asked yet."""
    found = rules().suspicions(text)
    if found and not is_confirmed:
        raise PostNeedsConfirming(found[0].family, sentence_of(text, found[0].start, found[0].end))
    return bool(found)


def _clean(text: str, most: int, field: str) -> str:
    try:
        return clean(text, max_length=most)
    except UnusableText as error:
        raise InvalidInput(field=field) from error
