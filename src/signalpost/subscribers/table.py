"""Subscribers as a table in CSV: what a file says, and what stands in an export."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import chain

from signalpost.kernel.cells import as_meant
from signalpost.kernel.errors import Invalid
from signalpost.subscribers import names
from signalpost.subscribers.entry import Entry
from signalpost.subscribers.names import Names, folded, shortened

#: Of one file.
MOST_LINES = 100_000

#: The number of the line that a row begins in, and its cells.
Row = tuple[int, list[str]]

COLUMNS = ("address", "components", "groups", "confirmed")
#: As components: whoever has chosen nothing that still stands. No component, to the import.
NOTHING = "(nothing)"

_ALSO_CALLED = {"email": "address", "e-mail": "address", "email address": "address"}
_DELIMITER = re.compile(r"[,;\t]")
_YES = frozenset({"yes", "y", "true", "1", "x", "confirmed"})
_NO = frozenset({"", "no", "n", "false", "0", "waiting"})


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line that cannot be taken: its number, how it begins, and why."""

    line: int
    begins: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    entries: list[Entry]
    wrong: list[Wrong]


def read(content: bytes, *, components: Names, groups: Names, vouched: bool = False) -> Sheet:
    """What the file says; Invalid where it is no table at all. `vouched` holds for every line."""
    rows = _filled(_rows(_decoded(content)))
    line, first = next(rows, (1, [""]))
    columns = _columns(first)
    if columns is None:
        columns, rows = COLUMNS, chain([(line, first)], rows)
    sheet, seen = Sheet([], []), dict[str, int]()
    for line, cells in rows:
        said = dict(zip(columns, map(as_meant, map(str.strip, cells)), strict=False))
        try:
            entry = _entry(said, components, groups, vouched=vouched)
            if seen.setdefault(entry.key, line) != line:
                raise Invalid(f"The same address stands in line {seen[entry.key]}.")
            sheet.entries.append(entry)
        except Invalid as error:
            sheet.wrong.append(Wrong(line, shortened(said.get("address", "")), error.message))
    return sheet


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Invalid(
            f"Line {line} is not written in UTF-8. Save the file as “CSV UTF-8”.",
            field="file",
        ) from None


def _rows(text: str) -> Iterator[Row]:
    lines = StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            if line > MOST_LINES:
                raise Invalid(
                    f"The file has more than {MOST_LINES:,} lines. Cut it in pieces.", field="file"
                )
            yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise Invalid(
            f"Line {line} cannot be read: a quotation mark is opened and not closed there, "
            "or a cell is far too long.",
            field="file",
        ) from None


def _filled(rows: Iterable[Row]) -> Iterator[Row]:
    return (row for row in rows if any(map(str.strip, row[1])))


def _delimiter(text: str) -> str:
    """The first there is: spreadsheets in many countries write semicolons."""
    found = _DELIMITER.search(text.lstrip().partition("\n")[0])
    return found[0] if found else ","


def _columns(first: Sequence[str]) -> Sequence[str] | None:
    """What the first line calls the columns; None where it is an address already."""
    if "@" in first[0]:
        return None
    columns = [_ALSO_CALLED.get(folded(name), folded(name)) for name in first]
    if columns == [""]:
        raise Invalid("The file is empty.", field="file")
    if "address" not in columns:
        raise Invalid(
            "The first line names the columns, and none of them is “address” or “email”.",
            field="file",
        )
    return columns


def _entry(said: Mapping[str, str], components: Names, groups: Names, *, vouched: bool) -> Entry:
    chosen = frozenset(map(components.find, _several(said.get("components", ""))))
    grouped = frozenset(map(groups.find, _several(said.get("groups", ""))))
    is_confirmed = _truth(said.get("confirmed", ""))
    return Entry(
        said.get("address", ""),
        everything=not chosen and not grouped,
        components=chosen,
        groups=grouped,
        vouched=vouched or is_confirmed,
    )


def _several(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(names.BETWEEN) if name.strip()]


def _truth(cell: str) -> bool:
    word = folded(cell)
    if word not in _YES | _NO:
        raise Invalid(f"Confirmed is yes or no, and not “{shortened(cell)}”.")
    return word in _YES
