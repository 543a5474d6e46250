"""Titles (称号): a badge may carry one, and who has the badge may wear it beside their name, one at a time. It is gone
with the badge."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.errors import NotFound
from apps.gamification.badges.models import Badge, BadgeHeld
from apps.gamification.members.models import Member


class TitleNotYours(NotFound):
    code = "title_not_yours"
    message = _("You don't have a badge with this title.")


def titles_of(person: User) -> QuerySet[Badge]:
    """The badges whose titles somebody may wear now."""
    held = BadgeHeld.objects.filter(person=person, badge=OuterRef("pk"), revoked_at=None)
    return Badge.objects.filter(Exists(held), is_live=True).exclude(title_en="")


def shown_titles(people: Iterable[int]) -> dict[int, str]:
    """What others see beside a name, by person; nothing of who hides recognition, or has the badge no more."""
    held = BadgeHeld.objects.filter(person=OuterRef("person"), badge=OuterRef("title_badge"), revoked_at=None)
    members = Member.objects.filter(Exists(held), person__in=list(people), hides_all=False, title_badge__is_live=True)
    worn = {member.person_id: member.title_badge for member in members.select_related("title_badge")}
    return {person: badge.title for person, badge in worn.items() if badge is not None and badge.title}


def wear_title(*, person: User, badge_key: str) -> Member:
    """An empty key takes it off. Raises TitleNotYours."""
    badge = titles_of(person).filter(key=badge_key).first() if badge_key else None
    if badge_key and badge is None:
        raise TitleNotYours
    member, _created = Member.objects.update_or_create(person=person, defaults={"title_badge": badge})
    return member
