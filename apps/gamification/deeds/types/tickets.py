from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.feedback.models import Channel, Ticket
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.registry import DeedKind, register

FEEDBACK_GIVEN = "feedback_given"


@register
class FeedbackGiven(DeedKind):
    """Somebody told us what could be better."""

    key = FEEDBACK_GIVEN
    name = gettext_lazy("feedback given")

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        return map(of_ticket, Ticket.objects.filter(created_at__gte=start).order_by("-created_at")[:limit])

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        return _("You told us what could be better")


def of_ticket(ticket: Ticket) -> Deed | None:
    """None for the case that a low rating opened by itself."""
    if ticket.reporter_id is None or ticket.channel == Channel.RATING:
        return None
    return Deed(
        kind=FEEDBACK_GIVEN,
        key=f"ticket:{ticket.pk}",
        person_id=ticket.reporter_id,
        done_at=ticket.created_at,
        facts={"ticket": ticket.pk},
    )
