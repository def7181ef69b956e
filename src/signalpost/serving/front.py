"""What every request meets first. Health is answered here, without Django and its database."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

from signalpost.serving.bodies import Receive
from signalpost.serving.bridge import Bridge, Send, reply
from signalpost.serving.environ import Scope
from signalpost.serving.health import State, Watch
from signalpost.serving.refusals import Answer

#: A database that hangs must not make the answer hang.
_PATIENCE = 3.0


class Front:
    """The ASGI application. The edge, which remembers answers, has its place before `bridge`."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._watch = Watch()
        self._looking = ThreadPoolExecutor(1, thread_name_prefix="health")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if scope["path"] == "/healthz":
            await reply(send, _json(200, {"state": "ok"}))
        elif scope["path"] == "/readyz":
            await reply(send, await self._readyz(scope))
        else:
            await self._bridge(scope, receive, send)

    async def _readyz(self, scope: Scope) -> Answer:
        """200 while this node would answer one more reader; with `?for=writes`, a writer."""
        state = replace(await self._state(), room=self._bridge.has_room)
        for_writes = parse_qs(scope["query_string"].decode("latin-1")).get("for") == ["writes"]
        works = state.takes_writes if for_writes else state.takes_reads
        return _json(200 if works else 503, state.as_json())

    async def _state(self) -> State:
        look = asyncio.get_running_loop().run_in_executor(self._looking, self._watch.state)
        try:
            return await asyncio.wait_for(asyncio.shield(look), _PATIENCE)
        except TimeoutError:
            return State()


def _json(status: int, value: dict[str, Any]) -> Answer:
    body = json.dumps(value).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    return Answer(status, headers, body)
