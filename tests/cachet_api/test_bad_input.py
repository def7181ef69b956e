"""Whatever is sent to whichever address: a sentence that names what is wrong, and nothing kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from signalpost.cachet_api.fields import (
    Array,
    Boolean,
    CastBoolean,
    CastWhole,
    Email,
    Field,
    Moment,
    Numeric,
    Text,
    Url,
    Whole,
)
from signalpost.components.models import Component
from signalpost.events.models import AuditEntry
from signalpost.kernel.actor import Actor
from signalpost.site import operations as site
from tests.cachet_api.conftest import Api, details, error
from tests.cachet_api.routes import LISTS, ROUTES, WRITES, Route, build, right

FORM = "application/x-www-form-urlencoded"
NAN, ENDLESS = float("nan"), float("inf")
UNSTORABLE = ["a\x00b", "\ud83d", "x\udca1"]
NO_TEXT = [1, 1.5, True, ["x"], {"a": 1}, 10**400, NAN, ENDLESS]
NO_NUMBER = ["abc", "1,5", "0x1", "--1", "1 2", "٣", [1], {"a": 1}, NAN, ENDLESS, -ENDLESS, "NaN"]
TOO_MUCH = [10**400, "9" * 30, 1e300, -(10**20)]


def _deep() -> Any:
    nested: Any = "x"
    for _ in range(60):
        nested = [nested]
    return nested


WRONG: dict[type[Field], list[Any]] = {
    Text: [*NO_TEXT, *UNSTORABLE],
    Url: ["example.com", "https://", "a b", *NO_TEXT, "https://a\x00", "https://\ud800"],
    Email: ["bo", "bo@", "@example.com", "a b@example.com", *NO_TEXT, "a\x00@example.com"],
    Moment: ["yesterday", "2024-02-31 10:00", "0000-01-01 00:00", "99999-01-01 00:00", "2024",
             "2024-01-01T00:00:00+99:00", "1e9", *NO_TEXT, *UNSTORABLE],
    Whole: [*NO_NUMBER, *TOO_MUCH, "1.0", "01", 1.5, "1e400"],
    CastWhole: [*TOO_MUCH[:3], NAN, ENDLESS],
    Numeric: [*NO_NUMBER, True, "1e400", "1e999999999999"],
    Boolean: ["true", "yes", 2, 1.0, [], {}, NAN],
    CastBoolean: [NAN, ENDLESS, [NAN], "\x00"],
    Array: ["x", 1, True, 1.5, NAN, _deep(), ["\x00"], {"\ud800": 1}, [ENDLESS]],
}  # fmt: skip


@pytest.fixture
def world(alice: Actor, website: Component) -> dict[str, int]:
    return build(alice, website)


def _wrong_for(field: Field) -> Iterator[Any]:
    kind = next(kind for kind in type(field).__mro__ if kind in WRONG)
    yield from WRONG[kind]
    if isinstance(field, Text) and not isinstance(field, Moment):
        yield "x" * (field.limit + 1)
    if isinstance(field, Whole | Numeric):
        yield from (end for end in (_below(field.least), _above(field.most)) if end is not None)


def _below(least: int | None) -> int | None:
    return None if least is None else least - 1


def _above(most: int | None) -> int | None:
    return None if most is None else most + 1


def _rows() -> dict[str, int]:
    """How many rows there are of everything that can be kept, but for notes on who came in."""
    tables = [model._meta.db_table for model in apps.get_models() if model is not AuditEntry]
    counts = ", ".join(f'(SELECT count(*) FROM "{table}")' for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return dict(zip(tables, cursor.fetchone(), strict=True))


@pytest.mark.parametrize("route", WRITES, ids=str)
def test_a_wrong_value_is_refused_by_the_fields_name_and_leaves_nothing(
    api: Api, world: dict[str, int], route: Route
) -> None:
    before = _rows()

    for field in route.verb.form:
        beside = right(route.verb.form, beside=field) | {"component_id": world["component_id"]}
        for wrong in _wrong_for(field):
            body = json.dumps(beside | {field.name: wrong}).replace("Infinity", "1e400")
            response = api.send(route.method, route.address(world), body, "application/json")

            said = details(response)
            assert any(field.spoken in sentence for sentence in said), (field.name, wrong, said)
    assert _rows() == before


@pytest.mark.parametrize("route", WRITES, ids=str)
def test_forms_and_queries_are_held_to_the_same_rules(
    api: Api, world: dict[str, int], route: Route
) -> None:
    before = _rows()

    for field in route.verb.form:
        wrong = {"CastBoolean": "%00", "Array": "=x"}.get(type(field).__name__, "[a][b]=%00")
        pair = f"{field.name}{wrong}" if "=" in wrong else f"{field.name}={wrong}"
        for query, body in ((pair, ""), ("", pair)):
            path = f"{route.address(world)}?{query}"
            response = api.send(route.method, path, body, FORM)
            assert response.status_code == 400, (pair, response.content)
            assert error(response)["meta"]["details"]
    assert _rows() == before


@pytest.mark.parametrize("route", [route for route in ROUTES if route.method != "DELETE"], ids=str)
def test_malformed_json_is_never_more_than_refused(
    api: Api, world: dict[str, int], route: Route
) -> None:
    for body in (b"{", b"[1]", b'"x"', b"\xff\xfe", b'{"a":', b"[" * 10_000):
        response = api.send(route.method, route.address(world), body, "application/json")

        assert response.status_code == (200 if route.method == "GET" else 400), body


@pytest.mark.parametrize("route", [route for route in ROUTES if route.method == "DELETE"], ids=str)
def test_nobody_reads_the_body_of_a_delete(api: Api, world: dict[str, int], route: Route) -> None:
    response = api.send(route.method, route.address(world), b"{", "application/json")

    assert response.status_code == 204


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_a_body_over_the_limit_is_a_413(api: Api, world: dict[str, int], route: Route) -> None:
    before = _rows()

    for kind in ("application/json", FORM, "multipart/form-data; boundary=b"):
        response = api.send(route.method, route.address(world), b"x" * 1_000_001, kind)

        assert error(response)["title"] == "Payload Too Large", kind
    assert _rows() == before


@pytest.mark.parametrize("route", [route for route in ROUTES if route.has_id], ids=str)
def test_an_id_that_nothing_has_is_a_404(api: Api, world: dict[str, int], route: Route) -> None:
    for nothing in (10**6, 10**17):
        nowhere = dict.fromkeys(world, nothing)

        assert error(api.send(route.method, route.address(nowhere)))["title"] == "Not Found"


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_a_host_that_is_not_ours_is_refused(
    api: Api, world: dict[str, int], alice: Actor, route: Route
) -> None:
    site.change(by=alice, address="https://status.example.com")

    for host in ("evil.example", "status.example.com.evil.example", "a b", "", "[::1"):
        response = api.send(route.method, route.address(world), headers={"Host": host})

        assert error(response)["status"] == 400


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_a_page_that_cannot_be_is_the_first_of_the_usual_size(
    api: Api, world: dict[str, int], route: Route
) -> None:
    for wrong in ("-1", "0", "x", "1e3", "%00", "[]", "[]=5", "9" * 40, "NaN", "1.5", "%ff"):
        for name in ("page", "per_page"):
            response = api.send("GET", f"{route.address(world)}?{name}={wrong}")
            pagination = json.loads(response.content)["meta"]["pagination"]
            sane = {"page": "current_page", "per_page": "per_page"}[name]
            assert pagination[sane] in (1, 20), (name, wrong)


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_a_filter_that_cannot_be_read_is_refused_by_its_name(
    api: Api, world: dict[str, int], route: Route
) -> None:
    assert route.verb.query
    for one in route.verb.query.filters:
        for wrong in ("\x00", "\x00,\x00"):
            response = api.send("GET", f"{route.address(world)}?{one.name}={quote(wrong)}")

            assert one.name.replace("_", " ") in details(response)[0]


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_whatever_is_asked_of_a_list_it_answers(
    api: Api, world: dict[str, int], route: Route
) -> None:
    queries = ("sort=%00", "sort[]=id", "order=%ff", "sort=id;drop", "%00=%00", "a[b][c]=1", "&&==")

    statuses = [api.send("GET", f"{route.address(world)}?{query}").status_code for query in queries]

    assert set(statuses) == {200}


# What follows is sent by chance. `make fuzz` sends thousands of times as much.

ANY_TEXT = st.text(st.characters(), max_size=20)
ANY_VALUE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | ANY_TEXT
    | st.sampled_from(["1", "true", "2024-01-31 18:30", "{{ name }}", "a@b.example", "%s", "NaN"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=10,
)
HEADER = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"))
NAMES = [
    *("Accept", "Time-Zone", "X-Cachet-Token", "Authorization", "If-Match", "If-None-Match"),
    *("Idempotency-Key", "Origin", "X-HTTP-Method-Override", "Content-Type", "Host"),
]
#: Most often none: an odd Accept or token is refused before anything else is read.
HEADERS = st.just({}) | st.dictionaries(st.sampled_from(NAMES), HEADER, max_size=2)
METHODS = st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])


def _body(route: Route) -> st.SearchStrategy[dict[str, Any]]:
    names = [field.name for field in route.verb.form] or ["name"]
    return st.dictionaries(st.sampled_from(names) | ANY_TEXT, ANY_VALUE, max_size=8)


def _query(route: Route) -> st.SearchStrategy[dict[str, str]]:
    known = ["page", "per_page", "sort", "order", "_method"]
    known += [one.name for one in route.verb.query.filters] if route.verb.query else []
    known += [field.name for field in route.verb.form]
    names = st.sampled_from([*known, *(f"{name}[]" for name in known)])
    return st.dictionaries(names | ANY_TEXT, ANY_TEXT, max_size=4)


SENT = st.sampled_from(ROUTES).flatmap(
    lambda route: st.tuples(st.just(route), METHODS, _body(route), _query(route), HEADERS)
)


@given(sent=SENT)
def test_json_by_chance_is_answered_in_the_contracts_words(
    api: Api, world: dict[str, int], sent: tuple[Route, str, Any, dict[str, str], dict[str, str]]
) -> None:
    route, method, body, query, headers = sent
    path = f"{route.address(world)}?{_encoded(query)}"

    with transaction.atomic():
        response = api.send(method, path, json.dumps(body), "application/json", headers=headers)
        transaction.set_rollback(True)

    _is_in_the_contracts_words(method, response)


@given(sent=SENT, raw=st.binary(max_size=60), kind=st.sampled_from([FORM, "application/json", ""]))
def test_forms_and_bytes_by_chance_are_answered_in_the_contracts_words(
    api: Api,
    world: dict[str, int],
    sent: tuple[Route, str, Any, dict[str, str], dict[str, str]],
    raw: bytes,
    kind: str,
) -> None:
    route, method, body, query, headers = sent
    texts = {name: value for name, value in body.items() if isinstance(value, str)}
    form = _encoded(texts).encode() + raw

    with transaction.atomic():
        path = f"{route.address(world)}?{_encoded(query)}"
        response = api.send(method, path, form, kind, headers=headers)
        transaction.set_rollback(True)

    _is_in_the_contracts_words(method, response)


def _encoded(pairs: dict[str, str]) -> str:
    return "&".join(
        f"{quote(name, safe='[]', errors='replace')}={quote(value, errors='replace')}"
        for name, value in pairs.items()
    )


def _is_in_the_contracts_words(method: str, response: HttpResponse) -> None:
    assert response.status_code < 500, response.content
    if method == "HEAD" or not response.content:
        return
    assert response["Content-Type"] == "application/json"
    body = json.loads(response.content)
    # The description of the API comes without an envelope.
    assert "data" in body or "openapi" in body or error(response)["id"]
