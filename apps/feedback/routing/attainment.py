"""How much of what was waited for came in time, by week, by severity and by team."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncWeek
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.console.shares import Share
from apps.feedback.routing.models import Team
from apps.feedback.sla.models import Clock
from apps.feedback.tickets.labels import Severity

KINDS = tuple(Clock.Kind)


@dataclass(frozen=True)
class Row:
    """`shares` that were in time of those that were decided, in the order of KINDS; None where nothing was. `key` is
    the week's first day, the severity, or the team's number."""

    key: Any
    name: str
    shares: list[Share | None]


def by_week(*, since: datetime, until: datetime) -> list[Row]:
    week = TruncWeek("decided_at", tzinfo=timezone.get_default_timezone())
    counted = _counted(since, until, group=week)
    days = sorted(counted, reverse=True)
    return [_row(day.date(), date_format(day, "j M Y"), counted[day]) for day in days]


def by_severity(*, since: datetime, until: datetime) -> list[Row]:
    counted = _counted(since, until, group="ticket__severity")
    names = {**dict(Severity.choices), "": _("not sorted")}
    return [_row(key, str(name), counted[key]) for key, name in names.items() if key in counted]


def by_team(*, since: datetime, until: datetime) -> list[Row]:
    counted = _counted(since, until, group="team")
    teams = Team.objects.filter(pk__in=[key for key in counted if key])
    rows = [_row(team.pk, team.name, counted[team.pk]) for team in teams]
    return [*rows, _row(None, _("no team"), counted[None])] if None in counted else rows


def _counted(since: datetime, until: datetime, *, group: Any) -> dict[Any, dict[str, Share]]:
    """A clock counts where it was decided: when what was waited for came, or when it was due and hadn't come. One that
    runs counts nowhere."""
    decided = Clock.objects.filter(decided_at__gte=since, decided_at__lt=until).order_by()
    counts = decided.values_list(group, "kind").annotate(met=Count("pk", filter=Q(is_met=True)), of=Count("pk"))
    groups: dict[Any, dict[str, Share]] = defaultdict(dict)
    for name, kind, met, of in counts:
        groups[name][kind] = Share(met, of)
    return groups


def _row(key: Any, name: str, shares: dict[str, Share]) -> Row:
    return Row(key, name, [shares.get(kind) for kind in KINDS])
