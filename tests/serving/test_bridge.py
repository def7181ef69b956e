from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from signalpost.serving.bridge import Bridge, WsgiApplication

Environ = dict[str, Any]


def scope(path: str = "/") -> dict[str, Any]:
    return {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "http_version": "1.1",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
        "headers": [],
    }


def run(main: Coroutine[Any, Any, Any]) -> Any:
    """In a thread of its own: another test's browser may keep an event loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, main).result()


async def ask(bridge: Bridge, path: str = "/") -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await bridge(scope(path), receive, send)
    return sent


def bridge_to(application: WsgiApplication | None, **bounds: Any) -> Bridge:
    bridge = Bridge(**({"threads": 2, "queue": 2, "body_limit": 100} | bounds))
    if application:
        bridge.open(application)
    return bridge


def hello(_environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"hel", b"lo"]


def test_an_answer_comes_with_its_length() -> None:
    start, body = run(ask(bridge_to(hello)))

    assert (start["status"], body["body"]) == (200, b"hello")
    assert (b"content-length", b"5") in start["headers"]


def test_before_it_is_opened_it_asks_for_a_moment() -> None:
    start, _ = run(ask(bridge_to(None)))

    assert start["status"] == 503
    assert (b"retry-after", b"2") in start["headers"]


def test_the_api_is_refused_in_its_own_words() -> None:
    _, body = run(ask(bridge_to(None), "/api/v1/components"))

    assert b'"title":"Service Unavailable"' in body["body"]


def test_more_than_it_has_room_for_are_sent_away_and_not_kept_waiting() -> None:
    may_go = threading.Event()

    def slow(environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        may_go.wait(30)
        return hello(environ, start)

    async def rush(bridge: Bridge) -> list[int]:
        inside = [asyncio.create_task(ask(bridge)) for _ in range(2)]
        await asyncio.sleep(0)  # they have entered
        turned_away = await ask(bridge)
        may_go.set()
        answers = [turned_away, *await asyncio.gather(*inside)]
        return [start["status"] for start, _ in answers]

    statuses = run(rush(bridge_to(slow, threads=1, queue=1)))

    assert statuses == [503, 200, 200]


class TestLargeBodies:
    """At the one path that takes them."""

    def bodies(self, *asked: tuple[str, str, int]) -> list[int]:
        """How much of each the application got to read, or the status of a refusal."""
        read: list[int] = []

        def measure(environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
            read.append(len(environ["wsgi.input"].read()))
            return hello(environ, start)

        bridge = bridge_to(measure, uploads={"/import/": 500})
        for method, path, size in asked:
            run(send(bridge, method, path, size))
        return read

    def test_they_are_read_there_and_nowhere_else(self) -> None:
        read = self.bodies(("POST", "/import/", 500), ("POST", "/", 500), ("GET", "/import/", 500))

        assert read == [500, 0, 0]

    def test_one_that_is_larger_still_is_not_kept(self) -> None:
        assert self.bodies(("POST", "/import/", 501)) == [0]

    def test_few_of_them_are_in_memory_at_once(self) -> None:
        async def rush() -> list[int]:
            bridge = bridge_to(hello, threads=2, queue=20, uploads={"/import/": 500})
            may_go = asyncio.Event()
            inside = [
                asyncio.create_task(send(bridge, "POST", "/import/", 500, may_go=may_go))
                for _ in range(4)
            ]
            await asyncio.sleep(0)  # they have begun to send
            others = [
                await send(bridge, "POST", "/import/", 1),
                await send(bridge, "GET", "/import/", 0),
                await send(bridge, "POST", "/", 1),
            ]
            may_go.set()
            return others + await asyncio.gather(*inside)

        assert run(rush()) == [503, 200, 200, *[200] * 4]


async def send(
    bridge: Bridge, method: str, path: str, size: int, *, may_go: asyncio.Event | None = None
) -> int:
    """The status of the answer to a body of that size."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if may_go:
            await may_go.wait()
        return {"type": "http.request", "body": b"x" * size, "more_body": False}

    async def note(message: dict[str, Any]) -> None:
        sent.append(message)

    await bridge(scope(path) | {"method": method}, receive, note)
    return int(sent[0]["status"])


def test_what_fails_outside_django_is_a_plain_500(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_environ: Environ, _start: Callable[..., Any]) -> Iterable[bytes]:
        raise ZeroDivisionError

    start, body = run(ask(bridge_to(broken)))

    assert start["status"] == 500
    assert b"ZeroDivisionError" not in body["body"]
    assert "failed outside Django" in caplog.text
