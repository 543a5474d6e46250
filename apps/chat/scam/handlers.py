from apps.chat.messages.events import MessageEdited, MessagesSent
from apps.chat.messages.models import Message
from apps.chat.messages.selectors import written_by_people
from apps.chat.scam.services import judge_again, warn_of
from apps.events.registry import handles
from apps.language import embedder


@handles(MessagesSent, before=embedder)
def readers_are_warned_of_scams(event: MessagesSent) -> None:
    warn_of(written_by_people(event))


@handles(MessageEdited, before=embedder)
def what_an_edit_made_of_it_is_judged(event: MessageEdited) -> None:
    message = Message.objects.filter(pk=event.message, recalled_at=None).first()
    if message is not None:
        judge_again(message)
