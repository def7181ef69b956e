"""Connections that say nothing, too much or do not listen: the protocol server bears them all."""

from __future__ import annotations

import asyncio
import resource

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: How long the head of a request may take from its connection or first byte on, in seconds.
PATIENCE = 30.0
#: How large it may grow until it is all here; servers before us allow a fraction of that.
_MOST = 65_536
#: How many bytes of an answer have to be taken in each second, seen over all of `PATIENCE`.
_SLOWEST = 1_000
#: How long nothing may move once the server stops, in seconds.
_LAST_MOMENT = 2.0
#: Each connection is a file to the system, which by default allows a thousand.
_MOST_FILES = 65_536


class Connection(HttpToolsProtocol):
    """Closed when the head of a request does not arrive, or its answer is not taken.

    Bodies are the bridge's business.
    """

    patience = PATIENCE
    _head = 0
    _end: asyncio.TimerHandle | None = None
    _stuck: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._head = self._head + len(data) if self._end else 0
        if self._head > _MOST and not self.transport.is_closing():
            self.send_400_response("The head of this request is too large.")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._expect()

    def on_headers_complete(self) -> None:
        self._expect_no_more()
        super().on_headers_complete()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stuck = self._look_again()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._flows()

    def shutdown(self) -> None:
        super().shutdown()
        self.patience = _LAST_MOMENT
        if self._stuck:
            self._flows()
            self._stuck = self._look_again()

    def connection_lost(self, exc: Exception | None) -> None:
        self._expect_no_more()
        self._flows()
        super().connection_lost(exc)

    def _expect(self) -> None:
        if self._end is None:
            self._end = self.loop.call_later(self.patience, self.transport.close)

    def _expect_no_more(self) -> None:
        if self._end:
            self._end.cancel()
            self._end = None

    def _look_again(self) -> asyncio.TimerHandle:
        left = self.transport.get_write_buffer_size()
        return self.loop.call_later(self.patience, self._give_up_unless_below, left)

    def _give_up_unless_below(self, left: int) -> None:
        if self.transport.get_write_buffer_size() > left - self.patience * _SLOWEST:
            self.transport.abort()
        else:
            self._stuck = self._look_again()

    def _flows(self) -> None:
        if self._stuck:
            self._stuck.cancel()
            self._stuck = None


def allow_many() -> None:
    """As many as the system lets a process ask for, within reason."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_FILES if hard == resource.RLIM_INFINITY else min(_MOST_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
