"""The console's first page: today's numbers, each with its change and, for a share, its interval."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.chat.metrics import selectors as chat
from apps.events.selectors import oldest_unhandled_seconds, parked_count
from apps.feedback.tickets import metrics as feedback
from apps.gamification.awards import metrics as gamification
from apps.insights.intervals import wilson

WEEK = timedelta(days=7)
LATE_SECONDS = 30
"""An event that waits longer has no relay that works."""
CHART_DAYS = 28
CHART_COLOUR = "#0E7C6B"
NOTHING = chat.Day(opened=0, answered=0, asked=0)

AGE_NAMES: dict[str, Promise] = {
    "under_1_day": gettext_lazy("under a day"),
    "1_to_3_days": gettext_lazy("1–3 days"),
    "3_to_7_days": gettext_lazy("3–7 days"),
    "7_to_30_days": gettext_lazy("7–30 days"),
    "over_30_days": gettext_lazy("over 30 days"),
}


@dataclass(frozen=True)
class Tile:
    """One number: `value` in words, what it means, and how it stood in the seven days before."""

    key: str
    title: str
    value: str
    meaning: str
    before: str = ""
    interval: str = ""
    url: str = ""
    warning: str = ""
    bars: list[tuple[str, int, int]] = field(default_factory=list)


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Adds what this operator may see; called by the console's index."""
    now = timezone.now()
    context["tiles"] = [tile(now) for permission, tile in TILES if request.user.has_perm(permission)]
    if request.user.has_perm("insights.view_dashboard"):
        context["charts"] = charts(now)
    context["numbers_at"] = now
    context["title"] = _("Today")
    return context


def _share(pair: tuple[int, int]) -> str:
    part, whole = pair
    return f"{round(100 * part / whole)}%" if whole else "–"


def _interval(pair: tuple[int, int]) -> str:
    limits = wilson(*pair)
    if limits is None:
        return ""
    return _("95%% interval: %(low)d–%(high)d%%") % {"low": round(100 * limits[0]), "high": round(100 * limits[1])}


def _minutes(minutes: float | None) -> str:
    if minutes is None:
        return "–"
    if minutes < 90:
        return ngettext("%(n)d minute", "%(n)d minutes", round(minutes)) % {"n": round(minutes)}
    return _("%(n)s hours") % {"n": number_format(round(minutes / 60, 1), 1)}


def _before(value: str) -> str:
    return _("week before: %(value)s") % {"value": value}


def reply_rate_tile(now: datetime) -> Tile:
    this = chat.replies(since=now - WEEK, until=now, now=now)
    last = chat.replies(since=now - 2 * WEEK, until=now - WEEK, now=now)
    return Tile(
        key="reply_rate",
        title=_("Reply rate in 24 hours"),
        value=_share(this),
        before=_before(_share(last)),
        interval=_interval(this),
        meaning=_("%(answered)d of %(asked)d opening messages of the last 7 days were answered by a person in time.")
        % {"answered": this[0], "asked": this[1]},
    )


def first_reply_tile(now: datetime) -> Tile:
    return Tile(
        key="first_reply",
        title=_("Time to first reply"),
        value=_minutes(chat.median_first_reply_minutes(since=now - WEEK, until=now)),
        before=_before(_minutes(chat.median_first_reply_minutes(since=now - 2 * WEEK, until=now - WEEK))),
        meaning=_("Median over the conversations opened in the last 7 days that have an answer."),
    )


def depth_tile(now: datetime) -> Tile:
    this = chat.two_sided(since=now - WEEK, until=now)
    return Tile(
        key="two_sided_depth",
        title=_("Two-sided conversations"),
        value=_share(this),
        before=_before(_share(chat.two_sided(since=now - 2 * WEEK, until=now - WEEK))),
        interval=_interval(this),
        meaning=_("%(deep)d of %(opened)d conversations opened in the last 7 days have two turns of each side.")
        % {"deep": this[0], "opened": this[1]},
    )


def tickets_tile(now: datetime) -> Tile:
    by_age = feedback.open_tickets_by_age(now=now)
    largest = max(by_age.values(), default=0) or 1
    return Tile(
        key="open_tickets",
        title=_("Open tickets by age"),
        value=str(sum(by_age.values())),
        meaning=_("Tickets that wait for us, by the time since they came in."),
        url=reverse("admin:feedback_ticket_changelist"),
        bars=[(str(AGE_NAMES[name]), count, round(100 * count / largest)) for name, count in by_age.items()],
    )


def points_tile(now: datetime) -> Tile:
    this = gamification.points_settled(since=now - WEEK, until=now)
    return Tile(
        key="points_given",
        title=_("Points given"),
        value=str(this),
        before=_before(str(gamification.points_settled(since=now - 2 * WEEK, until=now - WEEK))),
        meaning=_("Settled in the last 7 days and not taken back. %(pending)d more are pending.")
        % {"pending": gamification.points_pending()},
        url=reverse("admin:gamification_award_changelist"),
    )


def outbox_tile(now: datetime) -> Tile:
    parked, oldest = parked_count(), round(oldest_unhandled_seconds(now=now))
    return Tile(
        key="outbox",
        title=_("Background work"),
        value=_("%(n)s s") % {"n": oldest},
        warning=_("Relay and worker don't keep up, or don't run.") if oldest > LATE_SECONDS else "",
        meaning=ngettext(
            "Age of the oldest event that waits. %(n)d delivery is parked.",
            "Age of the oldest event that waits. %(n)d deliveries are parked.",
            parked,
        )
        % {"n": parked},
        url=reverse("admin:events_faileddelivery_changelist") + "?parked_at__isempty=0",
    )


TILES: list[tuple[str, Callable[[datetime], Tile]]] = [
    ("insights.view_dashboard", reply_rate_tile),
    ("insights.view_dashboard", first_reply_tile),
    ("insights.view_dashboard", depth_tile),
    ("feedback.view_ticket", tickets_tile),
    ("gamification.view_award", points_tile),
    ("events.view_faileddelivery", outbox_tile),
]


def charts(now: datetime) -> list[dict[str, str]]:
    """Data of the charts of the last 28 days, oldest day first, as Chart.js reads them; in the reader's time zone."""
    zone = timezone.get_current_timezone()
    today = now.astimezone(zone).date()
    days = [today - timedelta(days=back) for back in range(CHART_DAYS - 1, -1, -1)]
    since = datetime.combine(days[0], time.min, zone)
    found = chat.replies_by_day(since=since, until=now, now=now, zone=zone)
    counts = [found.get(day, NOTHING) for day in days]
    opened = {"data": [count.opened for count in counts], "backgroundColor": CHART_COLOUR, "displayYAxis": True}
    rates = {
        "data": [round(100 * count.answered / count.asked) if count.asked else None for count in counts],
        "borderColor": CHART_COLOUR,
        "type": "line",
        "spanGaps": True,
        "displayYAxis": True,
    }
    labels = [date_format(day, "MONTH_DAY_FORMAT") for day in days]
    return [
        {"title": title, "data": json.dumps({"labels": labels, "datasets": [series]})}
        for title, series in (
            (_("Conversations opened a day"), opened),
            (_("Reply rate in 24 hours, by day of opening (%)"), rates),
        )
    ]
