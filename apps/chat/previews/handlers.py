from apps.chat.messages.events import MessageEdited, MessageRecalled, MessagesSent
from apps.chat.messages.selectors import written_by_people
from apps.chat.previews.events import LinkWritten
from apps.chat.previews.finding import first_link
from apps.chat.previews.services import forget_link, show_link
from apps.chat.previews.tasks import fetch_link
from apps.chat.scam.events import MessageWarnedOf
from apps.events.registry import handles
from apps.events.services import publish


@handles(MessagesSent)
def links_are_noticed(event: MessagesSent) -> None:
    for message in written_by_people(event):
        if first_link(message.body):
            publish(LinkWritten(conversation=message.conversation_id, message=message.pk))


@handles(MessageEdited)
def an_edit_brings_another_link(event: MessageEdited) -> None:
    publish(LinkWritten(conversation=event.conversation, message=event.message))


@handles(LinkWritten)
def the_page_behind_a_link_is_shown(event: LinkWritten) -> None:
    show_link(message_id=event.message, fetch=fetch_link.delay)


@handles(MessageRecalled, MessageWarnedOf)
def what_is_gone_or_doubtful_shows_no_page(event: MessageRecalled | MessageWarnedOf) -> None:
    forget_link(message_id=event.message)
