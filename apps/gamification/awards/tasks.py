from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.gamification.awards.corrections import take_back_arranged
from apps.gamification.awards.proof import check_points
from apps.gamification.awards.services import lapse_awards, settle_held
from apps.gamification.fairness.services import find_rings


@periodic("gamification.lapse_awards", every_seconds=3600, title=_("Let points lapse that nobody confirmed in time"))
def lapse(now: datetime) -> None:
    """Ends awards whose time is over before anybody confirmed them, a bounded number an hour."""
    lapse_awards(now=now)


@periodic("gamification.settle_held", every_seconds=300, title=_("Settle points whose hold is over"))
def settle(now: datetime) -> None:
    """A bounded number each time."""
    settle_held(now=now)


@periodic("gamification.find_rings", every_seconds=86_400, title=_("Look for groups that talk for the points"))
def rings(now: datetime) -> None:
    """Finds them, and takes back what their members brought each other lately."""
    find_rings(now=now)
    take_back_arranged(now=now)


@periodic("gamification.check_points", every_seconds=86_400, title=_("Prove that points are the sum of their entries"))
def prove(now: datetime) -> None:
    """Mends a balance that isn't, and says so in the log."""
    check_points()
