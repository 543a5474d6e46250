"""A server that went down with everybody connected is back, and everybody comes back in the same second."""

import asyncio
import json
import random
import time

import pytest
from websockets.asyncio.client import ClientConnection, connect

from config.benchmark.installation import Installation
from tests.faults.pairs import Pair, make_pairs
from tests.tiers import amount

SOCKETS = amount(500, smoke=100)
WITHIN_SECONDS = 15

pytestmark = [
    pytest.mark.servers,
    pytest.mark.alone,
    pytest.mark.longer,
    pytest.mark.costs(90),
    pytest.mark.timeout(600),
]


@pytest.mark.parametrize(
    ("kind", "killed"),
    [
        pytest.param("embedded", True, id="embedded, killed"),
        pytest.param("embedded", False, id="embedded, every socket dropped", marks=pytest.mark.long),
        pytest.param("production", True, id="two web processes, killed", marks=pytest.mark.long),
    ],
)
def test_all_come_back_at_once_and_nobody_is_turned_away(servers, kind: str, killed: bool, capsys):
    server = getattr(servers, kind)()
    pairs = make_pairs(server, count=SOCKETS // 2)
    took = asyncio.run(lost_and_back(server, pairs, killed=killed))
    with capsys.disabled():
        print(f"\n{SOCKETS} sockets back in {max(took):.1f} s, half of them in {sorted(took)[SOCKETS // 2]:.1f} s")
    assert len(took) == SOCKETS
    assert max(took) < WITHIN_SECONDS


async def lost_and_back(server: Installation, pairs: list[Pair], *, killed: bool) -> list[float]:
    """How long each took from the moment at which all began to come back until they knew what they had missed."""
    seats = [(pair, side) for pair in pairs for side in (0, 1)]
    opened = [await come(server, pair, side) for pair, side in seats]
    if killed:
        serving = [name for name in server.commands if name in ("up", "web", "web2")]
        for name in serving:
            server.kill(name)
        for name in serving:
            server.start(name)
        await asyncio.to_thread(server.wait_healthy)
    else:
        for socket, _cursor in opened:
            socket.transport.abort()
    began = time.monotonic()
    back = [
        come_back(server, pair, side, cursor) for (pair, side), (_socket, cursor) in zip(seats, opened, strict=True)
    ]
    return [at - began for at in await asyncio.gather(*back)]


def of_side(server: Installation, side: int) -> str:
    """The two of a pair come to different web processes, where there are two."""
    return server.urls[side % len(server.urls)]


async def come(server: Installation, pair: Pair, side: int) -> tuple[ClientConnection, str]:
    """Raises what the server answered when it was anything but a socket and its hello."""
    address = of_side(server, side).replace("http", "ws", 1) + "/ws/"
    socket = await connect(address, additional_headers=pair.headers(side), open_timeout=60, proxy=None)
    hello = json.loads(await asyncio.wait_for(socket.recv(), 60))
    while hello["type"] != "hello":
        hello = json.loads(await asyncio.wait_for(socket.recv(), 60))
    return socket, hello["cursor"]


async def come_back(server: Installation, pair: Pair, side: int, cursor: str) -> float:
    await asyncio.sleep(random.random())
    socket, _cursor = await come(server, pair, side)
    path = f"/api/v1/conversations/?changed_since={cursor}"
    status, answer = await get(of_side(server, side), path, pair.headers(side))
    at = time.monotonic()
    assert status == 200, answer
    assert pair.conversation in [found["id"] for found in json.loads(answer)["results"]]
    socket.transport.abort()
    return at


async def get(url: str, path: str, headers: dict[str, str]) -> tuple[int, bytes]:
    """Over a connection of one's own, as people come who have lost theirs. Written out, because all these people share
    the machine with the server, and one client's pool for five hundred takes as much of it as the server does."""
    host = url.removeprefix("http://")
    reader, writer = await asyncio.open_connection(*host.split(":"))
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    writer.write("\r\n".join([*lines, "", ""]).encode())
    head, _blank, answer = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    return int(head.split()[1]), answer
