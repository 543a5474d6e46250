"""Short secrets at rest: readable with the installation's key alone, or with one of its earlier ones."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Secret(str):
    """A text that a representation, as a log has it, doesn't give away."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'…'"


def seal(secret: str) -> str:
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> Secret | None:
    """None for what no key of ours opens any more."""
    try:
        return Secret(_box().decrypt(sealed.encode()).decode())
    except InvalidToken:
        return None


def _box() -> MultiFernet:
    """The first key seals, all of them open."""
    return MultiFernet([Fernet(_key(secret)) for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]])


def _key(secret: str) -> bytes:
    digest = hashlib.blake2b(secret.encode(), digest_size=32, person=b"chat.contacts").digest()
    return base64.urlsafe_b64encode(digest)
