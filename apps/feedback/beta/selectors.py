from collections import Counter
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from apps.accounts.models import User
from apps.errors import NotFound
from apps.experiments.switches import switch_words
from apps.feedback.beta.models import BetaInvitation, BetaProgramme
from apps.feedback.tickets.models import Ticket
from apps.feedback.topics.voices import family_of

MOST_TICKETS = 50


@dataclass(frozen=True)
class Turnout:
    """How many were invited and what became of it; `yes` and `no` say whether it solves what they had told."""

    invited: int
    accepted: int
    declined: int
    left: int
    yes: int
    no: int


def invitations_of(person: User) -> QuerySet[BetaInvitation]:
    return BetaInvitation.objects.for_user(person).select_related("programme__topic").order_by("-pk")


def invitation_of(person: User, invitation_id: int) -> BetaInvitation:
    """Raises NotFound for somebody else's."""
    found = invitations_of(person).filter(pk=invitation_id).first()
    if found is None:
        raise NotFound
    return found


def feature_words(programme: BetaProgramme) -> str:
    return switch_words(programme.feature)


def turnout(programme: BetaProgramme) -> Turnout:
    rows = list(programme.invitations.values_list("state", "is_fixed"))
    states, said = Counter(state for state, _fixed in rows), Counter(fixed for _state, fixed in rows)
    state = BetaInvitation.State
    return Turnout(
        len(rows), states[state.ACCEPTED], states[state.DECLINED], states[state.LEFT], said[True], said[False]
    )


def later_tickets(programme: BetaProgramme) -> list[Ticket]:
    """What those who took part told about the topic since they joined, the newest first."""
    joined = programme.invitations.filter(Q(state="accepted") | Q(state="left"))
    since = {person: at for person, at in joined.values_list("person", "answered_at") if at}
    tickets = Ticket.objects.filter(topic__in=family_of(programme.topic), reporter__in=since).order_by("-pk")
    told = ((ticket, since.get(ticket.reporter_id or 0)) for ticket in tickets[: 10 * MOST_TICKETS])
    return [ticket for ticket, at in told if at and ticket.created_at > at][:MOST_TICKETS]
