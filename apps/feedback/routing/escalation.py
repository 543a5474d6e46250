"""Before a clock runs out somebody is told; once it has, the ticket goes to somebody else."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from apps.accounts.models import User
from apps.feedback.routing.models import Team
from apps.feedback.routing.services import rule_for
from apps.feedback.sla.clocks import decide_if_late, note
from apps.feedback.sla.models import Clock, ClockEvent
from apps.feedback.tickets.kinds import TICKET_DUE_SOON, TICKET_OVERDUE
from apps.feedback.tickets.lifecycle import WAITING_FOR_US
from apps.feedback.tickets.models import EntryKind, Ticket
from apps.feedback.tickets.timeline import about, lock_ticket, write_entry
from apps.feedback.work.services import operators
from apps.notifications.deciding.registry import Kind
from apps.notifications.deciding.services import notify

MOST_AT_ONCE = 500
MOST_TOLD = 20


def watch_clocks(*, now: datetime) -> int:
    """Warns of what is due soon and hands on what is late, each once. Returns how many clocks that concerned."""
    runs = Clock.objects.filter(ended_at=None, paused_at=None)
    late = runs.filter(decided_at=None, due_at__lt=now).order_by("due_at")
    soon = runs.filter(warned_at=None, decided_at=None, warn_at__lte=now, due_at__gte=now).order_by("warn_at")
    return _for_each(late, _hand_on, now) + _for_each(soon, _warn, now)


def _for_each(clocks: QuerySet[Clock], step: Callable[[Ticket, Clock, datetime], bool], now: datetime) -> int:
    done = 0
    for clock_id, ticket_id in clocks.values_list("pk", "ticket_id")[:MOST_AT_ONCE]:
        with transaction.atomic():
            ticket = lock_ticket(ticket_id)
            # Read anew under the lock: meanwhile it may have ended, or somebody else was here.
            clock = Clock.objects.get(pk=clock_id)
            done += clock.ended_at is None and clock.paused_at is None and step(ticket, clock, now)
    return done


def _warn(ticket: Ticket, clock: Clock, now: datetime) -> bool:
    if clock.warned_at is not None:
        return False
    clock.warned_at = now
    clock.save(update_fields=["warned_at"])
    note(clock, ClockEvent.Kind.WARNED, at=now)
    _tell(ticket, clock, TICKET_DUE_SOON, now=now)
    return True


def _hand_on(ticket: Ticket, clock: Clock, now: datetime) -> bool:
    """To the team that the rule names, else to that of the next tier, and there to who has least to do."""
    if not decide_if_late(clock, now=now):
        return False
    ticket.needs_person = True
    team = team_for_late(ticket)
    if team is not None and team != ticket.team:
        ticket.team, ticket.assigned_to = team, least_busy(team)
        names = [team.name_en, team.name_zh]
        facts = {"team": team.pk, "to": ticket.assigned_to_id, "late": clock.kind, "team_names": names}
        write_entry(ticket, EntryKind.ASSIGNED, is_public=False, facts=facts, now=now)
    ticket.save()
    _tell(ticket, clock, TICKET_OVERDUE, now=now)
    return True


def team_for_late(ticket: Ticket) -> Team | None:
    """None where no team stands above."""
    rule = rule_for(ticket)
    if rule and rule.escalates_to:
        return rule.escalates_to
    above = Team.objects.filter(tier__gt=ticket.team.tier if ticket.team else 0)
    return above.order_by("tier", "pk").first()


def least_busy(team: Team) -> User | None:
    """Of the operators in the team the one with the fewest tickets that wait for us; None where there is nobody."""
    busy = Count("assigned_tickets", filter=Q(assigned_tickets__status__in=sorted(WAITING_FOR_US)), distinct=True)
    return operators().filter(support_teams=team).annotate(busy=busy).order_by("busy", "pk").first()


def _tell(ticket: Ticket, clock: Clock, kind: Kind, *, now: datetime) -> None:
    """Who works on it, or else the team."""
    worker, team = ticket.assigned_to, ticket.team
    if worker and worker.is_active:
        people = [worker]
    else:
        people = list(operators().filter(support_teams=team)[:MOST_TOLD]) if team else []
    for person in people:
        notify(
            person=person,
            kind=kind,
            cause=f"{kind.key}:{clock.pk}",
            facts=about(ticket),
            url=reverse("admin:feedback_desk_change", args=[ticket.pk]),
            now=now,
        )
