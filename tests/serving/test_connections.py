from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from signalpost.serving.connections import Connection
from tests.live import PATIENCE
from tests.serving.test_bridge import run

Application = Callable[[Any, Any, Any], Awaitable[None]]


async def until_closed(sent: bytes, *, patience: float = 0.001) -> bytes:
    """What comes back before the server closes the connection."""
    async with connected(unreachable, patience=patience) as (reader, writer):
        writer.write(sent)
        with suppress(ConnectionResetError):  # there was more to be read
            return await asyncio.wait_for(reader.read(), PATIENCE)
    return b""


@asynccontextmanager
async def connected(
    application: Application, *, patience: float
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    config, state = uvicorn.Config(application, log_config=None), ServerState()

    def connection() -> Connection:
        made = Connection(config=config, server_state=state, app_state={})
        made.patience = patience
        return made

    server = await asyncio.get_running_loop().create_server(connection, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(host, port)
    try:
        yield reader, writer
    finally:
        writer.close()
        server.close()


async def unreachable(_scope: Any, _receive: Any, _send: Any) -> None:
    raise AssertionError("no request has arrived")


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n"])
def test_one_on_which_no_request_arrives_is_closed(sent: bytes) -> None:
    assert run(until_closed(sent)) == b""


def test_one_that_sends_a_head_without_end_is_refused() -> None:
    head = b"GET / HTTP/1.1\r\nX-Long: " + b"a" * 1_000_000

    assert b"500" not in run(until_closed(head, patience=2 * PATIENCE))


def test_one_that_takes_nothing_of_its_answer_is_given_up() -> None:
    assert run(asked_and_did_not_listen()) == "given up"


async def asked_and_did_not_listen() -> str:
    """What becomes of the answer."""
    end = asyncio.get_running_loop().create_future()

    async def answer(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"a" * 20_000_000, "more_body": True})
        await send({"type": "http.response.body", "body": b"the end"})
        end.set_result("given up")

    async with connected(answer, patience=0.01) as (_reader, writer):
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        return await asyncio.wait_for(end, PATIENCE)
