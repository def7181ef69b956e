from __future__ import annotations

import asyncio
from typing import Any

import pytest

from signalpost.serving.bodies import Bodies, CutOff, GivenUp, Message
from tests.serving.test_bridge import content, run

PIECES = [(b"transfer-encoding", b"chunked")]


class Client:
    """Sends one body, piece by piece, as the test says."""

    def __init__(self, *headers: tuple[bytes, bytes]) -> None:
        self.scope: dict[str, Any] = {"headers": list(headers)}
        self._messages: asyncio.Queue[Message] = asyncio.Queue()
        self.receive = self._messages.get

    def sends(self, body: bytes, *, more: bool = False) -> Client:
        self._messages.put_nowait(content(body, more=more))
        return self

    def leaves(self) -> Client:
        self._messages.put_nowait({"type": "http.disconnect"})
        return self


def announcing(size: int) -> Client:
    return Client((b"content-length", str(size).encode()))


async def received(bodies: Bodies, client: Client, *, limit: int = 100) -> tuple[bytes, int]:
    async with bodies.received(client.scope, client.receive, limit=limit) as body:
        return body


def outcome(client: Client, **bounds: Any) -> tuple[bytes, int]:
    result: tuple[bytes, int] = run(received(Bodies(**bounds), client))
    return result


def test_pieces_are_put_together() -> None:
    client = announcing(8).sends(b"name", more=True).sends(b"=API")

    assert outcome(client) == (b"name=API", 8)


def test_nothing_is_waited_for_where_nothing_is_announced() -> None:
    assert outcome(Client()) == (b"", 0)


@pytest.mark.parametrize("headers", [[(b"content-length", b"10")], PIECES])
def test_a_part_is_never_taken_for_the_whole(headers: list[tuple[bytes, bytes]]) -> None:
    with pytest.raises(CutOff):
        outcome(Client(*headers).sends(b"name=", more=True).leaves())


def test_one_announced_over_the_limit_is_not_waited_for() -> None:
    assert outcome(announcing(101)) == (b"", 101)


def test_one_in_pieces_is_not_kept_once_it_is_over_the_limit() -> None:
    assert outcome(Client(*PIECES).sends(b"x" * 101, more=True)) == (b"", 101)


def test_one_that_is_on_its_way_when_the_server_stops_is_given_up_soon() -> None:
    async def play() -> None:
        bodies = Bodies()
        client = announcing(10).sends(b"name=", more=True)
        arriving = asyncio.create_task(received(bodies, client))
        await asyncio.sleep(0)
        bodies.end(within=0.01)
        await arriving

    with pytest.raises(GivenUp) as given_up:
        run(play())

    assert given_up.value.status == 503


def test_one_that_does_not_come_in_time_is_given_up() -> None:
    with pytest.raises(GivenUp) as given_up:
        outcome(announcing(2).sends(b"x", more=True), patience=0.001)

    assert given_up.value.status == 408


class TestTooMany:
    async def begun(self, bodies: Bodies, client: Client) -> asyncio.Task[tuple[bytes, int]]:
        task = asyncio.create_task(received(bodies, client))
        await asyncio.sleep(0)  # it waits for the rest
        return task

    async def rush(self, first: bytes, second: bytes, **bounds: int) -> list[Any]:
        """The fates of two that come one after the other, once both have sent all."""
        bodies = Bodies(**bounds)
        clients = [announcing(50).sends(part, more=True) for part in (first, second)]
        tasks = [await self.begun(bodies, client) for client in clients]
        for _ in range(3):
            await asyncio.sleep(0)  # whoever has to give way does
        for client in clients:
            client.sends(b"!")
        return await asyncio.gather(*tasks, return_exceptions=True)

    def test_the_one_that_takes_longest_gives_way_in_number(self) -> None:
        first, second = run(self.rush(b"x", b"y", at_once=1))

        assert isinstance(first, GivenUp)
        assert first.status == 503
        assert second == (b"y!", 2)

    def test_and_in_memory(self) -> None:
        first, second = run(self.rush(b"x" * 30, b"y" * 30, memory=59))

        assert isinstance(first, GivenUp)
        assert second == (b"y" * 30 + b"!", 31)

    def test_where_there_is_room_nobody_has_to(self) -> None:
        first, second = run(self.rush(b"x" * 30, b"y" * 30, at_once=2, memory=62))

        assert (first[1], second[1]) == (31, 31)

    def test_what_is_being_answered_still_counts(self) -> None:
        async def late() -> tuple[bytes, int]:
            bodies = Bodies(memory=59)
            answered = announcing(50).sends(b"x" * 50)
            async with bodies.received(answered.scope, answered.receive, limit=100):
                return await received(bodies, announcing(50).sends(b"y" * 20, more=True))

        with pytest.raises(GivenUp):
            run(late())

    def test_what_was_answered_or_given_up_counts_no_longer(self) -> None:
        async def many() -> list[tuple[bytes, int]]:
            bodies = Bodies(memory=59, at_once=1)
            await self.rush(b"x", b"y")
            return [await received(bodies, announcing(50).sends(b"x" * 50)) for _ in range(3)]

        assert [size for _, size in run(many())] == [50, 50, 50]
