"""What somebody is proud of, as people they talk with see it: no points, no places, nothing that was taken back."""

from dataclasses import dataclass

from django.db.models import Q

from apps.accounts.models import Block, User
from apps.chat.models import Participant
from apps.errors import NotFound
from apps.gamification.badges.selectors import Shown, badges_of
from apps.gamification.badges.titles import shown_titles
from apps.gamification.creators.selectors import shown_creators
from apps.gamification.kudos.selectors import thankers_of
from apps.gamification.levels.models import Level
from apps.gamification.levels.selectors import shown_levels
from apps.gamification.members.selectors import member_of
from apps.gamification.streaks.selectors import longest_of


@dataclass(frozen=True)
class Profile:
    person: User
    is_mine: bool
    title: str
    creator: str
    level: Level | None
    thanks: int
    longest_streak: int
    badges: list[Shown]


def profile_of(person_id: int, *, viewer: User) -> Profile:
    """Raises NotFound for whom the viewer shares no conversation with, who hides recognition, or where one blocked the
    other."""
    is_mine = person_id == viewer.pk
    person = viewer if is_mine else User.objects.filter(pk=person_id, is_active=True).first()
    if person is None or not (is_mine or _may_see(person, viewer)):
        raise NotFound
    held = [badge for series in badges_of(person) for badge in series.badges if badge.grade]
    return Profile(
        person=person,
        is_mine=is_mine,
        title=shown_titles([person.pk]).get(person.pk, ""),
        creator=shown_creators([person.pk]).get(person.pk, ""),
        level=shown_levels([person.pk]).get(person.pk),
        thanks=thankers_of(person.pk),
        longest_streak=longest_of([person.pk]).get(person.pk, 0),
        # What is secret to others stays so.
        badges=[badge for badge in held if is_mine or not badge.badge.is_secret],
    )


def _may_see(person: User, viewer: User) -> bool:
    if member_of(person).hides_all:
        return False
    if Block.objects.filter(Q(blocker=person, blocked=viewer) | Q(blocker=viewer, blocked=person)).exists():
        return False
    theirs = Participant.objects.filter(user=person).values("conversation")
    return Participant.objects.filter(user=viewer, conversation__in=theirs).exists()
