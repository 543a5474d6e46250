import secrets
from base64 import b32encode
from typing import ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext_lazy as _

from apps.sealing import seal, unseal


class SecondStepAdapter(DefaultMFAAdapter):
    """What codes are made from is sealed: who reads the database or a backup of it makes none."""

    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": _("Switch two-step sign-in off before you add an address, and on again afterwards."),
        "incorrect_code": _("That code isn't right, or it was used already. Wait for the next one."),
        "unverified_email": _("Confirm your address first, so that you can get back in by it."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What no key of ours opens any more becomes something from which nobody has made a code."""
        return unseal(encrypted_text) or b32encode(secrets.token_bytes(20)).decode()
