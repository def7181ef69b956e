"""Servers that tests run in a thread of their own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import BaseServer

#: How often such a server looks whether it is over, in seconds; each test waits for that look.
GLANCE = 0.005


@contextmanager
def answering(server: BaseServer) -> Iterator[None]:
    """It answers until the end of the block."""
    thread = threading.Thread(target=server.serve_forever, args=(GLANCE,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
