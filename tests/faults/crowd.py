"""Many clients at once, on an event loop in a thread of its own, so that a test may break things meanwhile."""

import asyncio
import contextlib
import math
import statistics
import threading
from types import TracebackType
from typing import Self

from config.benchmark.installation import Installation, wait_until
from tests.faults.client import Client, Hello, unheard


class Crowd:
    """`with Crowd(clients) as crowd:`; they are connected when the block begins."""

    def __init__(self, clients: list[Client]) -> None:
        self.clients = clients
        self.total = sum(len(client.messages) for client in clients)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="crowd", daemon=True)
        self._failed: list[BaseException] = []
        self._ending = asyncio.Event()

    def __enter__(self) -> Self:
        self._thread.start()
        wait_until(lambda: all(client.hellos for client in self.clients), seconds=120, what="all are connected")
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._ending.set)
        self._thread.join(30)
        if kind is None:
            assert self._failed == []

    @property
    def acked(self) -> int:
        return sum(client.acked for client in self.clients)

    def wait_acked(self, share: float, *, seconds: float = 240) -> None:
        """Until this share of all messages, 0–1, is acked."""
        wanted = round(self.total * share)
        wait_until(lambda: self.acked >= wanted, seconds=seconds, what=f"{wanted} of {self.total} are acked")

    def wait_heard(self, installation: Installation, *, seconds: float = 60) -> None:
        """Until everybody has heard of every message, by frames and by catching up by themselves."""
        heads = dict(installation.query("SELECT id, head_seq FROM chat_conversation"))
        wait_until(lambda: not unheard(self.clients, heads), seconds=seconds, what="everybody has heard everything")

    def allow(self, share: float) -> None:
        """From now on this share of each client's messages, 0–1, may be sent (rounded up)."""
        for client in self.clients:
            client.allowed = math.ceil(len(client.messages) * share)

    def wait_back(self, gone: float, *, seconds: float = 60) -> list[Hello]:
        """Waits until each has been let in again since they were `gone`: when and where, for each the first time."""
        wait_until(
            lambda: all(client.hellos[-1].at > gone for client in self.clients), seconds=seconds, what="all are back"
        )
        return [next(hello for hello in client.hellos if hello.at > gone) for client in self.clients]

    def p95_ack_ms(self, *, since: float = 0.0) -> float:
        """Of the messages that were sent after a moment of `time.monotonic`."""
        messages = [message for client in self.clients for message in client.messages if message.sent_at >= since]
        took = [message.acked_after for message in messages if message.ack]
        return statistics.quantiles(took, n=20)[-1] * 1000

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._play())

    async def _play(self) -> None:
        tasks = [asyncio.create_task(client.run()) for client in self.clients]
        ending = asyncio.create_task(self._ending.wait())
        await asyncio.wait([*tasks, ending], return_when=asyncio.FIRST_COMPLETED)
        ending.cancel()
        for task in tasks:
            if task.done():
                self._failed.append(task.exception() or AssertionError("a client ended"))
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks, ending, return_exceptions=True)
