"""Levels and missions in templates: `{% load gamification %}`."""

from django import template
from django.template import Context

from apps.accounts.models import User
from apps.gamification import levels, selectors
from apps.gamification.models import Level, Member, MissionStep
from apps.gamification.selectors import MissionState

register = template.Library()

register.filter("unlocks", levels.unlocks)


@register.filter
def place_url(step: MissionStep) -> str:
    """Where a step is done; empty where the page doesn't exist."""
    return selectors.page_url(step.url_name)


@register.simple_tag
def recognition_of(person: object) -> Member | None:
    """The person as a member; None for visitors and for people who hide points, levels and missions."""
    member = selectors.member_of(person) if isinstance(person, User) else None
    return None if member is None or member.hides_all else member


@register.inclusion_tag("gamification/_mission_card.html", takes_context=True)
def mission_card(context: Context) -> dict[str, MissionState | str | None]:
    """The mission under way of whoever looks, for pages on which newcomers land; nothing for visitors, for people
    without one and for those who hide it."""
    member: Member | None = context.get("recognition")
    state = selectors.mission_under_way(context["user"]) if member else None
    place = selectors.page_url(state.next_step.url_name) if state and state.next_step else ""
    return {"state": state, "place": "" if place == context["request"].path else place}


@register.inclusion_tag("gamification/_level_badge.html")
def level_badge(person: User) -> dict[str, Level | None]:
    """The level of one person, for others to see; nothing on the first level, or for who hides theirs. For lists ask
    `selectors.shown_levels` once and include the fragment with each level."""
    return {"level": selectors.shown_levels([person.pk]).get(person.pk)}
