"""A small S3: buckets in memory, served over HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from hashlib import md5
from http.server import ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from tests.serving import QuietHandler, running


class Bucket(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Door)
        self.files: dict[str, bytes] = {}
        self.ranges: list[str] = []
        """Which parts of files were asked for."""
        self.refuses = False

    @property
    def url(self) -> str:
        """As FILES_URL wants it."""
        return f"s3://key:se%2Fcret@rapport/media?endpoint=http://127.0.0.1:{self.server_port}"


class Door(QuietHandler):
    server: Bucket
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self._may():
            self.server.files[self._key()] = body
            self._answer(200, headers={"ETag": f'"{md5(body, usedforsecurity=False).hexdigest()}"'})

    def do_GET(self) -> None:
        if not self._may():
            return
        asked = urlsplit(self.path)
        if asked.path.strip("/") == "rapport":
            self._answer(200, self._listing(parse_qs(asked.query).get("prefix", [""])[0]))
        elif (content := self.server.files.get(self._key())) is None:
            self._answer(404)
        elif span := self.headers.get("Range"):
            self.server.ranges.append(span)
            first, last = map(int, span.removeprefix("bytes=").split("-"))
            self._answer(206, content[first : last + 1])
        else:
            self._answer(200, content)

    def do_HEAD(self) -> None:
        if self._may():
            content = self.server.files.get(self._key())
            self._answer(404 if content is None else 200, content or b"")

    def do_DELETE(self) -> None:
        if self._may():
            self.server.files.pop(self._key(), None)
            self._answer(204)

    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix("/rapport/")

    def _may(self) -> bool:
        """Only who signs with the key."""
        is_signed = "Credential=key/" in self.headers.get("Authorization", "")
        if self.server.refuses or not is_signed:
            self._answer(403)
            return False
        return True

    def _listing(self, prefix: str) -> bytes:
        keys = [key for key in self.server.files if key.startswith(prefix)]
        rows = "".join(f"<Contents><Key>{escape(key)}</Key></Contents>" for key in keys)
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>".encode()

    def _answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in ({"Last-Modified": formatdate(usegmt=True)} | (headers or {})).items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@contextmanager
def bucket() -> Iterator[Bucket]:
    with running(Bucket()) as served:
        yield served
