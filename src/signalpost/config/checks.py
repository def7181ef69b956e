"""Wrong settings become sentences with a hint, kept for whoever starts: none ends the reading.

Commands refuse to begin while there are any; `signalpost doctor` tells of them and looks further.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from environs import Env

T = TypeVar("T")

_env = Env()


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with the setting of that name, and what to do about it."""

    setting: str
    says: str
    hint: str

    def __str__(self) -> str:
        return f"{self.setting}: {self.says}\n  → {self.hint}"


class Wrong(Exception):
    """Why a value cannot be right, and what to do about it."""

    def __init__(self, says: str, hint: str) -> None:
        super().__init__(says)
        self.says = says
        self.hint = hint


class Reader:
    """Reads variables of the environment, and keeps what is wrong with them."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []

    def __call__(self, name: str, reading: Callable[[str], T], default: str = "") -> T:
        """What `reading` makes of it; of the default where it is not set, is empty or is wrong."""
        with self.noting(name):
            return reading(_env.str(name, "").strip() or default)
        return reading(default)

    @contextmanager
    def noting(self, name: str) -> Iterator[None]:
        """What is found Wrong inside is a mistake of that setting."""
        try:
            yield
        except Wrong as wrong:
            self.mistakes.append(Mistake(name, wrong.says, wrong.hint))
