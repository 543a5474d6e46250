"""A conversation with the support team and its ticket: what is said in the one moves the other."""

from uuid import UUID, uuid5

from django.db import transaction

from apps.accounts.models import User
from apps.chat.messages.events import MessagesSent
from apps.chat.messages.outgoing import ANSWER_ORIGINS, Sent
from apps.chat.messages.selectors import written_by_people
from apps.chat.models import Conversation, Message, Participant
from apps.chat.participants.services import add_participant
from apps.chat.sending.services import send_message
from apps.events.services import publish
from apps.feedback.support_chats.errors import ColleagueAnswered
from apps.feedback.support_chats.selectors import takes_part
from apps.feedback.tickets.events import TicketsWait
from apps.feedback.tickets.lifecycle import Status, may_move, status_after
from apps.feedback.tickets.models import Channel, EntryKind, Ticket
from apps.feedback.tickets.services import store_ticket
from apps.feedback.tickets.timeline import lock_ticket, mark_answered, move, write_entry
from apps.language import is_contentless

CHATS = UUID("6f5a0f0e-5b58-4c0c-9a4e-0c7b1a1f5d11")


@transaction.atomic
def open_chat_ticket(*, conversation_id: int, message_id: int) -> None:
    """The ticket of a conversation into which the support team was called; there is one, however often that happens."""
    question = Message.objects.select_related("sender", "conversation").filter(pk=message_id).first()
    if question is None or question.sender is None or not question.body or question.recalled_at:
        return
    if Ticket.objects.filter(conversation=conversation_id, channel=Channel.SUPPORT).exists():
        return
    store_ticket(
        reporter=question.sender,
        body=question.body,
        client_id=uuid5(CHATS, str(conversation_id)),
        channel=Channel.SUPPORT,
        conversation=question.conversation,
        message=question,
        interface_language=question.sender.language,
        needs_person=True,
        now=question.created_at,
    )


def follow_chats(event: MessagesSent) -> None:
    """An answer ends the wait of the conversation's ticket, the person's next word begins another; "thanks" doesn't."""
    tickets = {
        ticket.conversation_id: ticket
        for ticket in Ticket.objects.filter(
            channel=Channel.SUPPORT, conversation__in={item.conversation for item in event.items}
        )
    }
    if not tickets:
        return
    for message in written_by_people(event):
        ticket = tickets.get(message.conversation_id)
        if ticket is None or message.pk == ticket.message_id:
            continue
        if message.sender_id == message.conversation.candidate_id:
            _wait_again(ticket.pk, message)
        else:
            _answered_by(ticket.pk, message)


def _wait_again(ticket_id: int, message: Message) -> None:
    ticket, now = lock_ticket(ticket_id), message.created_at
    if ticket.needs_person or is_contentless(message.body):
        return
    ticket.needs_person = True
    ticket.waits_since = ticket.turn_at = now
    if may_move(ticket.status, Status.REOPENED):
        move(ticket, Status.REOPENED, now=now)
        write_entry(ticket, EntryKind.STATUS, author=message.sender, now=now)
    ticket.save()
    publish(TicketsWait.of(ticket.pk))


def _answered_by(ticket_id: int, message: Message) -> None:
    ticket, now = lock_ticket(ticket_id), message.created_at
    if not ticket.needs_person:
        return
    to = status_after(ticket.status, has_answer=True)
    if to != ticket.status:
        move(ticket, to, now=now)
        write_entry(ticket, EntryKind.STATUS, author=message.sender, now=now)
    mark_answered(ticket, promised_for=ticket.promised_for, now=now)
    ticket.save()
    publish(TicketsWait.of(ticket.pk))


@transaction.atomic
def answer_chat(*, operator: User, conversation_id: int, body: str, client_id: UUID, seen_seq: int) -> Sent:
    """Writes as the support team; who writes for the first time takes part from here on. The same `client_id` again
    sends nothing, whoever wrote meanwhile. `seen_seq` is the newest message that the operator had read: raises
    ColleagueAnswered where somebody else of the team wrote after it, and what refuses a message."""
    # Two who answer at once: the second one waits here, and then reads what the first one wrote.
    conversation = Conversation.objects.select_for_update(of=("self",)).get(pk=conversation_id)
    by_colleagues = Message.objects.filter(
        conversation=conversation, seq__gt=seen_seq, sender__isnull=False, origin__in=ANSWER_ORIGINS
    ).exclude(sender__in=[operator.pk, conversation.candidate_id])
    is_sent = Message.objects.filter(conversation=conversation, sender=operator, client_id=client_id).exists()
    if not is_sent and (answer := by_colleagues.select_related("sender").order_by("-seq").first()):
        raise ColleagueAnswered(name=str(answer.sender))
    if not takes_part(operator, conversation):
        add_participant(conversation=conversation, user=operator, role=Participant.Role.SUPPORT)
    return send_message(sender=operator, conversation_id=conversation_id, body=body, client_id=client_id)
