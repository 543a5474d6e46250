from django.urls import reverse

from apps.chat.mail_replies.services import keep_as_draft, write_by_mail
from apps.chat.missed.kinds import CONVERSATION
from apps.notifications.inbound.registry import SignedKind, register_signed

register_signed(
    SignedKind(
        key=CONVERSATION,
        number=1,
        handle=write_by_mail,
        url=lambda conversation: reverse("chat:conversation", args=[conversation]),
        refused=keep_as_draft,
    )
)
