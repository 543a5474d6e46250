"""How large a document may be that a person sends, and how long a voice note."""

from django.conf import settings

from apps.accounts.models import User
from apps.accounts.segments.selectors import trait
from apps.uploads.limits import MAX_DOCUMENT_BYTES

PRIVILEGE = "file_megabytes"
"""The trait by which an upper app allows a person more than the setting does."""
MEGABYTE = 1024 * 1024

VOICE_SECONDS = 300
VOICE_SLACK_SECONDS = 5
"""A browser ends a recording a moment late."""
MOST_BARS = 100
"""Of a waveform."""


def bytes_a_day() -> int:
    """What a person may send in 24 hours."""
    return settings.CHAT_FILE_MEGABYTES_A_DAY * MEGABYTE


def most_bytes(person: User | None) -> int:
    """What the setting allows everybody, or a member more by a privilege; never more than the product can read."""
    privilege = trait(person, PRIVILEGE) if person else ""
    megabytes = max(settings.CHAT_FILE_MEGABYTES, int(privilege) if privilege.isdecimal() else 0)
    return min(megabytes * MEGABYTE, MAX_DOCUMENT_BYTES)
