"""What a file says, line by line."""

from __future__ import annotations

import pytest

from signalpost.kernel.errors import Invalid
from signalpost.subscribers import table
from signalpost.subscribers.entry import Entry
from signalpost.subscribers.names import Names
from signalpost.subscribers.table import Sheet

COMPONENTS = Names("component", [(1, "Website"), (2, "API, public"), (3, "Search"), (4, "search")])
GROUPS = Names("group", [(1, "Europe"), (2, "=SUM")])


def read(text: str, *, vouched: bool = False) -> Sheet:
    return table.read(text.encode(), components=COMPONENTS, groups=GROUPS, vouched=vouched)


def follows(components: set[int] = frozenset(), groups: set[int] = frozenset()) -> Entry:  # type: ignore[assignment]
    return Entry("bo@example.com", False, frozenset(components), frozenset(groups))


BO = Entry("bo@example.com")


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("bo@example.com", BO),
        ("\n\n bo@example.com \n", BO),
        ("address\nbo@example.com", BO),
        ("E-mail\r\nbo@example.com\r\n", BO),
        ("name;EMAIL;confirmed\nBo;bo@example.com;no", BO),
        ("email\tphone\nbo@example.com\t'+49 1", BO),
        ("\ufeffaddress,components\nbo@example.com,", BO),
        ("address,components\nbo@example.com,website", follows({1})),
        ('address,components\nbo@example.com,"API, public; #3"', follows({2, 3})),
        ("address,components\nbo@example.com,1;2", follows({1, 2})),
        ("bo@example.com,Website; #4; #3", follows({1, 3, 4})),
        ("groups,address\nEUROPE,bo@example.com", follows(groups={1})),
        ("groups,address\n'=SUM,bo@example.com", follows(groups={2})),
        ("address,confirmed\nbo@example.com,Yes", Entry("bo@example.com", vouched=True)),
        ("address,confirmed\nbo@example.com,1", Entry("bo@example.com", vouched=True)),
        ("address\n'+bo@example.com", Entry("+bo@example.com")),
    ],
)
def test_a_line_says_who_follows_what(text: str, entry: Entry) -> None:
    assert read(text) == Sheet([entry], [])


def test_whoever_vouches_does_so_for_every_line() -> None:
    sheet = read("address,confirmed\nbo@example.com,no\nkim@example.com,", vouched=True)

    assert [entry.vouched for entry in sheet.entries] == [True, True]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("bo@,,,", "“bo@” is not an e-mail address."),
        (",Website,,", "The email is required."),
        (f"{'b' * 10_000}@example.com,,,", "At most 254 characters are possible here."),
        ("b\x00o@example.com,,,", "The text has characters that cannot be stored."),
        ("bo@example.com,Shop,,", "No component is called “Shop”."),
        ("bo@example.com,#99,,", "No component is called “#99”."),
        ("bo@example.com,SEARCH,,", "More than one component is called “SEARCH”: #3, #4."),
        ("bo@example.com,(nothing),,", "No component is called “(nothing)”."),
        ("bo@example.com,,Asia,", "No group is called “Asia”."),
        ("bo@example.com,,,perhaps", "Confirmed is yes or no, and not “perhaps”."),
        ("KIM@example.com,,,", "The same address stands in line 2."),
    ],
)
def test_a_wrong_line_is_named_with_its_reason_and_the_others_are_taken(
    line: str, reason: str
) -> None:
    sheet = read(
        f"address,components,groups,confirmed\nkim@example.com,,,\n{line}\nada@example.com"
    )

    assert [entry.address for entry in sheet.entries] == ["kim@example.com", "ada@example.com"]
    assert [(wrong.line, wrong.reason) for wrong in sheet.wrong] == [(3, reason)]


def test_what_a_wrong_line_begins_with_is_short_and_can_be_shown() -> None:
    sheet = read(f"address\n\x00\x07{'b' * 10_000}")

    assert sheet.wrong[0].begins == "b" * 79 + "…"


def test_lines_are_counted_as_an_editor_does() -> None:
    sheet = read('address,note\nbo@example.com,"two\nlines"\n\nkim@,')

    assert [wrong.line for wrong in sheet.wrong] == [5]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \n,,\n", "The file is empty."),
        (b"name,phone\nBo,1", "none of them is “address” or “email”"),
        (b"\x89PNG\r\n", "Line 1 is not written in UTF-8."),
        (b"address\nbo@example.com\nb\xf6@example.com", "Line 3 is not written in UTF-8."),
        (b"address\xed\xa0\x80\n", "Line 1 is not written in UTF-8."),
        (b'address\nbo@example.com\n"kim@example.com\nada@example.com', "Line 3 cannot be read"),
        (b'address\n"bo@example.com"x\n', "Line 2 cannot be read"),
        (b"address\n" + b"b" * 200_000, "Line 2 cannot be read"),
        (b"bo@example.com\n" * 100_001, "more than 100,000 lines"),
    ],
    ids=lambda value: str(value[:20]),
)
def test_what_is_no_table_is_refused_in_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence) as refused:
        table.read(content, components=COMPONENTS, groups=GROUPS)

    assert refused.value.field == "file"


class TestHowThingsAreCalled:
    @pytest.mark.parametrize(
        ("names", "pk", "called"),
        [
            (COMPONENTS, 1, "Website"),
            (COMPONENTS, 3, "#3"),
            (GROUPS, 2, "=SUM"),
            (Names("group", [(5, "'=SUM")]), 5, "#5"),
            (Names("component", [(5, "a; b")]), 5, "#5"),
            (Names("component", [(5, "6"), (6, "x")]), 5, "6"),
        ],
    )
    def test_a_name_leads_back_to_what_it_names(self, names: Names, pk: int, called: str) -> None:
        assert names.called(pk) == called
        assert names.find(called) == pk
