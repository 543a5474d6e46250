"""How requests reach Django: each is answered by one of a few threads, from the first middleware to the last."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
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

_FILES = b"multipart/form-data"


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
        # After the body nothing comes but the news that the client has left.
        leaving = asyncio.ensure_future(receive())
        try:
            await asyncio.wait((answering, leaving), return_when=asyncio.FIRST_COMPLETED)
            if answering.done():
                response = answering.result()
                if is_refused:
                    response["Connection"] = "close"  # the rest isn't read
                await self.send_response(response, send)
        finally:
            answering.cancel()
            leaving.cancel()

    def _answer(self, scope: dict[str, Any], body: IO[bytes]) -> HttpResponseBase:
        """The response, made and done with: of streams, which are small files, all parts are read."""
        set_script_prefix(get_script_prefix(scope))
        request_started.send(sender=self.__class__, scope=scope)
        with body:
            request, refused = self.create_request(scope, body)
            response: HttpResponseBase | None = refused if request is None else self.get_response(request)
            assert response is not None
            response._handler_class = self.__class__  # type: ignore[attr-defined]  # the sender of request_finished
            if isinstance(response, StreamingHttpResponse):
                response.streaming_content = _one_by_one(list(response))
            response.close()
        return response


def _brings_files(scope: Mapping[str, Any]) -> bool:
    return any(name == b"content-type" and value.lower().startswith(_FILES) for name, value in scope["headers"])


async def _one_by_one(parts: Iterable[bytes]) -> AsyncIterator[bytes]:
    for part in parts:
        yield part
