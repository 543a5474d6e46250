"""Levels and missions in templates: `{% load gamification %}`."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context

from apps.accounts.models import User
from apps.gamification.awards.selectors import page_url
from apps.gamification.badges.titles import shown_titles
from apps.gamification.creators.selectors import shown_creators
from apps.gamification.kudos.selectors import thankers_of
from apps.gamification.levels import ladder as levels
from apps.gamification.levels.selectors import shown_levels
from apps.gamification.members.models import Member
from apps.gamification.members.selectors import member_of
from apps.gamification.quests.models import MissionStep
from apps.gamification.quests.selectors import MissionState, mission_under_way

register = template.Library()

register.filter("unlocks", levels.unlocks)


@register.filter
def place_url(step: MissionStep) -> str:
    """Where a step is done; empty where the page doesn't exist."""
    return page_url(step.url_name)


@register.simple_tag
def recognition_of(person: object) -> Member | None:
    """The person as a member; None for visitors and for people who hide points, levels and missions."""
    member = member_of(person) if isinstance(person, User) else None
    return None if member is None or member.hides_all else member


@register.inclusion_tag("gamification/_mission_card.html", takes_context=True)
def mission_card(context: Context) -> dict[str, MissionState | str | None]:
    """The mission under way of whoever looks, for pages on which newcomers land; nothing for visitors, for people
    without one and for those who hide it."""
    member: Member | None = context.get("recognition")
    state = mission_under_way(context["user"]) if member else None
    place = page_url(state.next_step.url_name) if state and state.next_step else ""
    return {"state": state, "place": "" if place == context["request"].path else place}


@register.inclusion_tag("gamification/_beside_name.html")
def beside_name(person: User) -> dict[str, object]:
    """What others see beside a name: the title that one wears, that of a creator, the level from the second on, how
    many said thanks. Nothing for who hides recognition. For lists ask the selectors once."""
    return {
        "person": person,
        "title": shown_titles([person.pk]).get(person.pk, ""),
        "creator": shown_creators([person.pk]).get(person.pk, ""),
        "level": shown_levels([person.pk]).get(person.pk),
        "count": thankers_of(person.pk),
    }


@register.simple_tag
def creators_of(posts: Iterable[Any]) -> dict[int, str]:
    """By author of these posts, their title as creators: one question for a page of them."""
    return shown_creators({post.author_id for post in posts})


@register.filter
def title_of(creators: dict[int, str] | None, person_id: int) -> str:
    return (creators or {}).get(person_id, "")
