"""Interviews in words, in the active language."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.interviews.slots import offset_words
from apps.ui.templatetags.ui import exact_words

WAYS: dict[str, str | Promise] = {
    "video": gettext_lazy("Video call"),
    "phone": gettext_lazy("Phone call"),
    "on_site": gettext_lazy("On site"),
}

DECLINE_REASONS: dict[str, str | Promise] = {
    "not_fitting": gettext_lazy("The job isn't right for me"),
    "other_offer": gettext_lazy("I accepted another offer"),
    "not_now": gettext_lazy("I'm not looking just now"),
    "other": gettext_lazy("Another reason"),
}
CANCEL_REASONS: dict[str, str | Promise] = {
    "came_up": gettext_lazy("Something came up"),
    "ill": gettext_lazy("Illness"),
    "filled": gettext_lazy("The position is filled"),
    "other_offer": gettext_lazy("I accepted another offer"),
    "other": gettext_lazy("Another reason"),
}
REASONS = DECLINE_REASONS | CANCEL_REASONS

STATES: dict[str, str | Promise] = {
    "open": gettext_lazy("A time is to be chosen"),
    "proposed": gettext_lazy("Another time is proposed"),
    "agreed": pgettext_lazy("interview", "Agreed"),
    "declined": pgettext_lazy("interview", "Declined"),
    "withdrawn": pgettext_lazy("interview", "Taken back"),
    "cancelled": pgettext_lazy("interview", "Called off"),
    "lapsed": gettext_lazy("No time was agreed"),
    "over": pgettext_lazy("interview", "Over"),
}

OUTCOME_STATES: dict[str, str | Promise] = {
    "open": gettext_lazy("Waiting for an answer"),
    "said": gettext_lazy("One side has said"),
    "differing": gettext_lazy("The two sides differ"),
    "attended": gettext_lazy("It took place"),
    "not_held": gettext_lazy("It didn't take place"),
    "disputed": gettext_lazy("Left open: the two sides differ"),
    "unsaid": gettext_lazy("Nobody said how it was"),
}

SAID: dict[str, str | Promise] = {
    "took_place": gettext_lazy("It took place"),
    "missed": gettext_lazy("It didn't take place"),
    "other": gettext_lazy("Something else happened"),
}


def moment_in(facts: Mapping[str, Any], name: str) -> datetime | None:
    """A moment that a card's facts hold, in UTC; None where there is none."""
    value = facts.get(name)
    return parse_datetime(value) if isinstance(value, str) else None


def span_words(start: datetime, end: datetime, *, zone: tzinfo | None = None) -> str:
    """ "Tue, 3 Mar 2026, 10:00–10:45", on the reader's clock."""
    begins, ends = (moment.astimezone(zone or timezone.get_current_timezone()) for moment in (start, end))
    with timezone.override(begins.tzinfo):
        return f"{exact_words(begins)}–{ends:%H:%M}"


def zone_words(moment: datetime, *, zone: tzinfo | None = None) -> str:
    """The reader's zone at that moment: "Asia/Kolkata (UTC+5:30)"."""
    local = moment.astimezone(zone or timezone.get_current_timezone())
    name, offset = str(local.tzinfo), offset_words(local)
    return name if name == offset else f"{name} ({offset})"


def with_time(facts: Mapping[str, Any]) -> dict[str, Any]:
    """A notification's facts, with `when` and `clock` of what they say happens, on the clock that they name."""
    start, end = (datetime.fromisoformat(facts[name]) for name in ("starts_at", "ends_at"))
    zone = ZoneInfo(facts["zone"])
    when = f"{span_words(start, end, zone=zone)}, {zone_words(start, zone=zone)}"
    return {**facts, "when": when, "clock": f"{start.astimezone(zone):%H:%M}"}


def minutes_words(minutes: int) -> str:
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


def words_of(names: Mapping[str, str | Promise], key: Any) -> str:
    return str(names.get(key, "")) if isinstance(key, str) else ""


def other_name(conversation: Conversation, reader: User) -> str:
    """Whom the reader meets."""
    other = conversation.recruiter if reader.pk == conversation.candidate_id else conversation.candidate
    return other.name if other else (conversation.title or _("Somebody"))


def with_words(conversation: Conversation, reader: User) -> str:
    return _("Interview with %(name)s") % {"name": other_name(conversation, reader)}
