"""The whole application on a port of its own, for a browser to visit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test.testcases import LiveServerThread


@contextmanager
def running() -> Iterator[str]:
    """Its address, while it serves from a thread of this process."""
    # Static files come from WhiteNoise, as in real life: Django's own handler stays out of the way.
    thread = LiveServerThread("localhost", static_handler=_as_it_is)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    try:
        yield f"http://localhost:{thread.port}"
    finally:
        thread.terminate()
        connections.close_all()


def _as_it_is(application: WSGIHandler) -> WSGIHandler:
    return application
