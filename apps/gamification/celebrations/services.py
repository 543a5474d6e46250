"""What people are told as it happens: one frame to the person, in their language, within a second of the deed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Literal

from django.db.models import Sum
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.gamification.awards.models import Award, AwardEntry
from apps.gamification.awards.wording import deed_words
from apps.gamification.celebrations.kinds import AWARD_REVERSED, LEVEL_REACHED
from apps.gamification.levels.ladder import level_for
from apps.gamification.levels.models import Level
from apps.gamification.members.models import Member
from apps.gamification.quests.models import MissionStep
from apps.notifications.deciding.services import notify
from apps.realtime.hub import push_on_commit


def celebrate(awards: Sequence[tuple[Award, Member]], *, state: Literal["pending", "settled"]) -> None:
    """Each award, with what it is for; the balance too when it counts now. Who hid pop-ups gets the balance alone."""
    totals = _totals({member.person_id for _award, member in awards})
    for award, member in awards:
        if state == "settled":
            _tell_totals(member.person_id, totals[member.person_id])
        if member.wants_popups:
            _tell_award(award, member.person, state, totals[member.person_id])


def _tell_award(award: Award, person: User, state: str, totals: dict[str, int]) -> None:
    with translation.override(person.language):
        if state == "settled":
            title = _("+%(points)d points") % {"points": award.points}
        else:
            title = _("+%(points)d points, pending") % {"points": award.points}
        frame: dict[str, Any] = {
            "type": "award",
            "award": award.pk,
            "state": state,
            "title": title,
            "body": deed_words(award.decision),
            "points": award.points,
            "url": reverse("gamification:points"),
        }
    push_on_commit([person.pk], frame | totals)


def celebrate_step(*, member: Member, step: MissionStep, done: int, total: int) -> None:
    """A step of a newcomer's mission that was recognised, unless they hid missions or pop-ups."""
    if not member.wants_popups:
        return
    with translation.override(member.person.language):
        title = _("Done: %(step)s") % {"step": step.title}
        if done == total:
            body = _("That was the last step of “%(mission)s”.") % {"mission": step.mission.title}
        else:
            body = _("%(done)d of %(total)d steps in “%(mission)s”.") % {
                "done": done,
                "total": total,
                "mission": step.mission.title,
            }
        url = reverse("gamification:missions")
    frame = {"type": "award", "state": "step", "title": title, "body": body, "points": 0, "url": url}
    push_on_commit([member.person_id], frame)


def tell_balance(*, person: User) -> None:
    _tell_totals(person.pk, _totals({person.pk})[person.pk])


def _tell_totals(person: int, totals: dict[str, int]) -> None:
    push_on_commit([person], {"type": "balance", "points": totals["total"], "level": totals["level"]})


def _totals(people: Collection[int]) -> dict[int, dict[str, int]]:
    if not people:
        return {}
    counted = Award.objects.filter(person__in=people).counting().values("person_id").annotate(total=Sum("points"))
    points = dict(counted.values_list("person_id", "total"))
    levels = list(Level.objects.all())
    found = {}
    for person in people:
        total = points.get(person, 0)
        level = level_for(total, levels)
        found[person] = {"total": total, "level": level.number if level else 1}
    return found


def tell_of_level(*, member: Member, level: Level) -> None:
    """A level is told of once, however often it is lost and reached again."""
    if member.wants_popups:
        notify(
            person=member.person,
            kind=LEVEL_REACHED,
            cause=f"level:{level.number}",
            facts={"level": level.number},
            url=reverse("gamification:points"),
        )


def tell_of_reversal(*, award: Award, member: Member, reason: str, now: datetime) -> None:
    if not member.hides_all:
        notify(
            person=member.person,
            kind=AWARD_REVERSED,
            cause=f"award:{award.pk}:{AwardEntry.Kind.REVERSED}",
            facts={"points": award.points, "reason": reason},
            url=reverse("gamification:points"),
            now=now,
        )
