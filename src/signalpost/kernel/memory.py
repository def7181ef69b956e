"""What was made once and is going to be asked for again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import RLock
from typing import Any, NamedTuple, TypeVar

Value = TypeVar("Value")


class Memory:
    """Holds so many things at most: what was made longest ago goes first.

    While one thread makes something the others wait: making it twice would only take longer.
    """

    def __init__(self, *, at_most: int = 1000) -> None:
        self._at_most = at_most
        self._made: dict[Hashable, _Made] = {}
        self._one_at_a_time = RLock()  # a thing may be made of others in here

    def recall(self, key: Hashable, make: Callable[[], Value], *, of: object = None) -> Value:
        """What stands under the key, made anew where it was made of something else."""
        made = self._find(key, of)
        if made is None:
            with self._one_at_a_time:
                made = self._find(key, of) or self._keep(key, _Made(of, make()))
        value: Value = made.value
        return value

    def _find(self, key: Hashable, of: object) -> _Made | None:
        made = self._made.get(key)
        return made if made and made.of == of else None

    def _keep(self, key: Hashable, made: _Made) -> _Made:
        self._made.pop(key, None)
        self._made[key] = made
        if len(self._made) > self._at_most:
            del self._made[next(iter(self._made))]
        return made


class _Made(NamedTuple):
    of: object
    value: Any
