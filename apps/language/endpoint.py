"""The optional language model behind an OpenAI-compatible address. What it says is data: bounded, never a command.

Nothing here knows what is asked; who asks strips personal data first.
"""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache

if TYPE_CHECKING:
    from openai import OpenAI

MOST_CHARACTERS = 12_000
"""Of an answer; what is longer is cut."""

PATIENCE_SECONDS = 1.8
"""So long it is waited for where somebody waits for a page: with what else the page does, less than two."""

REST_SECONDS = 30
"""So long after a failure those who wait for a page don't wait for it, too."""

_RESTS = "endpoint:rests"

NAMES = {"en": "English", "zh": "Simplified Chinese"}
"""What a model is told that languages are called."""

AT_ONCE = 8
"""Questions of one process that people wait for; the next ones wait, within their own time."""

_askers = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="endpoint")


class EndpointAway(Exception):
    """It didn't answer as it should; `why` is timeout, limited, or away."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def is_configured() -> bool:
    return bool(settings.LLM_BASE_URL and settings.LLM_MODEL)


def complete(*, instructions: str, text: str) -> str:
    """What the model says to a text under these instructions, all of it within `LLM_TIMEOUT_SECONDS`. Raises
    EndpointAway."""
    from openai import APIError, APITimeoutError, RateLimitError  # noqa: PLC0415  most installations have no endpoint

    with _watched(settings.LLM_TIMEOUT_SECONDS) as watch:
        try:
            answer = _client().chat.completions.create(
                model=settings.LLM_MODEL,
                temperature=0,
                messages=[{"role": "system", "content": instructions}, {"role": "user", "content": text}],
            )
            said = (answer.choices[0].message.content if answer.choices else "") or ""
            said = said[:MOST_CHARACTERS]
        except RateLimitError as error:
            raise EndpointAway("limited") from error
        except (APIError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
            # Whatever it sends instead of an answer, HTML included, is no answer.
            is_late = watch.is_over or isinstance(error, APITimeoutError)
            raise EndpointAway("timeout" if is_late else "away") from error
    if watch.is_over:
        raise EndpointAway("timeout")
    return said


def complete_soon(*, instructions: str, text: str) -> str:
    """The same within `PATIENCE_SECONDS`, while somebody waits for the page; what was asked ends by itself. After a
    failure nobody waits for it for `REST_SECONDS`. Raises EndpointAway."""
    if cache.get(_RESTS):
        raise EndpointAway("away")
    try:
        return _askers.submit(complete, instructions=instructions, text=text).result(timeout=PATIENCE_SECONDS)
    except (TimeoutError, EndpointAway) as error:
        cache.set(_RESTS, value=True, timeout=REST_SECONDS)
        raise error if isinstance(error, EndpointAway) else EndpointAway("timeout") from error


class _Watch:
    """Cuts a connection off when its time is over, however slowly the other side drips: the client counts from one
    read to the next."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._lines: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """What the client tells of a request, step by step."""
        if event == "connection.connect_tcp.complete":
            with self._lock:
                # A handle of its own, as TLS takes the socket itself over.
                self._lines.append(info["return_value"].get_extra_info("socket").dup())
                if self.is_over:
                    self._cut()

    def stop(self) -> None:
        self._timer.cancel()
        with self._lock:
            for line in self._lines:
                line.close()
            self._lines.clear()

    def _end(self) -> None:
        with self._lock:
            self.is_over = True
            self._cut()

    def _cut(self) -> None:
        for line in self._lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


_watch: ContextVar[_Watch] = ContextVar("watch")


@contextmanager
def _watched(seconds: float) -> Iterator[_Watch]:
    """What this thread asks meanwhile ends by then."""
    watch = _Watch(seconds)
    token = _watch.set(watch)
    try:
        yield watch
    finally:
        _watch.reset(token)
        watch.stop()


def _let_watch(request: Any) -> None:
    request.extensions["trace"] = _watch.get().trace


@lru_cache(maxsize=1)
def _client() -> "OpenAI":
    from openai import DefaultHttpxClient, OpenAI  # noqa: PLC0415  as above

    return OpenAI(
        base_url=settings.LLM_BASE_URL,
        api_key=settings.LLM_API_KEY or "none",
        timeout=settings.LLM_TIMEOUT_SECONDS,
        max_retries=0,
        # What is asked goes to the address that the operator named, and nowhere that it leads to.
        http_client=DefaultHttpxClient(follow_redirects=False, event_hooks={"request": [_let_watch]}),
        # Each question has a connection of its own: who watches it must have seen it made.
        default_headers={"Connection": "close"},
    )


def forget_client() -> None:
    """After the settings changed."""
    _client.cache_clear()
