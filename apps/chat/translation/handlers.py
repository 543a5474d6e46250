"""A message that was taken back is gone in every language."""

from django.db.models import Q

from apps.chat.messages.events import MessageRecalled
from apps.chat.translation.services import forget_translations
from apps.events.registry import handles


@handles(MessageRecalled)
def forget_what_was_recalled(event: MessageRecalled) -> None:
    forget_translations(messages=Q(message=event.message))
