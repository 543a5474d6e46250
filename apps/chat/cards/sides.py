"""Who is on which side of a card."""

from apps.accounts.models import User
from apps.chat.cards.models import Card
from apps.chat.cards.registry import CardType, Who
from apps.chat.conversations.models import Conversation


def is_candidate(person_id: int | None, conversation: Conversation) -> bool:
    return person_id is not None and person_id == conversation.candidate_id


def is_on_side_of(person_id: int | None, conversation: Conversation, other: User) -> bool:
    """Whether the two stand on the same side of a job's conversation."""
    if person_id is None:
        return False
    return is_candidate(person_id, conversation) == is_candidate(other.pk, conversation)


def is_authors(card: Card, conversation: Conversation, person: User) -> bool:
    """Whether this person stands on the side that made the card. The product's own cards are nobody's."""
    if card.made_by_id is None:
        return False
    if conversation.kind != Conversation.Kind.JOB:
        return card.made_by_id == person.pk
    return is_candidate(card.made_by_id, conversation) == is_candidate(person.pk, conversation)


def may_make(card_type: CardType, conversation: Conversation, person: User) -> bool:
    if conversation.kind not in card_type.where or card_type.maker == Who.PRODUCT:
        return False
    candidates = is_candidate(person.pk, conversation)
    return card_type.maker == Who.EITHER or (card_type.maker == Who.CANDIDATE) == candidates


def may_do(who: Who, card: Card, conversation: Conversation, person: User) -> bool:
    """Whether this person is among those `who` means."""
    if who == Who.PRODUCT:
        return False
    if who in (Who.CANDIDATE, Who.COMPANY):
        return (who == Who.CANDIDATE) == is_candidate(person.pk, conversation)
    if who == Who.EITHER:
        return True
    return (who == Who.AUTHOR) == is_authors(card, conversation, person)
