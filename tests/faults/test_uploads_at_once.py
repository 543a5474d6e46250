"""However many large pictures and heavy documents come at once, the server keeps its memory and answers others."""

import io
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from tests.faults.pairs import Pair, make_pairs
from tests.matching.documents import pdf
from tests.servers import Embedded
from tests.tiers import amount

MEGABYTE = 1024 * 1024
GROWS_AT_MOST = 300 * MEGABYTE
P95_SECONDS = 0.5

pytestmark = [
    pytest.mark.servers,
    pytest.mark.alone,
    pytest.mark.longer,
    pytest.mark.costs(20),
    pytest.mark.timeout(600),
]


def test_files_at_once_neither_fill_the_memory_nor_keep_others_waiting(servers, capsys) -> None:
    server: Embedded = servers.embedded()
    pictures, documents = amount(24, smoke=6), amount(16, smoke=4)
    pairs = make_pairs(server, count=6)
    picture, document = large_picture(), heavy_document()
    # What a server loads with its first files isn't the work of these.
    assert send_picture(server, pairs[0], picture) == 201
    assert send_document(server, pairs[0], document) == 201
    server.wait_until_handled(seconds=60, what="the first résumé known to ranking")
    time.sleep(2)
    memory, health = Memory(server.processes["up"].pid), Health(server.url)
    with ThreadPoolExecutor(pictures + documents) as people, watching(memory), watching(health):
        answers = [
            *(people.submit(send_picture, server, pairs[n % len(pairs)], picture) for n in range(pictures)),
            *(people.submit(send_document, server, pairs[n % len(pairs)], document) for n in range(documents)),
        ]
        statuses = sorted(answer.result() for answer in answers)
    with capsys.disabled():
        print(f"\ngrew by {memory.grown / MEGABYTE:.0f} MB, /healthz p95 {health.p95() * 1000:.0f} ms, {statuses}")
    assert set(statuses) == {201}
    assert memory.grown < GROWS_AT_MOST
    assert health.p95() < P95_SECONDS


def large_picture() -> bytes:
    """As many pixels as may be, in a few kilobytes."""
    out = io.BytesIO()
    Image.new("RGBA", (4000, 3000), (0, 128, 128, 200)).save(out, "PNG")
    return out.getvalue()


def heavy_document() -> bytes:
    return pdf(*(f"{n} years of experience with engines" for n in range(40)), pages=40)


def send_picture(server: Embedded, pair: Pair, data: bytes) -> int:
    return post(f"{server.url}/api/v1/attachments/", pair, data, "photo.png", conversation=str(pair.conversation))


def send_document(server: Embedded, pair: Pair, data: bytes) -> int:
    return post(f"{server.url}/api/v1/resume/upload/", pair, data, "cv.pdf")


def post(url: str, pair: Pair, data: bytes, name: str, **fields: str) -> int:
    parts = [f'--x\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in fields.items()]
    head = "".join(parts) + f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    headers = pair.headers(0) | {"Content-Type": "multipart/form-data; boundary=x"}
    request = urllib.request.Request(url, head.encode() + data + b"\r\n--x--\r\n", headers)
    try:
        return urllib.request.urlopen(request, timeout=300).status
    except urllib.error.HTTPError as refusal:
        return refusal.code


@contextmanager
def watching(watched: "Memory | Health") -> Iterator[None]:
    over = threading.Event()

    def watch(look: Callable[[], None]) -> None:
        while not over.wait(0.05):
            look()

    thread = threading.Thread(target=watch, args=[watched.look])
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


class Memory:
    """How much more a process and those that it began hold together, at most, than it did before. What they share
    counts once."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._before = self._held()
        self.grown = 0

    def look(self) -> None:
        self.grown = max(self.grown, self._held() - self._before)

    def _held(self) -> int:
        return sum(map(_share_of, _family(self._pid)))


def _family(pid: int) -> list[int]:
    members = [pid]
    for member in members:
        threads = Path(f"/proc/{member}/task").glob("*/children")
        found = " ".join(map(_read, threads))
        members += [child for child in map(int, set(found.split())) if child not in members]
    return members


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def _share_of(pid: int) -> int:
    lines = _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


class Health:
    def __init__(self, url: str) -> None:
        self._url = f"{url}/healthz"
        self._took: list[float] = []

    def look(self) -> None:
        began = time.monotonic()
        urllib.request.urlopen(self._url, timeout=60).read()
        self._took.append(time.monotonic() - began)

    def p95(self) -> float:
        return sorted(self._took)[int(len(self._took) * 0.95)]
