"""What follows from a message: whether it came from a preset that the product brings along. And that files of presets
count in a person's day."""

from apps.chat.files.day import counts_in_the_day
from apps.chat.messages.events import MessagesSent
from apps.chat.messages.models import Message
from apps.chat.presets.features import READY_PRESETS
from apps.chat.presets.files import bytes_with_presets
from apps.chat.presets.models import Preset
from apps.events.registry import handles
from apps.experiments.services import feature_used

ORIGINS = (Message.Origin.PRESET, Message.Origin.PRESET_EDITED)

counts_in_the_day("presets", bytes_with_presets)


@handles(MessagesSent)
def used_presets_are_counted(event: MessagesSent) -> None:
    sent = [item.message for item in event.items if item.origin in ORIGINS]
    if not sent:
        return
    ours = Message.objects.filter(pk__in=sent, preset__scope=Preset.Scope.SYSTEM, sender__isnull=False)
    for message in ours.select_related("sender").order_by("pk"):
        if message.sender is not None:
            feature_used(READY_PRESETS, message.sender, conversation=message.conversation_id)
