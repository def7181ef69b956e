"""From values in time to a line of a drawing: plain numbers, no colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Self

from signalpost.metrics.curves import Spot
from signalpost.metrics.values import Number

WIDTH, TOP, BOTTOM = 720, 6, 124
#: Over a longer gap than this share of the whole the line is broken.
LONGEST_GAP = 1 / 6


@dataclass(frozen=True, slots=True)
class Frame:
    """What the drawing stretches over: from when to when, from which value to which."""

    begin: datetime
    end: datetime
    low: Number
    high: Number

    def x(self, at: datetime) -> float:
        share = (at - self.begin) / (self.end - self.begin) if self.end > self.begin else 0
        return round(min(max(share, 0), 1) * WIDTH, 1)

    def y(self, value: Number) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(BOTTOM - share * (BOTTOM - TOP), 1)


@dataclass(frozen=True, slots=True)
class Line:
    """`frame` is None where there is nothing to draw."""

    spots: Sequence[Spot]
    frame: Frame | None

    @classmethod
    def through(cls, spots: Sequence[Spot]) -> Self:
        return cls(spots, frame(spots))

    @property
    def path(self) -> str:
        return path(self.spots, self.frame) if self.frame else ""

    @property
    def drawn(self) -> list[Spot]:
        return drawn(self.spots)


def frame(spots: Sequence[Spot]) -> Frame | None:
    """Around all of them; None where there is nothing to draw. Down to 0 where that is near."""
    values = [spot.value for spot in spots if spot.value is not None]
    if not values:
        return None
    low, high = min(values), max(values)
    if 0 <= low <= high / 2:
        low = 0
    if low == high:
        high = low + 1
    return Frame(spots[0].at, spots[-1].at, low, high)


def drawn(spots: Sequence[Spot]) -> list[Spot]:
    """Its ends, and what was measured; between those a spot without a value breaks the line."""
    longest = max(1, int(len(spots) * LONGEST_GAP))
    measured = [place for place, spot in enumerate(spots) if spot.value is not None]
    breaks = [before + 1 for before, next in pairwise(measured) if next - before > longest]
    ends = {0, len(spots) - 1} if spots else set()
    return [spots[place] for place in sorted(ends.union(measured, breaks))]


def path(spots: Sequence[Spot], around: Frame) -> str:
    """The line as SVG has it; what stands alone is a dot."""
    written, is_broken = "", True
    for at, value in drawn(spots):
        if value is not None:
            point = f"{around.x(at):g} {around.y(value):g}"
            written += f"M{point}h0" if is_broken else f"L{point}"
        is_broken = value is None
    return written
