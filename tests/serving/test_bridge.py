from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from signalpost.serving.bodies import Bodies, Message
from signalpost.serving.bridge import Bridge, WsgiApplication
from tests.serving.loops import run

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


def content(body: bytes, *, more: bool = False) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


async def ask(
    bridge: Bridge,
    path: str = "/",
    *,
    asked: dict[str, Any] | None = None,
    messages: Iterable[Message] = (),
) -> list[Message]:
    """What is answered; after the messages nothing more comes from the client."""
    sent: list[Message] = []
    coming = iter(messages)

    async def receive() -> Message:
        message = next(coming, None)
        return message or await asyncio.Event().wait()  # type: ignore[return-value]

    async def send(message: Message) -> None:
        sent.append(message)

    await bridge(asked or scope(path), receive, send)
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


def test_the_api_is_refused_so_that_scripts_from_elsewhere_read_it() -> None:
    asked = scope("/api/v1/components") | {"headers": [(b"origin", b"https://shop.example")]}

    start, _ = run(ask(bridge_to(None), asked=asked))

    assert (b"access-control-allow-origin", b"https://shop.example") in start["headers"]


def test_an_address_that_only_begins_like_the_api_is_not_its() -> None:
    start, _ = run(ask(bridge_to(None), "/api/v10"))

    assert (b"content-type", b"text/plain; charset=utf-8") in start["headers"]


def test_more_than_it_has_room_for_are_sent_away_and_not_kept_waiting() -> None:
    may_go = threading.Event()

    def slow(environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        may_go.wait(30)
        return hello(environ, start)

    async def rush(bridge: Bridge) -> list[int]:
        inside = [asyncio.create_task(ask(bridge)) for _ in range(2)]
        await asyncio.sleep(0)  # they have entered
        had_room = bridge.has_room
        turned_away = await ask(bridge)
        may_go.set()
        answers = [turned_away, *await asyncio.gather(*inside)]
        return [had_room, *(start["status"] for start, _ in answers)]

    assert run(rush(bridge_to(slow, threads=1, queue=1))) == [False, 503, 200, 200]


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


async def send(bridge: Bridge, method: str, path: str, size: int) -> int:
    """The status of the answer to a body of that size."""
    asked = scope(path) | {"method": method, "headers": [(b"content-length", b"%d" % size)]}
    start, _ = await ask(bridge, asked=asked, messages=[content(b"x" * size)])
    return int(start["status"])


class TestABodyThatDoesNotArrive:
    HALF = content(b"name=API", more=True)

    def ask(self, path: str, *, by: WsgiApplication, then: list[Message]) -> list[Message]:
        asked = scope(path) | {"method": "POST", "headers": [(b"content-length", b"20")]}
        bridge = bridge_to(by, bodies=Bodies(patience=0.001))
        sent: list[Message] = run(ask(bridge, asked=asked, messages=[self.HALF, *then]))
        return sent

    def test_what_was_cut_off_is_not_carried_out(self) -> None:
        assert self.ask("/", by=unreachable, then=[{"type": "http.disconnect"}]) == []

    def test_the_rest_is_not_waited_for_for_ever(self) -> None:
        start, body = self.ask("/", by=unreachable, then=[])

        assert (start["status"], body["body"]) == (408, b"This request did not arrive in time.\n")
        assert (b"connection", b"close") in start["headers"]

    def test_the_api_says_so_in_its_own_words(self) -> None:
        _, body = self.ask("/api/v1/components", by=unreachable, then=[])

        assert b'"title":"Request Timeout"' in body["body"]

    def test_it_takes_no_place_from_others(self) -> None:
        async def visit() -> list[int]:
            bridge = bridge_to(hello, threads=1, queue=0)
            asked = scope() | {"method": "POST", "headers": [(b"content-length", b"20")]}
            trickling = [
                asyncio.create_task(ask(bridge, asked=asked, messages=[self.HALF]))
                for _ in range(3)
            ]
            await asyncio.sleep(0)  # they have begun to send
            start, _ = await ask(bridge)
            has_room = bridge.has_room
            for one in trickling:
                one.cancel()
            return [start["status"], has_room]

        assert run(visit()) == [200, True]


def unreachable(_environ: Environ, _start: Callable[..., Any]) -> Iterable[bytes]:
    raise AssertionError("this request must not be carried out")


def test_what_fails_outside_django_is_a_plain_500(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_environ: Environ, _start: Callable[..., Any]) -> Iterable[bytes]:
        raise ZeroDivisionError

    start, body = run(ask(bridge_to(broken)))

    assert start["status"] == 500
    assert b"ZeroDivisionError" not in body["body"]
    assert "failed outside Django" in caplog.text
