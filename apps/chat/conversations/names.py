"""Names that somebody's words may hold, so that they stay here when the words go elsewhere."""

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation, Participant

LATEST = 200
"""Conversations that are looked at."""

LEAST_PART = 3
"""Letters that a part of a Latin name has at least: "Ben" of "Ben Carter", but not "Li"."""


def names_around(person: User | None) -> list[str]:
    """Of a person and of those in their latest conversations, whole and in parts; nothing of a visitor's."""
    if person is None:
        return []
    latest = Conversation.objects.for_user(person).order_by("-pk").values("pk")[:LATEST]
    names = Participant.objects.filter(conversation__in=list(latest.values_list("pk", flat=True)))
    whole = {person.name, *names.values_list("user__name", flat=True).distinct()}
    return sorted(whole | {part for name in whole for part in name.split() if len(part) >= LEAST_PART})
