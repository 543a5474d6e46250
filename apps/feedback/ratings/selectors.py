from apps.accounts.models import User
from apps.chat.models import Conversation
from apps.errors import NotFound
from apps.feedback.ratings.models import ConversationRating
from apps.feedback.tickets.models import EntryKind, Ticket, TicketEntry


def my_rating(person: User, conversation_id: int) -> tuple[Conversation, ConversationRating | None]:
    """A conversation of theirs, and how they rated it. Raises NotFound."""
    conversation = Conversation.objects.for_user(person).filter(pk=conversation_id).first()
    if conversation is None:
        raise NotFound
    return conversation, ConversationRating.objects.filter(conversation=conversation, rater=person).first()


def case_of(rating: ConversationRating) -> Ticket | None:
    """The case that a low rating opened."""
    return Ticket.objects.for_user(rating.rater).filter(rating=rating).first()


def outcome_of(case: Ticket | None) -> TicketEntry | None:
    """What we last answered the rater, once we did."""
    if case is None:
        return None
    return case.entries.filter(kind=EntryKind.REPLY, is_public=True).order_by("-pk").first()
