"""What people are told as it happens: one frame to the person, in their language, within a second of the deed."""

from datetime import datetime
from typing import Any, Literal

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.gamification.kinds import AWARD_REVERSED, LEVEL_REACHED
from apps.gamification.levels import level_for
from apps.gamification.lines import deed_words
from apps.gamification.models import Award, AwardEntry, Level, Member, MissionStep
from apps.notifications.services import notify
from apps.realtime.hub import push_on_commit


def celebrate(*, award: Award, member: Member, state: Literal["pending", "settled"]) -> None:
    """The award, with what it is for; the balance too when it counts now. Who hid pop-ups gets the balance alone."""
    person = member.person
    totals = _totals(person)
    if state == "settled":
        _tell_totals(person, totals)
    if not member.wants_popups:
        return
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
    _tell_totals(person, _totals(person))


def _tell_totals(person: User, totals: dict[str, int]) -> None:
    push_on_commit([person.pk], {"type": "balance", "points": totals["total"], "level": totals["level"]})


def _totals(person: User) -> dict[str, int]:
    points = Award.objects.filter(person=person).counting().points()
    level = level_for(points, list(Level.objects.all()))
    return {"total": points, "level": level.number if level else 1}


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
