from apps.chat.messages.events import MessagesSent
from apps.education.experts.asking import BY_THEMSELVES, notice_answer
from apps.education.experts.models import Consultation
from apps.events.registry import handles


@handles(MessagesSent)
def notice_answers(event: MessagesSent) -> None:
    """Heard twice, the second finds nobody who waits."""
    written = [item for item in event.items if item.sender and item.origin not in BY_THEMSELVES]
    conversations = {item.conversation for item in written}
    asked = set(
        Consultation.objects.on_the_way().filter(conversation__in=conversations).values_list("conversation", flat=True)
    )
    for item in written:
        if item.conversation in asked:
            notice_answer(conversation_id=item.conversation, sender_id=item.sender)
