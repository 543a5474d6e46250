"""How requests reach Django: each is answered by one of a few threads, from the first middleware to the last."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from io import BytesIO
from typing import IO, Any

from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.core.signals import request_started
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

from config.bodies import BodyOverLimit, as_said, counted, limit_of, says_too_much

THREADS = 6
UPLOAD_THREADS = 2
"""Of the ten connections of the database's pool they leave two to the sockets. Files have threads of their own, because
taking them apart takes long: however many come at once, pages are answered meanwhile."""

_FILES = (b"multipart/form-data", b"application/octet-stream")
_READ_AT_ONCE = 256 * 1024
"""Bytes of a stream that are read in one turn of a thread."""


async def _left(receive: Callable[[], Awaitable[Mapping[str, Any]]]) -> None:
    """Returns when the client has left. Of a body that was refused on the way the rest may still come before."""
    while (await receive())["type"] != "http.disconnect":
        pass


class Handler(ASGIHandler):
    """Django's own begins a thread for each request, however many there are, and changes between it and the loop six
    times where one middleware isn't asynchronous. When hundreds came at once, their threads kept the loop waiting, and
    with it all sockets. Here whoever comes while all threads are at work waits for their turn, holding neither a
    thread nor a connection to the database; who has left meanwhile is passed over.
    """

    def __init__(self) -> None:
        BaseHandler.__init__(self)
        self.load_middleware(is_async=False)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="request")
        self._upload_threads = ThreadPoolExecutor(UPLOAD_THREADS, thread_name_prefix="upload")

    async def __call__(
        self,
        scope: dict[str, Any],
        receive: Callable[[], Awaitable[Mapping[str, Any]]],
        send: Callable[[Mapping[str, Any]], Awaitable[None]],
    ) -> None:
        body: IO[bytes]
        is_refused = says_too_much(scope)
        if is_refused:
            body = BytesIO()
        else:
            try:
                body = await self.read_body(counted(receive, limit=limit_of(scope)))
            except RequestAborted:
                return
            except BodyOverLimit:
                # Answered as one that had said so: in the reader's language, by the middleware that looks at the size.
                is_refused, body, scope = True, BytesIO(), as_said(scope, size=limit_of(scope) + 1)
        loop = asyncio.get_running_loop()
        threads = self._upload_threads if _brings_files(scope) else self._threads
        answering = loop.run_in_executor(threads, copy_context().run, self._answer, scope, body)
        leaving = asyncio.ensure_future(_left(receive))
        try:
            await asyncio.wait((answering, leaving), return_when=asyncio.FIRST_COMPLETED)
            if answering.done():
                response = answering.result()
                if is_refused:
                    response["Connection"] = "close"  # the rest isn't read
                await self._send(response, send, leaving, threads)
        finally:
            answering.cancel()
            leaving.cancel()

    async def _send(
        self,
        response: HttpResponseBase,
        send: Callable[[Mapping[str, Any]], Awaitable[None]],
        leaving: asyncio.Future[Any],
        threads: ThreadPoolExecutor,
    ) -> None:
        """Until all is sent or its reader has left. What remains of a stream is read as it is sent, so that a slow
        reader of a large file holds neither a thread nor the file in memory."""
        if response.closed:
            await self.send_response(response, send)
            return
        sending = asyncio.ensure_future(self.send_response(response, send))
        try:
            await asyncio.wait((sending, leaving), return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                sending.result()
        finally:
            sending.cancel()
            await asyncio.get_running_loop().run_in_executor(threads, response.close)

    def _answer(self, scope: dict[str, Any], body: IO[bytes]) -> HttpResponseBase:
        """The response. It is done with, but for a long stream, of which the first parts are read."""
        set_script_prefix(get_script_prefix(scope))
        request_started.send(sender=self.__class__, scope=scope)
        with body:
            request, refused = self.create_request(scope, body)
            response: HttpResponseBase | None = refused if request is None else self.get_response(request)
            assert response is not None
            response._handler_class = self.__class__  # type: ignore[attr-defined]  # the sender of request_finished
            if not isinstance(response, StreamingHttpResponse):
                response.close()
                return response
            parts = iter(response)
            first = _some_of(parts)
            if len(first) < _READ_AT_ONCE:
                response.streaming_content = _one_by_one(first, None)
                response.close()
            else:
                response.streaming_content = _one_by_one(first, partial(self._more_of, parts))
        return response

    async def _more_of(self, parts: Iterator[bytes]) -> bytes:
        return await asyncio.get_running_loop().run_in_executor(self._threads, _some_of, parts)


def _brings_files(scope: Mapping[str, Any]) -> bool:
    return any(name == b"content-type" and value.lower().startswith(_FILES) for name, value in scope["headers"])


def _some_of(parts: Iterator[bytes]) -> bytes:
    """The next parts in one, as many as make a turn worth while; empty at the end."""
    read, size = [], 0
    while size < _READ_AT_ONCE and (part := next(parts, None)) is not None:
        read.append(part)
        size += len(part)
    return b"".join(read)


async def _one_by_one(first: bytes, more: Callable[[], Awaitable[bytes]] | None) -> AsyncIterator[bytes]:
    yield first
    while more is not None and (part := await more()):
        yield part
