"""Levels and missions in templates: `{% load gamification %}`."""

from django import template

from apps.accounts.models import User
from apps.gamification import levels, selectors
from apps.gamification.models import Level, MissionStep

register = template.Library()

register.filter("unlocks", levels.unlocks)


@register.filter
def place_url(step: MissionStep) -> str:
    """Where a step is done; empty where the page doesn't exist."""
    return selectors.page_url(step.url_name)


@register.simple_tag
def shows_recognition(person: object) -> bool:
    """False for visitors and for people who hide points, levels and missions."""
    return isinstance(person, User) and not selectors.member_of(person).hides_all


@register.inclusion_tag("gamification/_level_badge.html")
def level_badge(person: User) -> dict[str, Level | None]:
    """The level of one person, for others to see; nothing on the first level, or for who hides theirs. For lists ask
    `selectors.shown_levels` once and include the fragment with each level."""
    return {"level": selectors.shown_levels([person.pk]).get(person.pk)}
