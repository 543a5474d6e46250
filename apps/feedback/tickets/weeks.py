"""Weeks of the installation's zone, by their Mondays."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

WEEK = timedelta(days=7)


def week_of(day: date) -> date:
    """The Monday on or before it."""
    return day - timedelta(days=day.weekday())


def week_now(now: datetime) -> date:
    return week_of(timezone.localdate(now, timezone.get_default_timezone()))


def span(week: date) -> tuple[datetime, datetime]:
    """From when to when it lasts."""
    zone = timezone.get_default_timezone()
    return datetime.combine(week, time(), tzinfo=zone), datetime.combine(week + WEEK, time(), tzinfo=zone)
