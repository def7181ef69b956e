from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Self

#: What every database adds up without losing a digit.
_FITS = 2**63 - 1


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

    @property
    def fits(self) -> bool:
        return abs(self.total) <= _FITS and abs(self.weighted) <= _FITS


def added(tallies: Iterable[Tally]) -> Tally | None:
    """All of them together; None where there are none."""
    columns = list(zip(*tallies, strict=True))
    if not columns:
        return None
    rows, total, weighted, least, most = columns
    return Tally(sum(rows), sum(total), sum(weighted), min(least), max(most))
