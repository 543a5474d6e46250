"""The toast: one frame to the person, in their language, within a second of the deed."""

from typing import Literal

from django.utils import translation
from django.utils.translation import gettext as _

from apps.gamification.models import Award, Member
from apps.gamification.selectors import progress
from apps.realtime.hub import push_on_commit


def celebrate(*, award: Award, state: Literal["pending", "settled"]) -> None:
    """Tells the earner, unless they hid points or pop-ups."""
    if Member.objects.filter(person=award.person, hides_all=True).exists():
        return
    if Member.objects.filter(person=award.person, hides_popups=True).exists():
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
