"""ASGI → a bounded pool of threads → Django's WSGI handler.

Views are synchronous, and Django's WSGI handler costs a fraction of its ASGI handler's CPU for
the same view. The pool bounds what a flood can take: threads, requests that wait, body sizes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from signalpost.serving.compression import compressed
from signalpost.serving.environ import Network, Scope, environ
from signalpost.serving.refusals import Answer, refusal

logger = logging.getLogger(__name__)

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
WsgiApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


#: More large bodies than these are not kept in memory at once.
_UPLOADS_AT_ONCE = 4


class Bridge:
    """Answers 503 until it is opened, and while more are inside than it has room for.

    `uploads`: paths that take larger bodies than others, and how large.
    """

    def __init__(
        self,
        *,
        threads: int,
        queue: int,
        body_limit: int,
        uploads: Mapping[str, int] | None = None,
        proxies: Sequence[Network] = (),
    ) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="django")
        self._room = threads + queue
        self._inside = 0
        self._uploading = 0
        self._body_limit = body_limit
        self._uploads = uploads or {}
        self._proxies = proxies
        self._application: WsgiApplication | None = None

    def open(self, application: WsgiApplication) -> None:
        self._application = application

    @property
    def is_open(self) -> bool:
        return self._application is not None

    def close(self) -> None:
        """Let the threads finish what they are at."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await reply(send, await self._answer(scope, receive))

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        application = self._application
        if application is None or self._inside >= self._room:
            return refusal(scope["path"], 503, retry_after=2)
        is_upload = scope["method"] == "POST" and scope["path"] in self._uploads
        if is_upload and self._uploading >= _UPLOADS_AT_ONCE:
            return refusal(scope["path"], 503, retry_after=5)
        self._inside += 1
        self._uploading += is_upload
        try:
            limit = self._uploads[scope["path"]] if is_upload else self._body_limit
            body, size = await _read(scope, receive, limit=limit)
            asked = environ(scope, body, size, self._proxies)
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, _respond, application, asked)
        except Exception:
            logger.exception("%s %s failed outside Django", scope["method"], scope["path"])
            return refusal(scope["path"], 500)
        finally:
            self._inside -= 1
            self._uploading -= is_upload


async def reply(send: Send, answer: Answer) -> None:
    start = {"type": "http.response.start", "status": answer.status, "headers": answer.headers}
    await send(start)
    await send({"type": "http.response.body", "body": answer.body})


async def _read(scope: Scope, receive: Receive, *, limit: int) -> tuple[bytes, int]:
    """The body and its size. Of one over the limit nothing is kept: Django refuses it by size."""
    announced = _announced(scope)
    if announced > limit:
        return b"", announced
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > limit:
            return b"", size
        chunks.append(chunk)
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return b"".join(chunks), size


def _announced(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0


def _respond(application: WsgiApplication, asked: dict[str, Any]) -> Answer:
    """Run Django in this thread, to the end: its closing gives the connection back."""
    started: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> None:
        started[:] = [status, headers]

    chunks = application(asked, start_response)
    try:
        body = b"".join(chunks)
    finally:
        close = getattr(chunks, "close", None)
        if close:
            close()
    status, headers = int(started[0][:3]), started[1]
    raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    if status not in (204, 304) and not any(name == b"content-length" for name, _ in raw):
        raw.append((b"content-length", str(len(body)).encode()))
    accepted = asked.get("HTTP_ACCEPT_ENCODING", "")
    return compressed(Answer(status, raw, body), accepted)
