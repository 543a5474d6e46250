from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.chat.models import Conversation
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.registry import NOTHING, DeedKind, register

GREETED = "greeted"


@register
class Greeting(DeedKind):
    """Somebody opened a conversation about a job."""

    key = GREETED
    name = gettext_lazy("a greeting")
    is_about_two = True
    cost_to_fake = NOTHING

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        return map(of_greeting, Conversation.objects.filter(created_at__gte=start).order_by("-created_at")[:limit])

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        return _("You greeted %(name)s") % {"name": name}


def of_greeting(conversation: Conversation) -> Deed | None:
    """None where nobody greeted: conversations that aren't about a job."""
    if conversation.kind != Conversation.Kind.JOB or conversation.opened_by_id is None:
        return None
    return Deed(
        kind=GREETED,
        key=f"conversation:{conversation.pk}",
        person_id=conversation.opened_by_id,
        counterparty_id=other_side(conversation, conversation.opened_by_id),
        done_at=conversation.created_at,
        facts={"conversation": conversation.pk},
    )


def other_side(conversation: Conversation, person_id: int) -> int | None:
    if person_id == conversation.candidate_id:
        return conversation.recruiter_id
    return conversation.candidate_id
