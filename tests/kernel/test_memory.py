from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier

import pytest

from signalpost.kernel.memory import Memory


@pytest.fixture
def memory() -> Memory:
    return Memory(at_most=2)


def test_a_thing_is_made_once(memory: Memory) -> None:
    numbers = count()

    assert [memory.recall("row", lambda: next(numbers)) for _ in range(3)] == [0, 0, 0]


def test_it_is_made_anew_of_something_else(memory: Memory) -> None:
    assert memory.recall("row", lambda: "well", of=["operational"]) == "well"
    assert memory.recall("row", lambda: "unwell", of=["major"]) == "unwell"


def test_it_stays_while_what_it_is_made_of_looks_the_same(memory: Memory) -> None:
    memory.recall("row", lambda: "first", of=["operational"])

    assert memory.recall("row", lambda: "second", of=["operational"]) == "first"


def test_what_was_made_longest_ago_goes_first(memory: Memory) -> None:
    for name in ("oldest", "newer", "newest"):
        memory.recall(name, lambda: "before")

    found = {name: memory.recall(name, lambda: "anew") for name in ("newer", "newest", "oldest")}

    assert found == {"newer": "before", "newest": "before", "oldest": "anew"}


def test_what_is_made_anew_is_the_newest(memory: Memory) -> None:
    memory.recall("row", lambda: "first", of=1)
    memory.recall("another", lambda: "before")
    memory.recall("row", lambda: "second", of=2)

    memory.recall("a third", lambda: "…")

    assert memory.recall("row", lambda: "anew", of=2) == "second"


def test_what_could_not_be_made_is_tried_again(memory: Memory) -> None:
    with pytest.raises(ZeroDivisionError):
        memory.recall("row", lambda: 1 / 0)

    assert memory.recall("row", lambda: 1.0) == 1.0


def test_a_thing_may_be_made_of_another(memory: Memory) -> None:
    assert memory.recall("two", lambda: memory.recall("one", lambda: 1) + 1) == 2


def test_threads_that_ask_at_once_get_the_same(memory: Memory) -> None:
    threads = 8
    begin = Barrier(threads)

    def ask(_: int) -> object:
        begin.wait()
        return memory.recall("row", object)

    with ThreadPoolExecutor(threads) as pool:
        found = set(pool.map(ask, range(threads)))

    assert len(found) == 1
