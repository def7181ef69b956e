"""The page's snapshot: 200 components, 2 000 incidents, 90 days of history."""

from __future__ import annotations

from benchmarks._installation import alone


def run() -> None:
    alone("benchmarks._snapshot")
