"""Sentences that chat says by itself, each once; those for scripts go out with places to fill in."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from apps.accounts.models import User
from apps.chat.models import Conversation
from apps.chat.rendering import MessageDict
from apps.chat.selectors import Entry, Section

SYSTEM_WORDS: dict[str, str | Promise] = {
    "joined": gettext_lazy("{name} joined the conversation."),
    "left": gettext_lazy("{name} left the conversation."),
    "stage.greeting": gettext_lazy("{name} set the stage to: greeting"),
    "stage.clarify": gettext_lazy("{name} set the stage to: getting to know each other"),
    "stage.interview": gettext_lazy("{name} set the stage to: interview"),
    "stage.offer": gettext_lazy("{name} set the stage to: offer"),
    "stage.closed": gettext_lazy("{name} closed the conversation."),
    "history": gettext_lazy("What was said before:"),
    "other": gettext_lazy("Something changed in this conversation."),
}


def system_text(card: dict[str, Any] | None, names: dict[int, str]) -> str:
    """What a system message says. `names` holds how the reader calls each member."""
    card = card or {}
    kind = card.get("type", "other")
    key = f"stage.{card.get('stage')}" if kind == "stage" else kind
    name = names.get(card.get("user", 0)) or card.get("name") or _("Somebody")
    text = str(SYSTEM_WORDS.get(key, SYSTEM_WORDS["other"])).replace("{name}", name)
    if kind == "history":
        return "\n".join([text, *card.get("lines", [])])
    return text


def preview(message: MessageDict, names: dict[int, str]) -> str:
    """A message in one line, for lists."""
    if message["recalled_at"]:
        return _("Message recalled")
    if message["kind"] == "system":
        return system_text(message["card"], names)
    if message["body"]:
        return " ".join(message["body"].split())[:200]
    return pgettext("message", "Picture") if message["attachments"] else ""


def since_words(moment: datetime, *, now: datetime) -> str:
    """14:05, yesterday, Tuesday, 4 March: whatever fits after "since", in the active time zone."""
    local, today = timezone.localtime(moment), timezone.localtime(now).date()
    if local.date() == today:
        return date_format(local, "H:i")
    if local.date() == today - timedelta(days=1):
        return _("yesterday")
    if local.date() > today - timedelta(days=7):
        return date_format(local, "l")
    # Translators: a day and month in Django's date format, after the word "since".
    return date_format(local, _("j F"))


def why(entry: Entry, viewer: User, *, now: datetime) -> str:
    """Why the conversation stands where it does in the inbox: whose turn it is, and since when."""
    seat, conversation = entry.seat, entry.conversation
    if entry.section == Section.SNOOZED and seat.snoozed_until:
        return _("Comes back {time}").replace("{time}", until_words(seat.snoozed_until, now=now))
    if entry.section in (Section.CLOSED, Section.ARCHIVED):
        return str(Section(entry.section).label)
    if conversation.waiting_for_id is None or conversation.last_message_at is None:
        return ""
    since = since_words(conversation.last_message_at, now=now)
    if conversation.waiting_for_id == viewer.pk:
        return _("Waiting for you since {time}").replace("{time}", since)
    them = next((other.user.name for other in entry.others if other.user_id == conversation.waiting_for_id), "")
    if not them:
        return ""
    return _("Waiting for {name} since {time}").replace("{name}", them).replace("{time}", since)


def until_words(moment: datetime, *, now: datetime) -> str:
    """at 14:05, tomorrow at 09:00, on 4 March at 09:00."""
    local, today = timezone.localtime(moment), timezone.localtime(now).date()
    clock = date_format(local, "H:i")
    if local.date() == today:
        return _("at {time}").replace("{time}", clock)
    if local.date() == today + timedelta(days=1):
        return _("tomorrow at {time}").replace("{time}", clock)
    # Translators: day, month and time in Django's date format.
    return date_format(local, _(r"\o\n j F \a\t H:i"))


def stage_choices() -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in Conversation.Stage.choices]
