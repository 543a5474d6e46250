"""Titles of creators follow what others say of what they wrote: up at once, down with a grace."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from apps.accounts.models import User
from apps.education.models import ExpertAsk, Post
from apps.gamification.creators.kinds import CREATOR_AT_RISK, CREATOR_LOST, CREATOR_NAMED
from apps.gamification.creators.measures import values_of
from apps.gamification.creators.models import Creator, CreatorTitle
from apps.gamification.creators.selectors import live_titles
from apps.gamification.members.models import Member
from apps.gamification.members.services import lock_members
from apps.notifications.deciding.registry import Kind
from apps.notifications.deciding.services import notify

BATCH = 500


def look_at_all(*, now: datetime) -> int:
    """Everybody who wrote something or has a title. Returns how many titles changed."""
    helped = ExpertAsk.objects.filter(helped=True).values("expert__person")
    wrote = Post.objects.filter(state=Post.State.LIVE).values("author")
    people = User.objects.filter(Q(pk__in=wrote) | Q(pk__in=helped) | Q(creator__isnull=False), is_active=True)
    changed, last = 0, 0
    while batch := list(people.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        last = batch[-1]
        changed += look_at(batch, now=now)
    return changed


@transaction.atomic
def look_at(people: Collection[int], *, now: datetime) -> int:
    """Under their locks, so that two looks at once tell nobody twice. Returns how many titles changed."""
    members = lock_members(*people)
    titles = live_titles()
    values = values_of(people, {one.measure for title in titles for one in title.criteria.all()}, now=now)
    held = {creator.person_id: creator for creator in Creator.objects.filter(person__in=people).select_related("title")}

    def reached(person: int) -> CreatorTitle | None:
        for title in titles:
            if all(values[one.measure].get(person, 0) >= one.least for one in title.criteria.all()):
                return title
        return None

    return sum(_follow(member, held.get(person), reached(person), now=now) for person, member in members.items())


def _follow(member: Member, held: Creator | None, reached: CreatorTitle | None, *, now: datetime) -> bool:
    if reached is not None and (held is None or reached.rank >= held.title.rank):
        return _name(member, held, reached, now=now)
    if held is None:
        return False
    if held.kept_until is None:
        held.kept_until = now + timedelta(days=held.title.grace_days)
        held.save(update_fields=["kept_until"])
        _tell(member, CREATOR_AT_RISK, held.title, now=now, until=held.kept_until.isoformat())
        return False
    if now < held.kept_until:
        return False
    _tell(member, CREATOR_LOST, held.title, now=now)
    if reached is None:
        held.delete()
    else:
        held.title, held.since, held.kept_until = reached, now, None
        held.save()
    return True


def _name(member: Member, held: Creator | None, title: CreatorTitle, *, now: datetime) -> bool:
    if held is not None and held.title_id == title.pk:
        if held.kept_until is not None:
            held.kept_until = None
            held.save(update_fields=["kept_until"])
        return False
    fields = {"title": title, "since": now, "kept_until": None}
    Creator.objects.update_or_create(person=member.person, defaults=fields)
    _tell(member, CREATOR_NAMED, title, now=now)
    return True


def _tell(member: Member, kind: Kind, title: CreatorTitle, *, now: datetime, **facts: str) -> None:
    if not member.hides_all:
        notify(
            person=member.person,
            kind=kind,
            cause=f"{kind.key}:{title.pk}:{now:%Y-%m-%d}",
            facts={"title_en": title.name_en, "title_zh": title.name_zh, **facts},
            url=reverse("gamification:profile", args=[member.person_id]),
            now=now,
        )
