"""The numbers of feedback, each defined once. Other apps only show them.

A window is [since, until). First-response and resolution times run around the clock.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Q

from apps.feedback.tickets.lifecycle import WAITING_FOR_US
from apps.feedback.tickets.models import Ticket, TicketQuerySet

AGE_BUCKETS: Sequence[tuple[str, timedelta]] = (
    ("under_1_day", timedelta(days=1)),
    ("1_to_3_days", timedelta(days=3)),
    ("3_to_7_days", timedelta(days=7)),
    ("7_to_30_days", timedelta(days=30)),
)
OLDEST_BUCKET = "over_30_days"


def open_tickets_by_age(*, now: datetime) -> dict[str, int]:
    """How many tickets wait for us (neither closed nor waiting for the reporter's word after an answer), by the time
    since they were received. Every bucket is there, empty ones with 0."""
    waiting = Ticket.objects.filter(status__in=WAITING_FOR_US)
    conditions, youngest = {}, now
    for name, age in AGE_BUCKETS:
        conditions[name] = Count("created_at", filter=Q(created_at__gt=now - age, created_at__lte=youngest))
        youngest = now - age
    conditions[OLDEST_BUCKET] = Count("created_at", filter=Q(created_at__lte=youngest))
    return waiting.aggregate(**conditions)


def tickets_received(*, since: datetime, until: datetime) -> int:
    """Tickets received in the window, low-rating cases included."""
    return _received(since, until).count()


def median_first_response_minutes(*, since: datetime, until: datetime) -> float | None:
    """Minutes from receiving a ticket to the first answer of a person (or to its closing), the median of the tickets
    received in the window that have one. None when there is none. Sorting by a model is no answer."""
    return _median_minutes(_received(since, until), "first_response_at")


def median_resolution_minutes(*, since: datetime, until: datetime) -> float | None:
    """Minutes from receiving to solving, the median of the tickets solved in the window that are still solved.
    None when there is none."""
    return _median_minutes(Ticket.objects.filter(solved_at__gte=since, solved_at__lt=until), "solved_at")


def fixed_for_me(*, since: datetime, until: datetime) -> tuple[int, int]:
    """Of the tickets received in the window whose reporter gave a verdict that stands: how many say "fixed for me",
    and how many gave one. Solving a ticket again asks again."""
    counts = _received(since, until).aggregate(
        yes=Count("pk", filter=Q(is_fixed_for_reporter=True)),
        asked=Count("pk", filter=Q(is_fixed_for_reporter__isnull=False)),
    )
    return counts["yes"], counts["asked"]


def fixed_for_me_share(*, since: datetime, until: datetime) -> float | None:
    """`fixed_for_me` as a share, 0–1; None when nobody gave a verdict."""
    yes, asked = fixed_for_me(since=since, until=until)
    return yes / asked if asked else None


def _received(since: datetime, until: datetime) -> TicketQuerySet:
    return Ticket.objects.filter(created_at__gte=since, created_at__lt=until)


def _median_minutes(tickets: TicketQuerySet, until_field: str) -> float | None:
    times = tickets.filter(**{f"{until_field}__isnull": False}).values_list("created_at", until_field)
    minutes = [(end - start).total_seconds() / 60 for start, end in times]
    return median(minutes) if minutes else None
