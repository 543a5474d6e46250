"""Mentions: kept with the message, and told to whom they name, also where the group is muted."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.people.selectors import blocked_ids
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.mentions.kinds import MENTIONED
from apps.chat.mentions.models import Mention
from apps.chat.mentions.naming import MOST, named_in
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import OutgoingMessage
from apps.notifications.deciding.services import mark_read, notify
from apps.realtime.hub import push_on_commit


def keep_mentions(message: OutgoingMessage, people: Iterable[int]) -> None:
    """Puts into the message which of these people it mentions: those in the group whose name stands in its text, so
    that nobody is called unseen. The others are left out."""
    wanted = list(people)[:MOST]
    present = Participant.objects.filter(
        conversation=message.conversation_id,
        conversation__kind=Conversation.Kind.GROUP,
        left_at=None,
        user__in=wanted,
        user__is_active=True,
    ).exclude(user=message.sender_id)
    found = named_in(message.body, dict(present.values_list("user_id", "user__name"))) if wanted else []
    if found:
        message.facts = {"type": "mentions"} | (message.facts or {}) | {"mentions": found}


@transaction.atomic
def tell_mentioned(*, message_id: int, people: Iterable[int], now: datetime | None = None) -> None:
    """Tells each once. Who left meanwhile, and who is parted from the sender by a block, isn't told."""
    now = now or timezone.now()
    messages = Message.objects.filter(pk=message_id, recalled_at=None, sender__isnull=False)
    message = messages.select_related("sender", "conversation").first()
    if message is None or message.sender is None:
        return
    present = Participant.objects.filter(
        conversation=message.conversation_id, left_at=None, user__in=set(people), user__is_active=True
    ).exclude(user__in=blocked_ids(message.sender) | {message.sender.pk})
    facts = {
        "name": message.sender.name,
        "title": message.conversation.title,
        "conversation": message.conversation_id,
        "seq": message.seq,
    }
    for participant in present.select_related("user").order_by("pk"):
        Mention.objects.get_or_create(
            message=message,
            person=participant.user,
            defaults={"conversation": message.conversation, "seq": message.seq},
        )
        push_on_commit([participant.user_id], {"type": "conversation.changed", "conversation": message.conversation_id})
        if participant.read_seq < message.seq:
            url = reverse("chat:conversation", args=[message.conversation_id])
            notify(person=participant.user, kind=MENTIONED, cause=cause_of(message.pk), facts=facts, url=url, now=now)


@transaction.atomic
def forget_mentions(*, message_id: int) -> None:
    """The message was taken back: nobody is mentioned in it, and no e-mail says so."""
    for mention in Mention.objects.filter(message=message_id).select_related("person"):
        mark_read(person=mention.person, causes=[cause_of(message_id)])
        mention.delete()


def see_mentions(*, person: User, conversation_id: int) -> None:
    """The person has the group before their eyes: what told them of it is read."""
    unseen = Mention.objects.filter(person=person, conversation=conversation_id)
    causes = [cause_of(number) for number in unseen.order_by("-seq").values_list("message_id", flat=True)[:100]]
    if causes:
        mark_read(person=person, causes=causes)


def cause_of(message_id: int) -> str:
    return f"mention:{message_id}"
