"""The first page from a snapshot that is there: the example site, and 200 components."""

from __future__ import annotations

from benchmarks._installation import alone


def run() -> None:
    alone("benchmarks._page")
