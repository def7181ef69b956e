"""ASGI → a bounded pool of threads → Django's WSGI handler.

Views are synchronous, and Django's WSGI handler costs a fraction of its ASGI handler's CPU for
the same view. The pool bounds what a flood can take: threads and requests that wait.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from signalpost.serving.bodies import Bodies, CutOff, GivenUp, Message, Receive
from signalpost.serving.compression import compressed
from signalpost.serving.environ import Network, Scope, environ
from signalpost.serving.refusals import Answer, refusal

logger = logging.getLogger(__name__)

#: How long bodies that are on their way may take once the server stops, in seconds.
_LAST_MOMENT = 2.0

Send = Callable[[Message], Awaitable[None]]
WsgiApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Bridge:
    """Answers 503 until it is opened, and while more are inside than it has room for.

    A request is inside once all of it is here. `uploads`: paths that take larger bodies than
    others, and how large.
    """

    def __init__(
        self,
        *,
        threads: int,
        queue: int,
        body_limit: int,
        uploads: Mapping[str, int] | None = None,
        proxies: Sequence[Network] = (),
        bodies: Bodies | None = None,
    ) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="django")
        self._room = threads + queue
        self._inside = 0
        self._body_limit = body_limit
        self._uploads = uploads or {}
        self._proxies = proxies
        self._bodies = bodies or Bodies()
        self._application: WsgiApplication | None = None

    def open(self, application: WsgiApplication) -> None:
        self._application = application

    @property
    def has_room(self) -> bool:
        """Whether it would answer one more."""
        return self._application is not None and self._inside < self._room

    def stop(self) -> None:
        """Wait for bodies a moment longer, and for none that trickles."""
        self._bodies.end(within=_LAST_MOMENT)

    def close(self) -> None:
        """Let the threads finish what they are at."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self._answer(scope, receive)
        if answer:
            await reply(send, answer)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer | None:
        """None for a client that left before its request was here: nothing of it is carried out."""
        try:
            async with self._bodies.received(scope, receive, limit=self._limit(scope)) as received:
                return await self._inside_django(scope, *received)
        except CutOff:
            return None
        except GivenUp as why:
            return refusal(scope, why.status, retry_after=5, closes=True)
        except Exception:
            logger.exception("%s %s failed outside Django", scope["method"], scope["path"])
            return refusal(scope, 500)

    def _limit(self, scope: Scope) -> int:
        limits = self._uploads if scope["method"] == "POST" else {}
        return limits.get(scope["path"], self._body_limit)

    async def _inside_django(self, scope: Scope, body: bytes, size: int) -> Answer:
        if self._application is None or not self.has_room:
            return refusal(scope, 503, retry_after=2)
        asked = environ(scope, body, size, self._proxies)
        self._inside += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, _respond, self._application, asked)
        finally:
            self._inside -= 1


async def reply(send: Send, answer: Answer) -> None:
    start = {"type": "http.response.start", "status": answer.status, "headers": answer.headers}
    await send(start)
    await send({"type": "http.response.body", "body": answer.body})


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
