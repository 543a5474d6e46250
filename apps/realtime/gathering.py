"""One answer for all who ask at the same time."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Generic, TypeVar

Key = TypeVar("Key")
Answer = TypeVar("Answer")

MOST_AT_ONCE = 100
"""Five hundred who come back in the same second are a few questions, and others may ask in between."""


class Gathering(Generic[Key, Answer]):
    """What is asked while one question is under way makes up the next: there is no timer, nobody waits when it is
    quiet, and when many ask, each question stands for more of them. Only the event loop's thread may use it.

    `answer` is given each key once and leaves out those that have no answer; what it raises, all of them read.
    """

    def __init__(self, answer: Callable[[set[Key]], Awaitable[Mapping[Key, Answer]]]) -> None:
        self._answer = answer
        self._asked: list[tuple[Key, asyncio.Future[Answer | None]]] = []
        self._task: asyncio.Task[None] | None = None

    async def ask(self, key: Key) -> Answer | None:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer | None] = loop.create_future()
        self._asked.append((key, future))
        if self._task is None or self._task.done() or self._task.get_loop() is not loop:
            self._asked = [(key, future)]
            self._task = loop.create_task(self._answer_all())
        return await future

    async def _answer_all(self) -> None:
        while self._asked:
            asked, self._asked = self._asked[:MOST_AT_ONCE], self._asked[MOST_AT_ONCE:]
            waiting = [(key, future) for key, future in asked if not future.done()]
            try:
                answers = await self._answer({key for key, _future in waiting}) if waiting else {}
            except Exception as error:  # noqa: BLE001  it is theirs who asked
                for _key, future in waiting:
                    if not future.done():
                        future.set_exception(error)
            else:
                for key, future in waiting:
                    if not future.done():
                        future.set_result(answers.get(key))
