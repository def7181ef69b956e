"""The whole application on a port of its own, for a browser to visit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.test.testcases import LiveServerThread

from tests.live import PATIENCE


class Server(ThreadedWSGIServer):
    """Knows how many connections are open, and so whether anything may still be answered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._open = 0
        self._one_is_closed = Condition()

    @property
    def address(self) -> str:
        return f"http://localhost:{self.server_port}"

    def wait_until_all_have_left(self) -> None:
        """A browser that goes leaves questions behind, which are answered all the same."""
        with self._one_is_closed:
            assert self._one_is_closed.wait_for(lambda: not self._open, PATIENCE), self._open

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._one_is_closed:
            self._open += 1
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._one_is_closed:
                self._open -= 1
                self._one_is_closed.notify_all()


class _Thread(LiveServerThread):
    server_class = Server


@contextmanager
def running() -> Iterator[Server]:
    """While it serves from a thread of this process."""
    # Static files come from WhiteNoise, as in real life: Django's own handler stays out of the way.
    thread = _Thread("localhost", static_handler=_as_it_is)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    try:
        yield thread.httpd
    finally:
        thread.terminate()
        connections.close_all()


def _as_it_is(application: WSGIHandler) -> WSGIHandler:
    return application
