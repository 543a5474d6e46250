"""Pushes that their browser alone can read (RFC 8291 over RFC 8188), and how its push service knows us (RFC 8292)."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

CURVE = ec.SECP256R1()
RECORD_BYTES = 4096
LAST_RECORD = b"\x02"
KNOWN_FOR = timedelta(hours=12)
"""At most 24 hours, says the standard."""


class InvalidKey(ValueError):
    """What a browser gave isn't a key of the kind that pushes are sealed with."""


def browser_key(text: str) -> ec.EllipticCurvePublicKey:
    """Raises InvalidKey."""
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, _decoded(text))
    except ValueError as error:
        raise InvalidKey from error


def browser_secret(text: str) -> bytes:
    """16 bytes that the browser and we share. Raises InvalidKey."""
    try:
        secret = _decoded(text)
    except ValueError as error:
        raise InvalidKey from error
    if len(secret) != 16:
        raise InvalidKey
    return secret


def seal(
    text: bytes,
    *,
    public_key: str,
    secret: str,
    sender: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """One record in `aes128gcm`. `sender` and `salt` are made anew for each; the standard's example names its own."""
    sender, salt = sender or ec.generate_private_key(CURVE), salt or os.urandom(16)
    receiver = browser_key(public_key)
    own = _point(sender.public_key())
    info = b"WebPush: info\0" + _point(receiver) + own
    agreed = _derived(sender.exchange(ec.ECDH(), receiver), salt=browser_secret(secret), info=info, length=32)
    key = _derived(agreed, salt=salt, info=b"Content-Encoding: aes128gcm\0", length=16)
    nonce = _derived(agreed, salt=salt, info=b"Content-Encoding: nonce\0", length=12)
    header = salt + RECORD_BYTES.to_bytes(4, "big") + bytes([len(own)]) + own
    return header + AESGCM(key).encrypt(nonce, text + LAST_RECORD, None)


def own_key() -> str:
    """With what a browser subscribes, so that nobody else can push to it; empty where the installation has none."""
    return _encoded(_point(_own_private_key().public_key())) if settings.VAPID_PRIVATE_KEY else ""


def authorization(endpoint: str, *, now: datetime) -> str:
    """The header that says to a push service who asks, and where its operators find us."""
    parts = urlsplit(endpoint)
    contact = f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now + KNOWN_FOR).timestamp()),
        "sub": settings.SITE_URL if settings.SITE_URL.startswith("https://") else contact,
    }
    return f"vapid t={jwt.encode(claims, _own_private_key(), algorithm='ES256')}, k={own_key()}"


def _own_private_key() -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(_decoded(settings.VAPID_PRIVATE_KEY)), CURVE)


def _derived(material: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(material)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
