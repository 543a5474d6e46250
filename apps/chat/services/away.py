from datetime import datetime

from apps.accounts.models import User
from apps.chat.models import AwayReply
from apps.chat.sending.outgoing import clean_body
from apps.errors import InvalidInput


def set_away_reply(*, person: User, text: str, is_on: bool, until: datetime | None = None) -> AwayReply:
    """Stores what answers for the person while they are away, and whether it does now."""
    text = clean_body(text, may_be_empty=not is_on)
    if len(text) > 1000:
        raise InvalidInput(field="text")
    away, _is_new = AwayReply.objects.update_or_create(
        person=person, defaults={"text": text, "is_on": is_on, "until": until}
    )
    return away
