"""Giving by hand: one operator alone up to a sum, two above it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.errors import Conflict, InvalidInput, NotFound
from apps.gamification.awards.giving import give
from apps.gamification.celebrations.services import Moment
from apps.gamification.grants.deeds import GRANTED
from apps.gamification.grants.kinds import AWARD_GRANTED
from apps.gamification.grants.models import MOST, Grant
from apps.gamification.levels.services import conclude
from apps.gamification.members.models import Member
from apps.gamification.members.services import lock_members
from apps.notifications.deciding.services import notify

WITHIN = timedelta(days=30)
"""What an operator gave a person alone within this counts together, so that a sum isn't given in pieces."""


class GivesToThemselves(Conflict):
    code = "gives_to_themselves"
    message = _("Nobody gives something to themselves. Ask a colleague.")


class NeedsAnotherOperator(Conflict):
    code = "needs_another_operator"
    message = _("You asked for it yourself. Another operator looks at it.")


class GrantDecided(Conflict):
    code = "grant_decided"
    message = _("Somebody has decided about it already.")


@transaction.atomic
def ask_grant(
    *,
    person_id: int,
    operator: User,
    points: int = 0,
    coins: int = 0,
    why: str,
    note: str,
    client_id: UUID,
    now: datetime,
) -> Grant:
    """Gives at once what one operator may give alone, else asks for a second one's yes. The same `client_id` again is
    the same grant. Raises InvalidInput, NotFound, GivesToThemselves."""
    _check(points=points, coins=coins, why=why, note=note)
    if person_id == operator.pk:
        raise GivesToThemselves
    # The lock of the person makes two grants by one operator count one after the other.
    member = lock_members(person_id).get(person_id)
    if member is None or not member.person.is_active:
        raise NotFound
    if earlier := Grant.objects.filter(client_id=client_id).first():
        return earlier
    grant = Grant(
        client_id=client_id,
        person=member.person,
        points=points,
        coins=coins,
        why=why,
        note=note.strip(),
        asked_by=operator,
        asked_at=now,
    )
    if _given_alone(operator, person_id, now=now) + points + coins <= settings.GRANT_ALONE_AT_MOST:
        _give(grant, member, now=now)
    grant.save()
    return grant


@transaction.atomic
def decide_grant(*, grant_id: int, operator: User, gives: bool, now: datetime) -> Grant:
    """The second operator's yes or no. Of two who decide at once the later is told. Raises NeedsAnotherOperator,
    GivesToThemselves, GrantDecided."""
    person_id = Grant.objects.values_list("person_id", flat=True).get(pk=grant_id)
    member = lock_members(person_id)[person_id]
    grant = Grant.objects.select_for_update(of=("self",)).get(pk=grant_id)
    if grant.state != Grant.State.WAITS:
        raise GrantDecided
    if operator.pk == grant.asked_by_id:
        raise NeedsAnotherOperator
    if operator.pk == person_id:
        raise GivesToThemselves
    grant.decided_by, grant.decided_at = operator, now
    grant.state = Grant.State.REFUSED
    if gives:
        _give(grant, member, now=now)
    grant.save()
    return grant


def _check(*, points: int, coins: int, why: str, note: str) -> None:
    if not 0 <= points <= MOST or not 0 <= coins <= MOST or points + coins == 0:
        raise InvalidInput(_("Give points or coins, at most %(n)d of each.") % {"n": MOST}, field="points")
    if why not in Grant.Why.values:
        raise InvalidInput(_("Say what for."), field="why")
    if not note.strip():
        raise InvalidInput(_("Say to your colleagues what it is about."), field="note")


def _given_alone(operator: User, person_id: int, *, now: datetime) -> int:
    alone = Grant.objects.filter(
        asked_by=operator,
        person=person_id,
        state=Grant.State.GIVEN,
        decided_by=None,
        asked_at__gt=now - WITHIN,
    )
    return alone.aggregate(worth=Sum(F("points") + F("coins")))["worth"] or 0


def _give(grant: Grant, member: Member, *, now: datetime) -> None:
    moment = Moment()
    amounts = {"points": grant.points, "coins": grant.coins}
    deed = f"grant:{grant.client_id}"
    grant.award = give(
        kind=GRANTED,
        deed=deed,
        member=member,
        amounts=amounts,
        facts={"why": grant.why},
        now=now,
        moment=moment,
        cause=deed,
        by=grant.decided_by or grant.asked_by,
    )
    grant.state = Grant.State.GIVEN
    conclude(moment)
    if not member.hides_all:
        notify(
            person=member.person,
            kind=AWARD_GRANTED,
            cause=deed,
            facts={"amounts": amounts, "why": grant.why},
            url=reverse("gamification:points"),
            now=now,
        )
