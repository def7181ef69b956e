from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Self


class Tally(NamedTuple):
    """What some points come to, in whole thousandths; `weighted` is the sum of value × counter."""

    rows: int
    total: int
    weighted: int
    least: int
    most: int

    @classmethod
    def of(cls, thousandths: int, *, counter: int = 1) -> Self:
        """One point."""
        return cls(1, thousandths, thousandths * counter, thousandths, thousandths)

    @classmethod
    def repeat(cls, thousandths: int) -> Self:
        """A known point counted once more."""
        return cls(0, 0, thousandths, thousandths, thousandths)


def added(tallies: Iterable[Tally]) -> Tally:
    """All of them together; there must be one at least."""
    rows, total, weighted, least, most = zip(*tallies, strict=True)
    return Tally(sum(rows), sum(total), sum(weighted), min(least), max(most))
