"""Connections that are open and say nothing: the protocol server would wait for them for ever."""

from __future__ import annotations

import asyncio
import resource

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: How long the head of a request may take from its connection or first byte on, in seconds.
PATIENCE = 30.0
#: Each connection is a file to the system, which by default allows a thousand.
_MOST_FILES = 65_536


class Connection(HttpToolsProtocol):
    """Closed when the head of a request does not arrive; bodies are the bridge's business."""

    patience = PATIENCE
    _end: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._expect()

    def on_headers_complete(self) -> None:
        self._expect_no_more()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._expect_no_more()
        super().connection_lost(exc)

    def _expect(self) -> None:
        if self._end is None:
            self._end = self.loop.call_later(self.patience, self.transport.close)

    def _expect_no_more(self) -> None:
        if self._end:
            self._end.cancel()
            self._end = None


def allow_many() -> None:
    """As many as the system lets a process ask for, within reason."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_FILES if hard == resource.RLIM_INFINITY else min(_MOST_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
