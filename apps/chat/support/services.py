"""Bringing a person to the support team."""

from collections.abc import Sequence

from django.db import transaction

from apps.accounts.models import Role, User
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.conversations.services import open_conversation
from apps.chat.participants.services import add_participant
from apps.chat.sending.services import new_client_id, send_message, send_system_message
from apps.chat.support.events import SupportAsked
from apps.chat.support.selectors import open_support_conversation_of, question_in
from apps.events.services import publish

SUPPORT_GROUP = "support"


MAX_HISTORY_LINES = 50


@transaction.atomic
def open_support_conversation(*, person: User, opening: str, history: Sequence[str]) -> Conversation:
    """Brings a person to the support team, with what was said before. Their open one, where there is one.

    `opening` is what they ask, sent in their name; `history` the lines that led here, oldest first.
    """
    conversation = open_support_conversation_of(person) or open_conversation(
        kind=Conversation.Kind.SUPPORT,
        opened_by=person,
        candidate=person,
        roles={person: Participant.Role.MEMBER}
        | {operator: Participant.Role.SUPPORT for operator in _support_team() if operator != person},
    )
    if history:
        lines = [str(line)[:2000] for line in history][-MAX_HISTORY_LINES:]
        send_system_message(conversation_id=conversation.pk, facts={"type": "history", "lines": lines})
    sent = send_message(sender=person, conversation_id=conversation.pk, body=opening, client_id=new_client_id())
    publish(SupportAsked(conversation=conversation.pk, person=person.pk, message=sent.id))
    return conversation


def call_support_team(conversation: Conversation) -> None:
    """Brings the team into a conversation in which somebody else helped so far. Who is in it already stays as they
    are."""
    present = set(conversation.participants.filter(left_at=None).values_list("user", flat=True))
    for operator in _support_team():
        if operator.pk not in present:
            add_participant(conversation=conversation, user=operator, role=Participant.Role.SUPPORT)
    if question := question_in(conversation):
        publish(SupportAsked(conversation=conversation.pk, person=question.sender_id or 0, message=question.pk))


def _support_team() -> list[User]:
    """The support group; where it is empty, all operators."""
    active = User.objects.filter(is_active=True, is_staff=True)
    return list(active.filter(groups__name=SUPPORT_GROUP)) or list(active.filter(role=Role.OPERATOR))
