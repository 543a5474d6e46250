"""By when an answer is due, and why: what was promised, what one usually takes, or a day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.availability.models import AnswerPromise
from apps.chat.availability.reply_window import ReplyWindow, reply_window
from apps.chat.conversations.sections import WAITING_SECTIONS, Section
from apps.chat.inbox.selectors import Because, Due, Entry
from apps.chat.inbox.wording import time_words

A_DAY = timedelta(hours=24)
"""Within this a greeting should have its answer; also what comes without a habit to go by."""


def with_dues(entries: list[Entry], viewer: User, *, now: datetime) -> list[Entry]:
    """The same lines, those that wait for the viewer with the time by which an answer is due. Two queries at most."""
    waiting = {one.conversation.pk: one for one in entries if _waits(one)}
    if not waiting:
        return entries
    promised = promises_of(viewer, waiting)
    is_usual = any(entry.section == Section.MINE and pk not in promised for pk, entry in waiting.items())
    window = reply_window(viewer, now=now) if is_usual else None
    return [
        replace(entry, due=due_of(entry, promised.get(pk), window))
        if (pk := entry.conversation.pk) in waiting
        else entry
        for entry in entries
    ]


def _waits(entry: Entry) -> bool:
    return entry.section in WAITING_SECTIONS and entry.conversation.waiting_since is not None


def due_of(entry: Entry, promised: datetime | None, window: ReplyWindow | None) -> Due | None:
    """What was said outweighs the habit, the habit the rule."""
    since = entry.conversation.waiting_since
    if since is None:
        return None
    if promised is not None and promised > since:
        return Due(promised, Because.PROMISE)
    if entry.section == Section.NEW:
        return Due(since + A_DAY, Because.GREETING)
    if window is not None:
        return Due(since + timedelta(minutes=window.within_minutes), Because.WINDOW)
    return Due(since + A_DAY, Because.DAY)


def promises_of(person: User, conversation_ids: Iterable[int]) -> dict[int, datetime]:
    """Until when the person promised an answer, by conversation; one query."""
    told = [AnswerPromise.State.OPEN, AnswerPromise.State.BROKEN]
    promises = AnswerPromise.objects.filter(person=person, conversation__in=conversation_ids, state__in=told)
    return dict(promises.order_by("until").values_list("conversation", "until"))


_DUE = {
    Because.PROMISE: _("Answer due {time}, as you promised"),
    Because.WINDOW: _("Answer due {time}, going by your usual time"),
    Because.GREETING: _("Answer due {time}, a day after the greeting"),
    Because.DAY: _("Answer due {time}, a day after they wrote"),
}

_WAS_DUE = {
    Because.PROMISE: _("Was due {time}, as you promised"),
    Because.WINDOW: _("Was due {time}, going by your usual time"),
    Because.GREETING: _("Was due {time}, a day after the greeting"),
    Because.DAY: _("Was due {time}, a day after they wrote"),
}


def due_words(due: Due | None, *, now: datetime) -> str:
    """ "Answer due at 17:05, as you promised"; of what is over: "was due"."""
    if due is None:
        return ""
    words = _DUE if due.at > now else _WAS_DUE
    return str(words[due.because]).replace("{time}", time_words(due.at, now=now))
