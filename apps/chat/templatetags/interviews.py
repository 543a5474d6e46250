from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.template.context import Context
from django.utils import timezone

from apps.chat.interviews.choosing import calendar_span, days_to_choose
from apps.chat.interviews.selectors import taken_by
from apps.chat.interviews.slots import MINUTES
from apps.chat.interviews.wording import WAYS, minutes_words, zone_words

register = template.Library()
FURTHER = 2
"""Times that can be typed, beside the calendar's."""


@register.inclusion_tag("chat/interviews/_calendar.html", takes_context=True)
def interview_calendar(context: Context) -> dict[str, Any]:
    """Times to tick, on the signed-in person's clock, with what they have then. What was sent before stands again."""
    person, typed = context["request"].user, context.get("typed") or {}
    now, zone = timezone.now(), ZoneInfo(person.time_zone)
    span = calendar_span(zone=zone, now=now)
    chosen = [value for value in typed.getlist("slots") if value] if hasattr(typed, "getlist") else []
    days = days_to_choose(
        zone=zone, now=now, taken=taken_by(person, start=span.start, end=span.end), chosen=frozenset(chosen)
    )
    ticked = {choice.value for day in days for choice in day.choices if choice.is_chosen}
    others = [value for value in chosen if value not in ticked][:FURTHER]
    error = context.get("error")
    return {
        "days": days,
        "others": others + [""] * (FURTHER - len(others)),
        "zone": zone_words(now, zone=zone),
        "is_taken": getattr(error, "code", "") == "time_taken",
        "anyway": bool(typed.get("anyway")),
    }


@register.simple_tag
def interview_lengths() -> list[tuple[int, str]]:
    return [(minutes, minutes_words(minutes)) for minutes in MINUTES]


@register.simple_tag
def interview_ways() -> list[tuple[str, str]]:
    return [(key, str(words)) for key, words in WAYS.items()]
