"""Bodies on their way in, before their requests take a place among those that are answered.

One that trickles must cost nobody but its sender. So there are bounds to how long a body takes,
how many come at once and how much memory they hold. Where there are too many, the one that has
been on its way longest gives way: who sends in earnest is done in a moment.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from signalpost.serving.environ import Scope

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]

_AT_ONCE = 1000
_MEMORY = 64 * 2**20
#: How long the first byte may take, in seconds, and how many have to follow in each.
_PATIENCE = 20.0
_SLOWEST = 20_000


class CutOff(Exception):
    """The client left in the middle. Nobody waits for an answer, and no part is the whole."""


class GivenUp(Exception):
    """A body that took too long (408), or gave way to others or to the server's end (503)."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Bodies:
    """Receives bodies; each counts until its request is answered."""

    def __init__(
        self, *, at_once: int = _AT_ONCE, memory: int = _MEMORY, patience: float = _PATIENCE
    ) -> None:
        self._at_once = at_once
        self._memory = memory
        self._patience = patience
        self._arriving: dict[_Body, None] = {}  # the oldest first
        self._held = 0

    @asynccontextmanager
    async def received(
        self, scope: Scope, receive: Receive, *, limit: int
    ) -> AsyncIterator[tuple[bytes, int]]:
        """The body and its size. One over the limit is not kept: Django refuses it by its size."""
        announced = _announced(scope, in_pieces=limit)
        if not 0 < announced <= limit:
            yield b"", announced
            return
        body = _Body(limit)
        try:
            await self._receive(body, receive, patience=self._patience + announced / _SLOWEST)
            yield body.whole(), body.size
        finally:
            self._forget(body)

    def end(self, *, within: float) -> None:
        """The server stops: what is on its way has so many seconds left."""
        for body in self._arriving:
            body.give_way(within)

    async def _receive(self, body: _Body, receive: Receive, *, patience: float) -> None:
        try:
            async with asyncio.timeout(patience) as body.due:
                self._arriving[body] = None
                while body.is_awaited:
                    self._make_room()
                    self._held += body.take(await receive())
        except TimeoutError:
            raise GivenUp(503 if body.gave_way else 408) from None
        finally:
            self._arriving.pop(body, None)

    def _make_room(self) -> None:
        while self._arriving and (len(self._arriving) > self._at_once or self._held > self._memory):
            oldest = next(iter(self._arriving))
            self._forget(oldest)
            oldest.give_way()

    def _forget(self, body: _Body) -> None:
        self._arriving.pop(body, None)
        self._held -= body.held
        body.held = 0


class _Body:
    """What there is of one, and how much memory it holds."""

    due: asyncio.Timeout

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._chunks: list[bytes] = []
        self.size = self.held = 0
        self.is_awaited = True
        self.gave_way = False

    def take(self, message: Message) -> int:
        """Keep what a message brings, unless it is too much; how much more that holds."""
        if message["type"] == "http.disconnect":
            raise CutOff
        before, chunk = self.held, message.get("body", b"")
        self._chunks.append(chunk)
        self.size += len(chunk)
        self.held += len(chunk)
        self.is_awaited = message.get("more_body", False)
        if self.size > self._limit:
            self._chunks.clear()
            self.held = 0
            self.is_awaited = False
        return self.held - before

    def whole(self) -> bytes:
        content = b"".join(self._chunks)
        self._chunks.clear()
        return content

    def give_way(self, within: float = 0) -> None:
        """Be given up, if it is not here in so many seconds."""
        self.gave_way = True
        self.due.reschedule(asyncio.get_running_loop().time() + within)


def _announced(scope: Scope, *, in_pieces: int) -> int:
    """How long it is; of one that comes in pieces, which do not say, the most it may be."""
    for name, value in scope["headers"]:
        if name == b"transfer-encoding":
            return in_pieces
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0
