from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.chat.models import Message
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.registry import DeedKind, register

PRESET_USED = "preset_used"
PRESET_ORIGINS = (Message.Origin.PRESET, Message.Origin.PRESET_EDITED)


@register
class PresetUsed(DeedKind):
    """A message was sent that began as a preset."""

    key = PRESET_USED
    name = gettext_lazy("a preset used")

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        used = Message.objects.filter(created_at__gte=start, preset__isnull=False, origin__in=PRESET_ORIGINS)
        return map(of_preset, used.defer("body", "facts").order_by("-created_at")[:limit])

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        return _("You used a preset")


def of_preset(message: Message) -> Deed | None:
    if message.sender_id is None or message.origin not in PRESET_ORIGINS:
        return None
    return Deed(
        kind=PRESET_USED,
        key=f"message:{message.pk}",
        person_id=message.sender_id,
        done_at=message.created_at,
        facts={"conversation": message.conversation_id},
    )
