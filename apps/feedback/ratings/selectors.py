from apps.accounts.models import User
from apps.chat.models import Conversation
from apps.errors import NotFound
from apps.feedback.ratings.models import ConversationRating
from apps.feedback.tickets.models import Ticket


def my_rating(person: User, conversation_id: int) -> tuple[Conversation, ConversationRating | None]:
    """A conversation of theirs, and how they rated it. Raises NotFound."""
    conversation = Conversation.objects.for_user(person).filter(pk=conversation_id).first()
    if conversation is None:
        raise NotFound
    return conversation, ConversationRating.objects.filter(conversation=conversation, rater=person).first()


def case_of(rating: ConversationRating) -> Ticket | None:
    """The case that a low rating opened."""
    return Ticket.objects.for_user(rating.rater).filter(rating=rating).first()
