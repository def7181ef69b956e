"""The rules of contract 1.4, each as a table."""

from __future__ import annotations

from typing import Any

import pytest

from signalpost.cachet_api.fields import (
    Array,
    Boolean,
    CastBoolean,
    CastWhole,
    Form,
    Refused,
    Text,
    Url,
    Whole,
)

INTEGER = "The component id must be an integer."
FLAG = "The component id field must be true or false."


def read(field_type: type, value: Any, **options: Any) -> Any:
    return (
        Form(field_type(name="component_id", **options))
        .read({"component_id": value})
        .get("component_id")
    )


def refusal(field_type: type, value: Any, **options: Any) -> list[str]:
    with pytest.raises(Refused) as refused:
        read(field_type, value, **options)
    return refused.value.details


@pytest.mark.parametrize(
    ("given", "value"),
    [(3, 3), ("3", 3), (" 3 ", 3), (-1, -1), ("-1", -1), ("+2", 2), ("0", 0), (True, 1), (3.0, 3)],
)
def test_an_int_is(given: object, value: int) -> None:
    assert read(Whole, given) == value


@pytest.mark.parametrize(
    "given", [False, "1.0", "01", "abc", "1 2", 1.5, [], [1], {}, "٣", "1e3", float("inf"), "--1"]
)
def test_an_int_is_not(given: object) -> None:
    assert refusal(Whole, given)[0].startswith("The component id must be a")


@pytest.mark.parametrize("given", [2**31, "99999999999999999999", 10**400, 1e300])
def test_an_int_is_no_larger_than_a_column(given: object) -> None:
    assert len(refusal(Whole, given)) == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (5, "The component id must be between 0 and 4."),
        (-1, "The component id must be between 0 and 4."),
    ],
)
def test_a_range_names_its_ends(given: int, sentence: str) -> None:
    assert refusal(Whole, given, least=0, most=4) == [sentence]


def test_a_lower_end_alone() -> None:
    assert refusal(Whole, -1, least=0) == ["The component id must be at least 0."]


@pytest.mark.parametrize(
    ("given", "value"),
    [(True, True), (False, False), (0, False), (1, True), ("0", False), ("1", True)],
)
def test_a_bool_is(given: object, value: bool) -> None:
    assert read(Boolean, given) is value


@pytest.mark.parametrize("given", ["true", "false", 2, "yes", 1.0, [], {}, -1])
def test_a_bool_is_not(given: object) -> None:
    assert refusal(Boolean, given) == [FLAG]


@pytest.mark.parametrize("given", [False, 0, 0.0, "0", [], {}, "false", "False", "no", "OFF", " "])
def test_these_cast_to_false(given: object) -> None:
    assert not read(CastBoolean, given, blank=False)


@pytest.mark.parametrize("given", [True, 1, "1", "True", "true", "yes", "x", [0], 0.1, "0.0"])
def test_these_cast_to_true(given: object) -> None:
    assert read(CastBoolean, given) is True


@pytest.mark.parametrize(
    ("given", "value"),
    [("3", 3), ("3x", 3), ("x3", 0), (" -4.9", -4), (2.9, 2), (True, 1), (False, 0), ([], 0),
     ([1], 1), ("", 0), (None, 0)],
)  # fmt: skip
def test_these_cast_to_a_number(given: object, value: int) -> None:
    assert read(CastWhole, given, null=0, blank=0) == value


@pytest.mark.parametrize("given", ["\x01", " \x07 ", "\x7f"])
def test_controls_alone_are_a_blank_string(given: str) -> None:
    required = ["The component id field is required."]

    assert refusal(Text, given, required=True) == required
    assert refusal(Text, given, required=True, verbatim=True) == required


def test_controls_hide_no_space_from_being_trimmed() -> None:
    assert read(Text, "\x07 API \x07") == "API"
    assert read(Array, ["\x07 API \x07"]) == ["API"]


@pytest.mark.parametrize("given", [1, 1.5, True, [], {"a": 1}])
def test_a_string_is_not(given: object) -> None:
    assert refusal(Text, given) == ["The component id must be a string."]


def test_a_string_has_an_end() -> None:
    assert refusal(Text, "xxxx", limit=3) == [
        "The component id may not be greater than 3 characters."
    ]


@pytest.mark.parametrize("given", ["a\x00b", "\ud800", "x\udfff"])
def test_a_string_is_storable(given: str) -> None:
    assert refusal(Text, given) == ["The component id contains characters that cannot be stored."]


@pytest.mark.parametrize("given", ["http://a", "https://a.example/b?c#d", "ftp://x:y@h:1/"])
def test_a_url_is(given: str) -> None:
    assert read(Url, given) == given


@pytest.mark.parametrize(
    "given",
    [
        "a",
        "http:/a",
        "://a",
        "http://",
        "http:// a",
        "1a://b",
        "JavaScript://a/%0aalert(1)",
        "vbscript://a",
    ],
)
def test_a_url_is_not(given: str) -> None:
    assert refusal(Url, given) == ["The component id format is invalid."]


@pytest.mark.parametrize("given", ["x", 1, True, 1.5])
def test_an_array_is_not(given: object) -> None:
    assert refusal(Array, given) == ["The component id must be an array."]


def test_an_array_is_not_too_deep() -> None:
    deep: Any = {}
    for _ in range(50):
        deep = {"a": deep}

    assert refusal(Array, deep) == ["The component id is nested too deeply."]


@pytest.mark.parametrize("given", [float("inf"), float("nan"), [float("-inf")], {"a": [1e400]}])
def test_an_array_holds_no_number_without_end(given: object) -> None:
    assert refusal(Array, given)[0].startswith("The component id must be a")


@pytest.mark.parametrize("given", [None, "", "  "])
def test_required_refuses_what_is_empty(given: object) -> None:
    assert refusal(Text, given, required=True) == ["The component id field is required."]


def test_required_refuses_an_empty_array() -> None:
    assert refusal(Array, [], required=True) == ["The component id field is required."]


def test_required_refuses_what_is_missing() -> None:
    with pytest.raises(Refused, match="required"):
        Form(Text(name="name", required=True)).read({})


def test_a_default_replaces_what_is_missing_and_not_a_null() -> None:
    form = Form(Whole(name="collapsed", required=True, default=0))

    assert form.read({}) == {"collapsed": 0}
    with pytest.raises(Refused, match="The collapsed field is required"):
        form.read({"collapsed": None})


def test_a_blank_string_skips_every_other_rule() -> None:
    assert Form(Whole(name="order")).read({"order": " "}) == {}


def test_all_fields_that_fail_are_reported_in_the_forms_order() -> None:
    form = Form(Text(name="name", required=True), Whole(name="status", required=True))

    with pytest.raises(Refused) as refused:
        form.read({"status": "x"})

    assert refused.value.details == [
        "The name field is required.",
        "The status must be an integer.",
    ]
