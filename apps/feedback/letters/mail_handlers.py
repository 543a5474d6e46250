from django.conf import settings

from apps.feedback.letters.incoming import take_letter
from apps.feedback.letters.outgoing import SUPPORT
from apps.feedback.letters.stopping import stop_letters
from apps.notifications.inbound.registry import OpenMailbox, register_open

register_open(
    OpenMailbox(
        key="support",
        number=SUPPORT,
        address=lambda: str(settings.SUPPORT_ADDRESS),
        handle=take_letter,
        reported=stop_letters,
    )
)
