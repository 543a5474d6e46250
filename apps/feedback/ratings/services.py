"""Rating a conversation, and the case that a low rating opens."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.models import Conversation
from apps.errors import InvalidInput, NotFound
from apps.events.services import publish
from apps.feedback.ratings.errors import NothingToRate, RatingClosed
from apps.feedback.ratings.events import ConversationRated
from apps.feedback.ratings.models import ConversationRating
from apps.feedback.tickets.models import LOW_STARS, Channel, Ticket
from apps.feedback.tickets.services import lock_person, store_ticket
from apps.feedback.tickets.text_checks import checked_optional_text

CASE_DUE = timedelta(days=2)


@transaction.atomic
def rate_conversation(
    *, rater: User, conversation_id: int, stars: int, comment: str = "", now: datetime | None = None
) -> ConversationRating:
    """Each side rates once and may change it for 24 hours. Two stars or fewer open a case for a person, due in two
    days. Raises NotFound for outsiders, NothingToRate, RatingClosed, InvalidInput."""
    now = now or timezone.now()
    if not 1 <= stars <= 5:
        raise InvalidInput(_("Choose one to five stars."), field="stars")
    comment = checked_optional_text(comment, field="comment")
    conversation = Conversation.objects.for_user(rater).filter(pk=conversation_id).first()
    if conversation is None:
        raise NotFound
    if conversation.head_seq == 0:
        raise NothingToRate
    lock_person(rater)
    rating = ConversationRating.objects.filter(conversation=conversation, rater=rater).first()
    if rating is None:
        rating = ConversationRating.objects.create(
            conversation=conversation, rater=rater, stars=stars, comment=comment, created_at=now
        )
        publish(ConversationRated(conversation=conversation.pk, rater=rater.pk, stars=stars))
    elif not rating.is_changeable(now=now):
        raise RatingClosed
    else:
        rating.stars, rating.comment = stars, comment
        rating.save(update_fields=["stars", "comment", "updated_at"])
    if stars <= LOW_STARS:
        _open_case(rating, now=now)
    return rating


def _open_case(rating: ConversationRating, *, now: datetime) -> None:
    """One case a rating. Its text is the comment as it stood then; the rater follows it in "my feedback"."""
    if Ticket.objects.filter(rating=rating).exists():
        return
    store_ticket(
        reporter=rating.rater,
        body=rating.comment,
        client_id=uuid5(NAMESPACE_URL, f"rating:{rating.pk}"),
        channel=Channel.RATING,
        conversation=rating.conversation,
        rating_id=rating.pk,
        interface_language=rating.rater.language,
        needs_person=True,
        due_at=now + CASE_DUE,
        now=now,
    )
