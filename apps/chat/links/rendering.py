from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from apps.chat.links.models import LinkPreview


def preview_dict(message_id: int, body: str, previews: Iterable[LinkPreview]) -> dict[str, Any] | None:
    """What a message with this text shows of its link."""
    facts = next((facts for preview in previews if (facts := preview.facts(body))), None)
    if facts is None:
        return None
    has_picture = facts.pop("has_picture")
    return facts | {"picture": reverse("message-preview-picture", args=[message_id]) if has_picture else None}
