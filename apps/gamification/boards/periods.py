"""Weeks and months of UTC, the same for everybody on a board."""

from datetime import UTC, date, datetime, time, timedelta

WEEK = "week"


def start_of(period: str, day: date) -> date:
    return day - timedelta(days=day.weekday()) if period == WEEK else day.replace(day=1)


def starts(period: str, now: datetime) -> list[date]:
    """Of this one and of the last."""
    this = start_of(period, now.astimezone(UTC).date())
    return [this, start_of(period, this - timedelta(days=1))]


def bounds(period: str, start: date) -> tuple[datetime, datetime]:
    following = start + timedelta(days=7) if period == WEEK else start_of(period, start + timedelta(days=31))
    return _midnight(start), _midnight(following)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=UTC)
