"""Cells of a table that other programs open: none is a formula, whatever somebody was called."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

_FORMULA = frozenset("=+-@\t\r")


def safe(text: str) -> str:
    """With an apostrophe before what a spreadsheet would work out."""
    return f"'{text}" if text[:1] in _FORMULA else text


def as_meant(text: str) -> str:
    """What `safe` was given."""
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA else text


def lines(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The table as CSV, a line at a time."""
    writer = csv.writer(_Echo())
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([safe(text) for text in row])


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line
