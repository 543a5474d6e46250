"""A browser that takes pushes: it has the keys, and can open what was sealed for them."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client

from apps.accounts.models import User
from apps.notifications.models import PushSubscription

URL = "/api/v1/notifications/push/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def coded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def as_sent(name: str, **more: Any) -> dict[str, Any]:
    """What the browser of this name says of itself, at a push service of its own."""
    key = ec.derive_private_key(int.from_bytes(name.encode()), ec.SECP256R1())
    keys = {"p256dh": coded(point(key.public_key())), "auth": coded(name.encode().rjust(16, b"."))}
    return {"endpoint": f"https://{name}.push.example/to/{name}", "keys": keys, **more}


class Browser:
    """Somebody's, signed in, with pushes switched on."""

    def __init__(self, person: User, name: str = "firefox", **more: Any) -> None:
        self.name, self.client = name, Client(headers={"user-agent": FIREFOX})
        self.client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        answer = self.client.post(URL, as_sent(name, **more), content_type="application/json")
        assert answer.status_code == 200, answer.content
        self.id = answer.json()["id"]

    @property
    def subscription(self) -> PushSubscription:
        return PushSubscription.objects.get(pk=self.id)

    @property
    def place(self) -> str:
        """Where its push service takes pushes, as the fake web knows places."""
        return f"{self.name}.push.example/to/{self.name}"

    def opened(self, body: bytes) -> dict[str, Any]:
        """As RFC 8291 says that a browser does it."""
        own = ec.derive_private_key(int.from_bytes(self.name.encode()), ec.SECP256R1())
        salt, sender, sealed = body[:16], body[21 : 21 + body[20]], body[21 + body[20] :]
        shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        info = b"WebPush: info\0" + point(own.public_key()) + sender
        agreed = HKDF(SHA256(), 32, self.name.encode().rjust(16, b"."), info).derive(shared)
        key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(agreed)
        nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(agreed)
        told = AESGCM(key).decrypt(nonce, sealed, None)
        assert told.endswith(b"\x02"), "one record, which is the last"
        return dict(json.loads(told[:-1]))
