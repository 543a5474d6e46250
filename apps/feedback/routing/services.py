"""A ticket that waits finds its team, the moment by which it is to be answered, and its turn."""

import math
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.segments.selectors import segments_of
from apps.errors import NotFound
from apps.feedback.routing.fairness import Place, Places
from apps.feedback.routing.models import RoutingRule, Team
from apps.feedback.sla.clocks import Terms, Wanted, begin, start_clocks
from apps.feedback.sla.models import Clock
from apps.feedback.tickets.kinds import CASE_OPENED
from apps.feedback.tickets.lifecycle import WAITING_FOR_US
from apps.feedback.tickets.models import EntryKind, Ticket
from apps.feedback.tickets.timeline import lock_ticket, lock_tickets, save_tickets, tell_assignee, write_entry
from apps.feedback.topics.duplicates import duplicates_of, with_duplicates
from apps.feedback.topics.voices import voices_of

MOST_RULES = 200
USUAL_TERMS = Terms(timedelta(hours=48), warn_after=0.8)
"""Where no rule fits."""

MOST_SOONER = 5.0
CHANGED = ("team", "due_at", "assigned_to", "lane", "turn_at", "turn_parts", "last_public_at")
"""What routing says of a ticket."""


def sooner(people: int) -> float:
    """So many times sooner it is the turn of what concerns so many people: 1 + log₂ of them, at most five times."""
    return min(MOST_SOONER, 1 + math.log2(max(1, people)))


def route_ticket(*, ticket_id: int) -> Ticket:
    """As `route_tickets`, for one. Raises NotFound."""
    for ticket in route_tickets(ticket_ids=[ticket_id]):
        return ticket
    raise NotFound


@transaction.atomic
def route_tickets(*, ticket_ids: Collection[int]) -> list[Ticket]:
    """Gives those of these tickets that wait their teams, unless they have one, starts their clocks, whose due times
    stay once they were set, and gives each its turn: the share of that time which its weight leaves, later where many
    of its segment wait already. A turn is a moment, so that nothing that comes later pushes it back: what waits comes
    nearer to the front with every hour. Returns all that there are, by their numbers."""
    tickets = lock_tickets(ticket_ids)
    waiting = sorted((ticket for ticket in tickets if ticket.waits_for_us), key=lambda one: (one.waits_since, one.pk))
    if not waiting:
        return tickets
    reporters = {ticket.reporter_id for ticket in waiting if ticket.reporter_id}
    segments = segments_of(reporters)
    rules = rules_in_use()
    clocks = _clocks_of(waiting)
    repeated = with_duplicates([ticket.pk for ticket in waiting])
    places = Places(waiting, now=timezone.now())
    begun: list[Clock] = []
    for ticket in waiting:
        theirs = segments.get(ticket.reporter_id or 0, frozenset())
        rule = rule_for(ticket, theirs, rules)
        if ticket.team_id is None and rule is not None:
            ticket.team = rule.team
        new, ticket.due_at = _due(ticket, clocks[ticket.pk], rule)
        begun += new
        if ticket.is_case and ticket.assigned_to_id is None:
            _give_owner(ticket)
        people = people_behind(ticket, has_duplicates=ticket.pk in repeated)
        place = places.take(ticket, rule=rule.pk if rule else None, segments=theirs)
        _give_turn(ticket, rule, place, people)
    start_clocks(begun)
    save_tickets(waiting, CHANGED)
    return tickets


def _give_turn(ticket: Ticket, rule: RoutingRule | None, place: Place, people: int) -> None:
    factor = sooner(people)
    ticket.lane = place.lane
    wait = max(timedelta(), (ticket.due_at or ticket.waits_since) - ticket.waits_since) + place.later
    ticket.turn_at = ticket.waits_since + wait / factor
    ticket.turn_parts = {
        "rule": rule.pk if rule else None,
        "people": people,
        "factor": round(factor, 1),
        "before": place.before,
        "later_hours": round(place.later / factor / timedelta(hours=1)),
    }


def _clocks_of(tickets: Collection[Ticket]) -> dict[int, list[Clock]]:
    found: dict[int, list[Clock]] = {ticket.pk: [] for ticket in tickets}
    for clock in Clock.objects.filter(ticket__in=found).order_by("pk"):
        found[clock.ticket_id].append(clock)
    return found


def _due(ticket: Ticket, clocks: Sequence[Clock], rule: RoutingRule | None) -> tuple[list[Clock], datetime]:
    """The clocks that are to start, and when the first of all that run runs out."""
    running = [clock for clock in clocks if clock.ended_at is None]
    # A case comes with a due time of its own, before any clock runs.
    promised = None if clocks else ticket.due_at
    if ticket.promised_for is not None:
        promised = datetime.combine(ticket.promised_for, time(23, 59), tzinfo=timezone.get_default_timezone())
    terms = rule.answer_terms if rule else USUAL_TERMS
    wanted = [Wanted(Clock.Kind.NEXT if ticket.first_response_at else Clock.Kind.FIRST, terms, promised)]
    if rule and rule.solution_terms and ticket.status in WAITING_FOR_US:
        wanted.append(Wanted(Clock.Kind.SOLUTION, rule.solution_terms))
    known = {clock.kind for clock in running}
    new = [begin(ticket.pk, one, since=ticket.waits_since) for one in wanted if one.kind not in known]
    running += new
    due = [clock.due_at for clock in running if clock.paused_at is None]
    return new, min(due or [clock.due_at for clock in running if clock.kind == wanted[0].kind])


def _give_owner(ticket: Ticket) -> None:
    """A low score is somebody's from the start: of its team who has the fewest that wait."""
    members = ticket.team.members.filter(is_staff=True, is_active=True) if ticket.team else User.objects.none()
    waiting = Count("assigned_tickets", filter=Q(assigned_tickets__status__in=WAITING_FOR_US))
    owner = members.annotate(waiting=waiting).order_by("waiting", "pk").first()
    if owner is None:
        return
    ticket.assigned_to, now = owner, timezone.now()
    Ticket.objects.filter(pk=ticket.pk).update(assigned_to=owner)  # the next case counts it
    entry = write_entry(ticket, EntryKind.ASSIGNED, is_public=False, facts={"to": owner.pk, "as_case": True}, now=now)
    tell_assignee(ticket, entry, CASE_OPENED, now=now)


def rules_in_use() -> list[RoutingRule]:
    """In the order in which they are tried."""
    rules = RoutingRule.objects.filter(is_active=True).select_related("segment", "calendar", "team")
    return list(rules.order_by("place", "pk")[:MOST_RULES])


def rule_for(
    ticket: Ticket, segments: frozenset[str] | None = None, rules: Iterable[RoutingRule] | None = None
) -> RoutingRule | None:
    """The first rule in use that fits; None where none does. `segments` are those of its reporter."""
    if segments is None:
        segments = segments_of([ticket.reporter_id])[ticket.reporter_id] if ticket.reporter_id else frozenset()
    for rule in rules_in_use() if rules is None else rules:
        if rule.fits(area=ticket.area, category=ticket.category, severity=ticket.severity, segments=segments):
            return rule
    return None


def people_behind(ticket: Ticket, *, has_duplicates: bool) -> int:
    """Whom it concerns: who reported the same, and who supports its topic; at least one."""
    voices = voices_of(ticket.topic) if ticket.topic else 0
    return max(1, voices, 1 + len(duplicates_of(ticket.pk)) if has_duplicates else 1)


@transaction.atomic
def give_to_team(*, ticket_id: int, operator: User, team_id: int | None, now: datetime | None = None) -> Ticket:
    """Hands the ticket on to a team, or to none; who worked on it lets go of it. Raises NotFound."""
    team = Team.objects.filter(pk=team_id).first() if team_id is not None else None
    if team_id is not None and team is None:
        raise NotFound
    ticket = lock_ticket(ticket_id)
    if ticket.team_id == team_id:
        return ticket
    ticket.team, ticket.assigned_to = team, None
    write_entry(
        ticket,
        EntryKind.ASSIGNED,
        author=operator,
        is_public=False,
        facts={"team": team_id},
        now=now or timezone.now(),
    )
    ticket.save()
    return ticket
