from apps.chat.messages.events import MessagesSent
from apps.chat.messages.selectors import written_by_people
from apps.chat.scam.services import warn_of
from apps.events.registry import handles
from apps.language import embedder


@handles(MessagesSent, before=embedder)
def readers_are_warned_of_scams(event: MessagesSent) -> None:
    warn_of(written_by_people(event))
