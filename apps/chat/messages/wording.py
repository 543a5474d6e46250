"""What the product itself says in a conversation, and a message in one line."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from apps.chat.files.wording import called
from apps.chat.messages.rendering import MessageDict

CardWords = Callable[[MessageDict], str]
_card_words: list[CardWords] = []


def tell_cards_by(words: CardWords) -> None:
    """Registers the one source of a card's line, in the reader's language."""
    _card_words[:] = [words]


SYSTEM_WORDS: dict[str, str | Promise] = {
    "joined": gettext_lazy("{name} joined the conversation."),
    "left": gettext_lazy("{name} left the conversation."),
    "removed": gettext_lazy("{name} was taken out of the group."),
    "group_opened": gettext_lazy("{name} opened this group."),
    "renamed": gettext_lazy("{name} renamed the group:"),
    "owner": gettext_lazy("{name} owns the group now."),
    "handed_over": gettext_lazy("{name} took the conversation over."),
    "introduced": gettext_lazy("{name} wrote on joining:"),
    "stage.greeting": gettext_lazy("{name} set the stage to: greeting"),
    "stage.clarify": gettext_lazy("{name} set the stage to: getting to know each other"),
    "stage.interview": gettext_lazy("{name} set the stage to: interview"),
    "stage.offer": gettext_lazy("{name} set the stage to: offer"),
    "stage.closed": gettext_lazy("{name} closed the conversation."),
    "interview_agreed": gettext_lazy("A time for an interview is agreed. The stage is now: interview"),
    "reopened": gettext_lazy("{name} wrote, so the conversation is open again."),
    "support_called": gettext_lazy("Our support team has the question now."),
    "history": gettext_lazy("What was said before:"),
    "other": gettext_lazy("Something changed in this conversation."),
}


def system_text(card: dict[str, Any] | None, names: dict[int, str]) -> str:
    """What a system message says. `names` holds how the reader calls each member."""
    card = card or {}
    kind = card.get("type", "other")
    # A stage to which something else led says what that was.
    key = card.get("after") or (f"stage.{card.get('stage')}" if kind == "stage" else kind)
    name = names.get(card.get("user", 0)) or card.get("name") or _("Somebody")
    text = str(SYSTEM_WORDS.get(key, SYSTEM_WORDS["other"])).replace("{name}", name)
    if card.get("lines"):
        return "\n".join([text, *card.get("lines", [])])
    return text


def author_name(message: MessageDict, names: dict[int, str]) -> str:
    """Of whom the message is: of the product where nobody sent it, "" for who isn't among the reader's `names`."""
    return names.get(message["sender"], "") if message["sender"] else _("Rapport")


def preview(message: MessageDict, names: dict[int, str]) -> str:
    """A message in one line, for lists."""
    if message["recalled_at"]:
        return _("Message recalled")
    if message["kind"] == "system":
        return system_text(message["card"], names)
    if message["kind"] == "card" and _card_words:
        return _card_words[0](message)
    if message["body"]:
        return " ".join(message["body"].split())[:200]
    return _attached(message["attachments"][0]) if message["attachments"] else ""


def _attached(first: dict[str, Any]) -> str:
    if first["form"] == "document":
        return _("File: %(name)s") % {"name": first["name"]}
    if first["form"] == "voice":
        return called(first["form"], first["name"], first["facts"])
    return pgettext("message", "Picture")
