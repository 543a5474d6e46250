"""The demo's interviews: asked for, agreed for tomorrow, and over with nobody having said how it was."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.utils import timezone

from apps.chat.cards.models import Card
from apps.chat.cards.services import act, expire, make_card
from apps.chat.models import Conversation, Interview

SINCE = timedelta(days=2)
"""So long ago was what is over."""


def create_interviews(cast: dict[str, Any], *, conversations: list[Conversation]) -> None:
    """Made by the same services as everybody's, now."""
    for entry in cast["interviews"]:
        conversation = Conversation.objects.select_related("candidate", "recruiter").get(
            pk=conversations[entry["conversation"]].pk
        )
        card = _invite(conversation, entry)
        if entry["stands"] == "open":
            continue
        assert conversation.candidate is not None
        slot = {"slot": card.facts["slots"][0]}
        card = act(card=card, actor=conversation.candidate, action="accept", data=slot, client_id=uuid4())
        if entry["stands"] == "over":
            _let_it_be_over(card)


def _invite(conversation: Conversation, entry: dict[str, Any]) -> Card:
    assert conversation.recruiter is not None
    today = timezone.now().astimezone(ZoneInfo(conversation.recruiter.time_zone)).date()
    slots = [f"{today + timedelta(days=days)}T{entry['hour']:02}:00" for days in entry["days"]]
    facts = {name: entry[name] for name in ("minutes", "way", "place", "note")}
    return make_card(
        conversation=conversation,
        author=conversation.recruiter,
        type="interview",
        facts=facts | {"slots": slots},
        client_id=uuid4(),
    )


def _let_it_be_over(card: Card) -> None:
    """What was agreed for tomorrow was yesterday, and its end has been noticed."""
    start, end = (datetime.fromisoformat(card.facts[name]) - SINCE for name in ("starts_at", "ends_at"))
    card.facts |= {"starts_at": start.isoformat(), "ends_at": end.isoformat()}
    card.due_at = end
    card.save(update_fields=["facts", "due_at"])
    Interview.objects.filter(pk=card.pk).update(starts_at=start, ends_at=end)
    expire(card.pk, now=timezone.now())
