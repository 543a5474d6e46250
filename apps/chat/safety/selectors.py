"""Whom one may block, and whom one has blocked."""

from django.db.models import Q, QuerySet

from apps.accounts.models import Block, User
from apps.chat.conversations.models import Conversation, Participant
from apps.errors import NotFound


def blocks_of(person: User) -> QuerySet[Block]:
    """Whom they blocked, the newest first."""
    return Block.objects.filter(blocker=person).select_related("blocked__company").order_by("-pk")


def has_blocked(blocker: User, blocked: User) -> bool:
    """Whether this one blocked the other; not the other way round, which they don't know."""
    return Block.objects.filter(blocker=blocker, blocked=blocked).exists()


def acquaintance(viewer: User, person_id: int) -> User:
    """Somebody who takes or took part in a conversation of the viewer's, or whom they blocked; raises NotFound for
    everybody else, and for the viewer."""
    mine = Conversation.objects.for_user(viewer).exclude(kind=Conversation.Kind.SUPPORT)
    met = Participant.objects.filter(conversation__in=mine.values("pk"), user=person_id)
    is_known = Q(pk__in=met.values("user")) | Q(pk__in=Block.objects.filter(blocker=viewer).values("blocked"))
    found = User.objects.filter(is_known, pk=person_id).exclude(pk=viewer.pk).first()
    if found is None:
        raise NotFound(field="person")
    return found
