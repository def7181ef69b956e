from __future__ import annotations

import pytest

from signalpost.kernel.errors import Invalid
from signalpost.kernel.text import checked, in_line, is_email, storable, without_controls


@pytest.mark.parametrize("text", ["", "plain", "Größe 💡", "tab\tand\nbreak", "\u2028"])
def test_what_every_database_keeps(text: str) -> None:
    assert storable(text)


@pytest.mark.parametrize("text", ["a\x00", "\ud83d", "\udca1x"])
def test_what_some_database_does_not_keep(text: str) -> None:
    assert not storable(text)


def test_controls_go_and_line_breaks_stay() -> None:
    assert without_controls("a\x01\x0b\x1b\x7f\x85b\tc\r\nd") == "ab\tc\r\nd"


def test_a_name_in_a_line_turns_nothing_around() -> None:
    assert in_line("\u202eabc \u2066 def\u202c, \u05d0\u200f!") == "abc  def, \u05d0\u200f!"


def test_a_checked_text_has_lost_its_controls() -> None:
    assert checked("a\x07b", field="name", limit=2) == "ab"


@pytest.mark.parametrize("text", ["", "  ", "\x01", "\n"])
def test_a_required_text_has_something_in_it(text: str) -> None:
    with pytest.raises(Invalid, match="The name is required") as refused:
        checked(text, field="name", limit=10, required=True)

    assert refused.value.field == "name"


@pytest.mark.parametrize("text", ["a\x00", "\ud83d"])
def test_what_cannot_be_stored_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="cannot be stored"):
        checked(text, field="name", limit=10)


def test_a_text_that_is_too_long_is_refused() -> None:
    assert checked("xxx", field="name", limit=3) == "xxx"
    with pytest.raises(Invalid, match="At most 3 characters"):
        checked("xxxx", field="name", limit=3)


@pytest.mark.parametrize(("host", "is_one"), [("bücher.example", True), ("ü" * 60 + ".de", False)])
def test_an_address_is_one_if_its_host_can_be_written_in_ascii(host: str, is_one: bool) -> None:
    assert is_email(f"mia@{host}") is is_one
