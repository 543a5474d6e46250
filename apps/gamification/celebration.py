"""What people are told as it happens: one frame to the person, in their language, within a second of the deed."""

from datetime import datetime
from typing import Any, Literal

from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.gamification.kinds import AWARD_REVERSED, LEVEL_REACHED
from apps.gamification.lines import deed_words
from apps.gamification.models import Award, AwardEntry, Level, Member, MissionStep
from apps.gamification.selectors import progress
from apps.notifications.services import notify
from apps.realtime.hub import push_on_commit


def wants_popups(person: User) -> bool:
    return not Member.objects.filter(Q(hides_all=True) | Q(hides_popups=True), person=person).exists()


def celebrate(*, award: Award, person: User, state: Literal["pending", "settled"]) -> None:
    """The award, with what it is for; the balance too when it counts now. Who hid pop-ups gets the balance alone."""
    if state == "settled":
        tell_balance(person=person)
    if not wants_popups(person):
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
    push_on_commit([person.pk], frame | _totals(person))


def celebrate_step(*, person: User, step: MissionStep, done: int, total: int) -> None:
    """A step of a newcomer's mission that was recognised, unless they hid missions or pop-ups."""
    if not wants_popups(person):
        return
    with translation.override(person.language):
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
    push_on_commit([person.pk], frame)


def tell_balance(*, person: User) -> None:
    totals = _totals(person)
    push_on_commit([person.pk], {"type": "balance", "points": totals["total"], "level": totals["level"]})


def _totals(person: User) -> dict[str, int]:
    standing = progress(person)
    return {"total": standing.points, "level": standing.level.number if standing.level else 1}


def tell_of_level(*, person: User, level: Level) -> None:
    """A level is told of once, however often it is lost and reached again."""
    if wants_popups(person):
        notify(
            person=person,
            kind=LEVEL_REACHED,
            cause=f"level:{level.number}",
            facts={"level": level.number},
            url=reverse("gamification:points"),
        )


def tell_of_reversal(*, award: Award, person: User, reason: str, now: datetime) -> None:
    if not Member.objects.filter(person=person, hides_all=True).exists():
        notify(
            person=person,
            kind=AWARD_REVERSED,
            cause=f"award:{award.pk}:{AwardEntry.Kind.REVERSED}",
            facts={"points": award.points, "reason": reason},
            url=reverse("gamification:points"),
            now=now,
        )
