"""A stand-in for a service that signs people in by OpenID Connect: real HTTP, tokens signed with its key."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from tests.serving import QuietHandler, local_server, running

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class FakeService:
    """`claims` are what it says of whoever signs in, `userinfo` what it says when asked once more; `token` changes what
    the token says; `asked` holds the forms with which tokens were fetched."""

    def __init__(self) -> None:
        self.url = ""
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] | None = None
        self.token: dict[str, Any] = {}
        self.asked: list[dict[str, list[str]]] = []

    def id_token(self) -> str:
        now = int(time.time())
        said = {"iss": self.url, "aud": "rapport", "iat": now, "exp": now + 300, **self.claims, **self.token}
        return jwt.encode(said, KEY, algorithm="RS256", headers={"kid": "one"})

    def page(self, path: str, form: dict[str, list[str]]) -> dict[str, Any]:
        if path == "/.well-known/openid-configuration":
            names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            ends = {f"{name}_endpoint": f"{self.url}/{place}" for name, place in names.items()}
            return ends | {"issuer": self.url, "jwks_uri": f"{self.url}/keys"}
        if path == "/keys":
            return {"keys": [json.loads(RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": "one", "alg": "RS256"}]}
        if path == "/token":
            self.asked.append(form)
            return {"access_token": "opaque", "token_type": "Bearer", "id_token": self.id_token()}
        return self.userinfo or self.claims


@contextmanager
def fake_service() -> Iterator[FakeService]:
    service = FakeService()

    class Handler(QuietHandler):
        def do_GET(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())
            body = json.dumps(service.page(urlsplit(self.path).path, form)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

    with running(local_server(Handler)) as server:
        service.url = f"http://127.0.0.1:{server.server_port}"
        yield service
