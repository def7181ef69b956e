from __future__ import annotations

import csv

import pytest

from signalpost.kernel import cells


@pytest.mark.parametrize("text", ["=1+1", "+49", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula_and_each_can_be_read_as_it_was_meant(text: str) -> None:
    cell = cells.safe(text)

    assert cell == f"'{text}"
    assert cells.as_meant(cell) == text


@pytest.mark.parametrize("text", ["", "bo@example.com", "1-2", "'s", "'", "O'Hara"])
def test_other_texts_are_as_they_are(text: str) -> None:
    assert cells.safe(text) == cells.as_meant(text) == text


def test_a_line_is_made_when_it_is_asked_for() -> None:
    rows = iter([('a "b", c', "=1"), ("d", "e")])

    table = cells.lines(("one", "two"), rows)

    assert [next(table), next(table)] == ["one,two\r\n", '"a ""b"", c",\'=1\r\n']
    assert next(rows) == ("d", "e")


def test_what_is_written_is_csv() -> None:
    said = 'two\nlines, "quoted"'

    written = "".join(cells.lines(["said"], [[said]]))

    assert list(csv.reader(written.splitlines(keepends=True))) == [["said"], [said]]
