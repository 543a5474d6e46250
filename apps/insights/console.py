"""The console's first page: today's numbers, each with its change and, for a share, its interval."""

import json
from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.chat.metrics import selectors as chat
from apps.console.rights import VIEW, grant
from apps.console.tiles import tiles_for
from apps.insights.models import Dashboard

grant("analyst", {Dashboard: VIEW})

CHART_DAYS = 28
CHART_COLOUR = "#0E7C6B"
NOTHING = chat.Day(opened=0, answered=0, asked=0)


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Adds what this operator may see; called by the console's index."""
    now = timezone.now()
    context["tiles"] = tiles_for(request.user, now=now)
    if request.user.has_perm("insights.view_dashboard"):
        context["charts"] = charts(now)
    context["numbers_at"] = now
    context["title"] = _("Today")
    return context


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
