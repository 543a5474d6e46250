"""Thanking somebody one talked with: a few a day, each person once in a while."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.errors import Conflict, InvalidInput, NotFound
from apps.gamification.kudos.deeds import of_thanks
from apps.gamification.kudos.kinds import THANKS
from apps.gamification.kudos.models import Kudos
from apps.gamification.kudos.selectors import A_DAY, ONCE_IN, given_today, whom_one_may_thank
from apps.gamification.members.services import lock_members
from apps.gamification.recognition.services import recognise
from apps.notifications.deciding.services import notify


class ThanksUsedUp(Conflict):
    code = "thanks_used_up"
    message = _("Your thanks for today are given. There are new ones tomorrow; those that aren't given don't add up.")


@transaction.atomic
def give_thanks(*, giver: User, receiver_id: int, reason: str, now: datetime) -> tuple[Kudos, bool]:
    """The thanks, and whether they are new: whom one thanked within 30 days one has thanked. Raises NotFound for whom
    one didn't talk with, InvalidInput, ThanksUsedUp."""
    if reason not in Kudos.Reason.values:
        raise InvalidInput(_("Say what for."), field="reason")
    receiver = whom_one_may_thank(giver).filter(pk=receiver_id).first()
    if receiver is None:
        raise NotFound
    # Both at once, in the order that is the same everywhere: two who thank each other wait for nobody.
    members = lock_members(giver.pk, receiver.pk)
    earlier = Kudos.objects.filter(giver=giver, receiver=receiver, given_at__gt=now - ONCE_IN).first()
    if earlier is not None:
        return earlier, False
    if given_today(giver, now=now) >= A_DAY:
        raise ThanksUsedUp
    kudos = Kudos.objects.create(giver=giver, receiver=receiver, reason=reason, given_at=now)
    recognise(of_thanks(kudos))
    if not members[receiver.pk].hides_all:
        notify(
            person=receiver,
            kind=THANKS,
            cause=f"kudos:{kudos.pk}",
            facts={"name": giver.name, "reason": reason},
            url=reverse("gamification:thanks"),
            now=now,
        )
    return kudos, True
