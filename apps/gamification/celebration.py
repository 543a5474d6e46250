"""The toast: one frame to the person, in their language, within a second of the deed."""

from typing import Literal

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.gamification.models import Award, Member, MissionStep
from apps.gamification.selectors import progress
from apps.realtime.hub import push_on_commit


def wants_popups(person: User) -> bool:
    return not Member.objects.filter(Q(hides_all=True) | Q(hides_popups=True), person=person).exists()


def celebrate(*, award: Award, state: Literal["pending", "settled"]) -> None:
    """Tells the earner, unless they hid points or pop-ups."""
    if not wants_popups(award.person):
        return
    standing = progress(award.person)
    with translation.override(award.person.language):
        if state == "settled":
            title = _("+%(points)d points") % {"points": award.points}
        else:
            title = _("+%(points)d points on the way") % {"points": award.points}
        frame = {
            "type": "award",
            "award": award.pk,
            "state": state,
            "title": title,
            "body": award.rule.name,
            "points": award.points,
            "total": standing.points,
            "level": standing.level.number if standing.level else 1,
            "level_name": standing.level.name if standing.level else "",
            "url": "/points/",
        }
    push_on_commit([award.person_id], frame)


def celebrate_step(*, person: User, step: MissionStep, done: int, total: int) -> None:
    """Tells a newcomer that a step of their mission was recognised, unless they hid missions or pop-ups."""
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
    frame = {"type": "award", "state": "step", "title": title, "body": body, "points": 0, "url": "/missions/"}
    push_on_commit([person.pk], frame)
