"""WeChat's encrypted mode: AES-256-CBC under the EncodingAESKey, whose first half is the initial vector, padded to
blocks of 32 bytes. Inside stand 16 random bytes, the length of the message in four, the message, and the AppID
(developers.weixin.qq.com/doc/oplatform/en/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html)."""

import base64
from datetime import datetime

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7

from apps.feedback.hooks.errors import UnreadableMessage
from apps.feedback.hooks.models import WebhookSource

BLOCK_BITS = 256
RANDOM, LENGTH = 16, 4


def decrypted(source: WebhookSource, sealed: str, *, now: datetime) -> bytes:
    """By the present or the former key. Raises UnreadableMessage where neither opens it, or it is for another AppID."""
    for key in source.aes_keys(now=now):
        try:
            return _open(key, base64.b64decode(sealed, validate=True), source.app_id.encode())
        except ValueError:
            continue
    raise UnreadableMessage


def _open(key: bytes, sealed: bytes, app_id: bytes) -> bytes:
    decryptor, unpadder = Cipher(AES(key), CBC(key[:16])).decryptor(), PKCS7(BLOCK_BITS).unpadder()
    padded = decryptor.update(sealed) + decryptor.finalize()
    plain = unpadder.update(padded) + unpadder.finalize()
    begin = RANDOM + LENGTH
    end = begin + int.from_bytes(plain[RANDOM:begin])
    if plain[end:] != app_id:
        raise ValueError
    return plain[begin:end]
