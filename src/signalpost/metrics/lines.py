"""From values in time to a line of a drawing: plain numbers, no colours."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
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
    def data(self) -> str:
        """For the script that says what a spot of the line is."""
        told = [[int(at.timestamp()), value] for at, value in self.spots]
        return json.dumps(told, separators=(",", ":"))


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


def path(spots: Sequence[Spot], around: Frame) -> str:
    """The line as SVG has it; what stands alone is a dot."""
    longest = max(1, int(len(spots) * LONGEST_GAP))
    drawn, before = "", -longest - 1
    for place, (at, value) in enumerate(spots):
        if value is None:
            continue
        point = f"{around.x(at):g} {around.y(value):g}"
        drawn += f"L{point}" if place - before <= longest else f"M{point}h0"
        before = place
    return drawn
