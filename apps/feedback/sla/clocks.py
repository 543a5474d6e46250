"""Starting, pausing and ending clocks. The caller holds the ticket's lock."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min

from apps.feedback.sla.models import Clock, ClockEvent, WorkCalendar
from apps.feedback.sla.working_time import Schedule, moment_after, worked_between

ANSWERS = (Clock.Kind.FIRST, Clock.Kind.NEXT)
SHOWN = 4


@dataclass(frozen=True)
class Terms:
    """How long somebody may wait, in working time, and after which share of it (0–1) we are warned."""

    time: timedelta
    warn_after: float
    calendar: WorkCalendar | None = None

    @property
    def schedule(self) -> Schedule | None:
        return self.calendar.schedule if self.calendar else None

    def due(self, since: datetime) -> datetime:
        return moment_after(since, self.time, self.schedule)

    def warn(self, since: datetime, due_at: datetime) -> datetime:
        """By working time like everything else: a weekend between warning and due time shortens nothing."""
        granted = worked_between(since, due_at, self.schedule)
        return min(due_at, moment_after(since, granted * self.warn_after, self.schedule))


@dataclass(frozen=True)
class Wanted:
    """`due_at` is what was promised instead of the terms."""

    kind: Clock.Kind
    terms: Terms
    due_at: datetime | None = None


def begin(ticket_id: int, wanted: Wanted, *, since: datetime) -> Clock:
    """Not stored yet: `start_clocks` does that, for many tickets at once."""
    due_at = wanted.due_at or wanted.terms.due(since)
    return Clock(
        ticket_id=ticket_id,
        kind=wanted.kind,
        calendar=wanted.terms.calendar,
        started_at=since,
        due_at=due_at,
        warn_at=wanted.terms.warn(since, due_at),
    )


def start_clocks(begun: Iterable[Clock]) -> None:
    """Stores them, and that they were started."""
    started = Clock.objects.bulk_create(begun)
    ClockEvent.objects.bulk_create(
        ClockEvent(clock=clock, kind=ClockEvent.Kind.STARTED, at=clock.started_at, due_at=clock.due_at)
        for clock in started
    )


def pause_clocks(ticket_id: int, *, now: datetime) -> None:
    """While we wait for the reporter. Paused again changes nothing."""
    for clock in Clock.objects.filter(ticket=ticket_id, ended_at=None, paused_at=None):
        decide_if_late(clock, now=now)
        clock.paused_at = now
        clock.save(update_fields=["paused_at"])
        note(clock, ClockEvent.Kind.PAUSED, at=now)


def resume_clocks(ticket_id: int, *, now: datetime) -> None:
    """What was left when they paused is left from now on."""
    paused = Clock.objects.filter(ticket=ticket_id, ended_at=None, paused_at__isnull=False)
    for clock in paused.select_related("calendar"):
        if clock.decided_at is None:
            clock.due_at = _moved(clock, clock.due_at, now=now)
            clock.warn_at = _moved(clock, clock.warn_at, now=now)
        clock.paused_at = None
        clock.save(update_fields=["due_at", "warn_at", "paused_at"])
        note(clock, ClockEvent.Kind.RESUMED, at=now)


def end_clocks(ticket_id: int, kinds: Collection[Clock.Kind] = tuple(Clock.Kind), *, now: datetime) -> None:
    """What they waited for has come. From here on nothing of them changes."""
    for clock in Clock.objects.filter(ticket=ticket_id, kind__in=kinds, ended_at=None).select_related("ticket"):
        decide_if_late(clock, now=clock.paused_at or now)
        clock.ended_at = now
        if clock.decided_at is None:
            clock.is_met, clock.decided_at, clock.team_id = True, now, clock.ticket.team_id
        clock.save()
        note(clock, ClockEvent.Kind.ENDED, at=now)


def decide_if_late(clock: Clock, *, now: datetime) -> bool:
    """Whether it turned out now that it is too late; the row is locked with its ticket."""
    if clock.decided_at is not None or now <= clock.due_at:
        return False
    clock.is_met, clock.decided_at, clock.team_id = False, clock.due_at, clock.ticket.team_id
    clock.save()
    note(clock, ClockEvent.Kind.LATE, at=now)
    return True


def next_due(ticket_id: int) -> datetime | None:
    """When the first of the clocks that run runs out."""
    running = Clock.objects.filter(ticket=ticket_id, ended_at=None, paused_at=None)
    return running.aggregate(due=Min("due_at"))["due"]


def first_answer_was_in_time(ticket_id: int) -> bool | None:
    return Clock.objects.filter(ticket=ticket_id, kind=Clock.Kind.FIRST).values_list("is_met", flat=True).first()


def clocks_of(ticket_id: int) -> list[Clock]:
    """The last ones, in the order in which they started."""
    return list(Clock.objects.filter(ticket=ticket_id).select_related("calendar").order_by("-pk")[:SHOWN])[::-1]


def note(clock: Clock, kind: ClockEvent.Kind, *, at: datetime) -> None:
    ClockEvent.objects.create(clock=clock, kind=kind, at=at, due_at=clock.due_at)


def _moved(clock: Clock, moment: datetime, *, now: datetime) -> datetime:
    paused_at = clock.paused_at or now
    return moment_after(now, worked_between(paused_at, moment, clock.schedule), clock.schedule)
