"""Each screen of the dashboard: 200 components, 5 000 incidents, 50 000 subscribers."""

from __future__ import annotations

from benchmarks._installation import alone


def run() -> None:
    alone("benchmarks._dashboard")
