"""What became of the replies that were offered."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.suggestions.features import SUGGESTED_REPLIES
from apps.chat.suggestions.models import Suggestion
from apps.chat.suggestions.selectors import offer_for
from apps.errors import NotFound
from apps.experiments.services import feature_shown, feature_used


def show_suggestions(conversation: Conversation, viewer: User) -> list[Suggestion]:
    """The replies to offer now, each kept as a row; the same ones when it is asked again. Empty where nothing fits and
    for who goes without."""
    offer = offer_for(conversation, viewer)
    if offer is None or not feature_shown(SUGGESTED_REPLIES, viewer, conversation=conversation.pk):
        return []
    now = timezone.now()
    rows = [
        Suggestion(
            conversation=conversation,
            question=offer.question,
            person=viewer,
            place=place,
            topic=", ".join(reply.topics)[:40] if len(reply.topics) > 1 else reply.topics[0][:40],
            source=reply.facts[0].kind,
            text=reply.text,
            shown_at=now,
        )
        for place, reply in enumerate(offer.replies)
    ]
    Suggestion.objects.bulk_create(rows, ignore_conflicts=True)
    shown = {one.place: one for one in Suggestion.objects.filter(question=offer.question, person=viewer)}
    # What the job says may have changed since it was first shown.
    for row in rows:
        old = shown[row.place]
        if old.text != row.text and old.taken_at is None:
            old.text, old.topic, old.source = row.text, row.topic, row.source
            old.save(update_fields=["text", "topic", "source"])
    return [shown[row.place] for row in rows]


@transaction.atomic
def take_suggestion(*, person: User, suggestion_id: int) -> Suggestion:
    """It went into the composer, nothing is sent. NotFound for everybody to whom it wasn't offered."""
    suggestion = Suggestion.objects.filter(pk=suggestion_id, person=person).first()
    if suggestion is None or not Conversation.objects.for_user(person).filter(pk=suggestion.conversation_id).exists():
        raise NotFound
    taken = Suggestion.objects.filter(pk=suggestion.pk, taken_at=None).update(taken_at=timezone.now())
    if taken:
        feature_used(SUGGESTED_REPLIES, person, conversation=suggestion.conversation_id)
    suggestion.refresh_from_db()
    return suggestion


def record_sent(messages: Sequence[Message]) -> None:
    """Which of these were suggestions: the one that was taken last in the same conversation. Harmless when repeated."""
    for message in messages:
        if message.origin != Message.Origin.SUGGESTED or message.sender_id is None:
            continue
        taken = Suggestion.objects.filter(
            conversation=message.conversation_id,
            person=message.sender_id,
            taken_at__isnull=False,
            message=None,
            question__seq__lt=message.seq,
        )
        suggestion = taken.order_by(F("taken_at").desc(), "-pk").first()
        if suggestion is None or Suggestion.objects.filter(message=message).exists():
            continue
        is_edited = _plain(message.body) != _plain(suggestion.text)
        Suggestion.objects.filter(pk=suggestion.pk, message=None).update(message=message, is_edited=is_edited)


def _plain(text: str) -> str:
    return "".join(text.split())
