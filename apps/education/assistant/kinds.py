"""What those who look after the help are told."""

from django.utils.translation import gettext_lazy as _

from apps.notifications.deciding.registry import Kind, KindGroup, register
from apps.ui.bilingual import titled

ANSWER_COMMENTED = register(
    Kind(
        key="answer_commented",
        group=KindGroup.FEEDBACK,
        for_operators=True,
        title=_("A comment on an answer of the help"),
        body=_("Somebody who was answered from “%(title)s” says what they think of it."),
        icon="message-square",
        localise=titled,
    )
)
