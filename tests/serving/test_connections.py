from __future__ import annotations

import asyncio
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from signalpost.serving.connections import Connection
from tests.live import PATIENCE
from tests.serving.test_bridge import run


class Hasty(Connection):
    patience = 0.001


async def until_closed(sent: bytes) -> bytes:
    """What comes back before the server closes the connection."""
    config, state = uvicorn.Config(unreachable, log_config=None), ServerState()

    def connection() -> Hasty:
        return Hasty(config=config, server_state=state, app_state={})

    server = await asyncio.get_running_loop().create_server(connection, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(sent)
        return await asyncio.wait_for(reader.read(), PATIENCE)
    finally:
        writer.close()
        server.close()


async def unreachable(_scope: Any, _receive: Any, _send: Any) -> None:
    raise AssertionError("no request has arrived")


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n"])
def test_one_on_which_no_request_arrives_is_closed(sent: bytes) -> None:
    assert run(until_closed(sent)) == b""
