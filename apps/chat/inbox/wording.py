"""Why a conversation stands where it does in the inbox, in words."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.conversations.sections import WAITING_SECTIONS, Section
from apps.chat.inbox.selectors import Entry
from apps.chat.messages.models import Message


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
    participant, conversation = entry.participant, entry.conversation
    if entry.section == Section.SNOOZED and participant.snoozed_until:
        return _("Comes back {time}").replace("{time}", until_words(participant.snoozed_until, now=now))
    if entry.section in (Section.CLOSED, Section.ARCHIVED):
        return str(Section(entry.section).label)
    if conversation.waiting_for_id is None or conversation.waiting_since is None:
        return ""
    since = since_words(conversation.waiting_since, now=now)
    if conversation.waiting_for_id == viewer.pk:
        if entry.section not in WAITING_SECTIONS:
            return ""
        return _("Waiting for you since {time}").replace("{time}", since)
    them = next((other.user.name for other in entry.others if other.user_id == conversation.waiting_for_id), "")
    if not them:
        return ""
    if (when := promised(entry, now=now)) is not None:
        words = _("{name} will answer tonight") if when == "tonight" else _("{name} will answer tomorrow")
        return words.replace("{name}", them)
    return _("Waiting for {name} since {time}").replace("{name}", them).replace("{time}", since)


def promised(entry: Entry, *, now: datetime) -> str | None:
    """For when the other side promised its answer (tonight, tomorrow), where that is the last word and not over."""
    last = entry.last_message
    if last is None or last.origin != Message.Origin.PROMISE or last.recalled_at is not None:
        return None
    facts = last.facts or {}
    if "until" not in facts or datetime.fromisoformat(facts["until"]) <= now:
        return None
    is_still_that_day = timezone.localtime(last.created_at).date() == timezone.localtime(now).date()
    return facts["when"] if is_still_that_day else "tonight"


def time_words(moment: datetime, *, now: datetime) -> str:
    """at 14:05, yesterday at 14:05, on 4 March at 09:00: a time near now, before or after it."""
    local, today = timezone.localtime(moment), timezone.localtime(now).date()
    if local.date() == today - timedelta(days=1):
        return _("yesterday at {time}").replace("{time}", date_format(local, "H:i"))
    return until_words(moment, now=now)


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
