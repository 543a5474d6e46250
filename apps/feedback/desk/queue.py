"""The queue of the workspace: which part of it is shown, in which order, and what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.feedback.routing.models import RoutingRule
from apps.feedback.tickets.labels import Area, Category, Language, Severity
from apps.feedback.tickets.models import Ticket, TicketQuerySet

SHOWN = 25
QUEUES = {
    "us": _("Waiting for us"),
    "mine": _("Assigned to me"),
    "team": _("My teams"),
    "nobody": _("Assigned to nobody"),
    "late": _("Overdue"),
}
CHOICES: dict[str, dict[str, Any]] = {
    "severity": dict(Severity.choices),
    "category": dict(Category.choices),
    "area": dict(Area.choices),
    "language": dict(Language.choices),
}


@dataclass(frozen=True)
class View:
    """A part of the queue; what is empty narrows nothing."""

    queue: str = "us"
    severity: str = ""
    category: str = ""
    area: str = ""
    language: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "View":
        """From an address; what isn't known there is left out."""
        queue = given.get("queue", "us")
        known = {name: given.get(name, "") for name in CHOICES}
        kept = {name: value for name, value in known.items() if value in CHOICES[name]}
        return cls(queue=queue if queue in QUEUES else "us", **kept)

    @property
    def query(self) -> str:
        """For addresses: "queue=mine&area=chat"; empty for the whole queue."""
        given = {name: getattr(self, name) for name in ("queue", *CHOICES)}
        return urlencode({name: value for name, value in given.items() if value and (name, value) != ("queue", "us")})

    def tickets(self, operator: User, *, now: datetime) -> TicketQuerySet:
        tickets = Ticket.objects.waiting()
        match self.queue:
            case "mine":
                tickets = tickets.filter(assigned_to=operator)
            case "team":
                tickets = tickets.filter(team__in=list(operator.support_teams.values_list("pk", flat=True)))
            case "nobody":
                tickets = tickets.filter(assigned_to=None)
            case "late":
                tickets = tickets.filter(due_at__lt=now)
        narrowed = {name: getattr(self, name) for name in CHOICES if getattr(self, name)}
        return tickets.filter(**narrowed).order_by("turn_at", "pk")


@dataclass(frozen=True)
class Page:
    tickets: list[Ticket]
    more: str
    """Where the rest begins; empty where nothing is left."""


def queue_page(view: View, operator: User, *, after: str = "", now: datetime) -> Page:
    """Up to 25 tickets, those whose turn is first; `after` is what the page before ended with."""
    tickets = view.tickets(operator, now=now).select_related("assigned_to")
    if place := _place(after):
        tickets = tickets.filter(_behind(*place))
    shown = list(tickets[: SHOWN + 1])
    has_more = len(shown) > SHOWN
    shown = shown[:SHOWN]
    last = shown[-1] if shown else None
    return Page(shown, f"{last.turn_at.timestamp():.6f}-{last.pk}" if last and has_more else "")


def neighbours(view: View, operator: User, ticket: Ticket, *, now: datetime) -> tuple[int | None, int | None]:
    """The tickets before and behind this one in the queue; behind the last one comes the first."""
    tickets = view.tickets(operator, now=now).exclude(pk=ticket.pk)
    behind = tickets.filter(_behind(ticket.turn_at, ticket.pk)).values_list("pk", flat=True).first()
    if behind is None:
        behind = tickets.values_list("pk", flat=True).first()
    before = (
        tickets.filter(turn_at__lte=ticket.turn_at)
        .filter(Q(turn_at__lt=ticket.turn_at) | Q(pk__lt=ticket.pk))
        .order_by("-turn_at", "-pk")
        .values_list("pk", flat=True)
        .first()
    )
    return before, behind


def parts_of(ticket: Ticket, rules: Mapping[int, RoutingRule]) -> list[str]:
    """Why it is this ticket's turn then, in words."""
    parts = ticket.turn_parts
    if not parts:
        return [gettext("Not sorted yet: it stands where it came in.")]
    rule = rules.get(parts.get("rule") or 0)
    words = [_words_of(rule) if rule else gettext("No rule fits")]
    if parts.get("people", 1) > 1:
        people = ngettext("%(n)s person", "%(n)s people", parts["people"]) % {"n": parts["people"]}
        words.append(
            gettext("%(people)s say so: %(factor)s times sooner") % {"people": people, "factor": parts["factor"]}
        )
    if parts.get("later_hours"):
        waiting = ngettext(
            "%(n)s ticket of the same segment waits before it",
            "%(n)s tickets of the same segment wait before it",
            parts["before"],
        ) % {"n": parts["before"]}
        words.append(
            gettext("%(waiting)s: %(hours)s h later, so that others aren't held up")
            % {"waiting": waiting, "hours": parts["later_hours"]}
        )
    if ticket.promised_for:
        words.append(gettext("News is promised"))
    return words


def _words_of(rule: RoutingRule) -> str:
    facts = {"rule": rule.words, "hours": rule.answer_hours}
    if rule.calendar_id:
        return gettext("Rule “%(rule)s”: within %(hours)s working hours") % facts
    return gettext("Rule “%(rule)s”: within %(hours)s h") % facts


def _behind(turn_at: datetime, number: int) -> Q:
    # The range first: with it an index is read from the right place.
    return Q(turn_at__gte=turn_at) & (Q(turn_at__gt=turn_at) | Q(pk__gt=number))


def _place(after: str) -> tuple[datetime, int] | None:
    moment, _dash, number = after.partition("-")
    try:
        at = datetime.fromtimestamp(float(moment), tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return (at, int(number)) if number.isascii() and number.isdecimal() and len(number) < 19 else None
