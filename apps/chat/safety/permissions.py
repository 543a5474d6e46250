"""Who may touch whose conversation: the one rule behind every door, over page, API and socket.

Reading is another matter: a participant reads (`Conversation.objects.for_user`), blocked or not.
"""

from collections.abc import Collection, Mapping

from django.db.models import Q

from apps.accounts.models import Block, User
from apps.chat.conversations.errors import ConversationClosed, NotAccepting, NotAParticipant
from apps.chat.conversations.locking import lock_for
from apps.chat.conversations.models import Conversation, Participant
from apps.errors import DomainError

Pair = tuple[int, int]


def refusal(
    person: int, *, kind: str, stage: str, roles: Mapping[int, str], blocked: Collection[Pair]
) -> DomainError | None:
    """Why this person may change nothing that others see in a conversation; None where they may.

    `roles` are those of who takes part now; `blocked` holds pairs, each in both directions. One who left or was
    removed is as much a stranger as one who never was in it. Only where everybody of the other side is out of reach
    does a block close the conversation.
    """
    if person not in roles:
        return NotAParticipant()
    if kind == Conversation.Kind.GROUP:
        return ConversationClosed() if stage == Conversation.Stage.CLOSED else None
    if blocked:
        other_side = [other for other, role in roles.items() if role != roles[person]]
        if other_side and all((person, other) in blocked for other in other_side):
            return NotAccepting()
    return None


def lock_to_change(user: User, conversation_id: int) -> Conversation:
    """The conversation under its lock, for who may change what others see of it; raises why they may not."""
    conversation = lock_for(user, conversation_id)
    check_may_change(user, conversation)
    return conversation


def check_may_change(user: User, conversation: Conversation) -> None:
    """Raises why this person may change nothing that others see here."""
    roles = dict(Participant.objects.filter(conversation=conversation, left_at=None).values_list("user_id", "role"))
    error = refusal(
        user.pk, kind=conversation.kind, stage=conversation.stage, roles=roles, blocked=blocked_pairs(roles)
    )
    if error is not None:
        raise error


def blocked_pairs(people: Collection[int]) -> frozenset[Pair]:
    """Who of these blocked whom, each pair in both directions."""
    among = Q(blocker__in=list(people), blocked__in=list(people))
    pairs = Block.objects.filter(among).values_list("blocker_id", "blocked_id")
    return frozenset(pair for one, other in pairs for pair in ((one, other), (other, one)))
