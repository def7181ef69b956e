"""Where parameters come from: contract 1.2."""

from __future__ import annotations

import gzip
import json

import pytest

from signalpost.components.models import Component
from tests.cachet_api.conftest import Api, data, details

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"


def parts(**fields: str) -> str:
    """A multipart body; the boundary is b."""
    given = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    return f"{given}--b--\r\n"


@pytest.mark.parametrize(
    "kind",
    ["application/json", "application/json;", "application/json; charset=utf-8", "text/json",
     "application/vnd.api+json", "APPLICATION/JSON", "application/problem+json; x=y"],
)  # fmt: skip
def test_a_json_body_is_known_by_its_content_type(api: Api, kind: str) -> None:
    assert data(api.send("POST", "/components", b'{"name":"API"}', kind))["name"] == "API"


def test_json_without_its_content_type_is_no_body(api: Api) -> None:
    response = api.send("POST", "/components", b'{"name":"API"}', "text/plain")

    assert details(response) == ["The name field is required."]


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_form_body_is_read(api: Api, website: Component, method: str) -> None:
    path = "/components" if method == "POST" else f"/components/{website.pk}"

    made = data(api.send(method, path, "name=Gr%C3%B6%C3%9Fe+x&order=3", FORM))

    assert (made["name"], made["order"]) == ("Größe x", 3)


def test_a_multipart_body_is_read_on_post(api: Api) -> None:
    body = parts(**{"name": "API", "meta[a]": "1", "meta[b][]": "x"})

    made = data(api.send("POST", "/components", body, MULTIPART))

    assert (made["name"], made["meta"]) == ("API", {"a": "1", "b": ["x"]})


def test_a_multipart_body_is_not_read_on_put(api: Api, website: Component) -> None:
    changed = data(api.send("PUT", f"/components/{website.pk}", parts(name="API"), MULTIPART))

    assert changed["name"] == "Website"


def test_a_multipart_post_that_stands_for_a_put_is_read(api: Api, website: Component) -> None:
    body = parts(name="API", _method="PUT")

    changed = data(api.send("POST", f"/components/{website.pk}", body, MULTIPART))

    assert changed["name"] == "API"


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary="])
def test_a_multipart_body_without_boundary_is_no_body(api: Api, kind: str) -> None:
    response = api.send("POST", "/components", parts(name="API"), kind)

    assert details(response) == ["The name field is required."]


def test_a_write_may_have_everything_in_the_query(api: Api, website: Component) -> None:
    """cachet-url-monitor writes like this, and without any Content-Type."""
    query = (
        f"?name=Down&message=We+look&status=1&visible=True"
        f"&component_id={website.pk}&component_status=4&notify=True"
    )
    made = data(api.send("POST", f"/incidents{query}"))
    assert (made["name"], made["visible"], made["component_id"]) == ("Down", 1, website.pk)

    changed = data(api.send("PUT", f"/components/{website.pk}?id={website.pk}&status=2"))
    assert changed["status"] == 2

    update = data(api.send("POST", f"/incidents/{made['id']}/updates?status=4&message=Done"))
    assert update["status"] == 4


def test_the_body_wins_over_the_query(api: Api) -> None:
    response = api.send("POST", "/components?name=Query&order=5", b'{"name":"Body"}', "text/json")

    made = data(response)
    assert (made["name"], made["order"]) == ("Body", 5)


def test_a_query_may_carry_its_letters_unescaped(api: Api) -> None:
    made = data(api.send("POST", "/components?name=Größe"))

    assert made["name"] == "Größe"


def test_a_form_in_another_encoding_is_refused_by_the_fields_name(api: Api) -> None:
    refusal = ["The name contains characters that cannot be stored."]

    assert details(api.send("POST", "/components", "name=Gr%F6%DFe", FORM)) == refusal
    assert details(api.send("POST", "/components", b"name=Gr\xf6\xdfe", FORM)) == refusal
    assert details(api.send("POST", "/components?name=Gr%F6%DFe")) == refusal


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_compressed_body_is_refused_and_not_taken_for_none(
    api: Api, website: Component, method: str
) -> None:
    path = f"/components/{website.pk}" if method == "PUT" else "/components?name=API"

    response = api.send(
        method, path, gzip.compress(b"order=3"), FORM, headers={"Content-Encoding": "gzip"}
    )

    assert "Content-Encoding" in details(response)[0]


@pytest.mark.parametrize("body", [b"{", b"[1]", b'"x"', b"0", b"\xff", b"[" * 5000, b"{}x"])
def test_malformed_json_counts_as_no_body(api: Api, body: bytes) -> None:
    response = api.send("POST", "/components", body, "application/json")

    assert details(response) == ["The name field is required."]


def test_a_number_of_too_many_digits_is_refused_by_the_fields_name(api: Api) -> None:
    body = f'{{"name": "API", "order": {"9" * 5000}}}'

    refusal = details(api.send("POST", "/components", body, "application/json"))

    assert refusal == ["The order must be a finite number."]


def test_malformed_json_leaves_the_query(api: Api) -> None:
    assert data(api.send("POST", "/components?name=API", b"{", "text/json"))["name"] == "API"


def test_malformed_json_is_named_where_nothing_else_is_missing(
    api: Api, website: Component
) -> None:
    response = api.send("PUT", f"/components/{website.pk}", b"{", "application/json")

    assert details(response) == ["The body must be a JSON object."]


@pytest.mark.parametrize("body", [b"", b" ", b"{}", b"[]", b"null"])
def test_an_empty_json_body_is_an_empty_object(api: Api, website: Component, body: bytes) -> None:
    response = api.send("PUT", f"/components/{website.pk}", body, "application/json")

    assert response.status_code == 200


def test_a_field_without_a_name_is_ignored_by_writes(api: Api, website: Component) -> None:
    made = api.post("/components", {"name": "API", "": "x"})
    edited = api.send("PUT", f"/components/{website.pk}?=&status=2")

    assert data(made)["name"] == "API"
    assert data(edited)["status"] == 2


@pytest.mark.parametrize("path", ["/incidents", "/metrics", "/schedules", "/subscribers"])
def test_a_field_without_a_name_makes_up_for_none(api: Api, path: str) -> None:
    assert details(api.post(path, {"": "x"})) == details(api.post(path, {}))


def test_unknown_fields_are_ignored(api: Api) -> None:
    made = data(api.post("/components", {"name": "API", "id": 77, "colour": "red"}))

    assert made["id"] != 77


@pytest.mark.parametrize(
    ("form", "meta"),
    [
        ("meta[]=a&meta[]=b", ["a", "b"]),
        ("meta[0]=a&meta[1]=b", ["a", "b"]),
        ("meta[key]=v", {"key": "v"}),
        ("meta[a][b]=1&meta[a][c]=2", {"a": {"b": "1", "c": "2"}}),
        ("meta[a][]=1&meta[a][]=2", {"a": ["1", "2"]}),
        ("meta[2]=a", {"2": "a"}),
        ("meta=x&meta[a]=1", {"a": "1"}),
        ("meta%5Bkey%5D=v", {"key": "v"}),
    ],
)
def test_brackets_build_arrays_and_maps(api: Api, form: str, meta: object) -> None:
    made = data(api.send("POST", "/components", f"name=API&{form}", FORM))

    assert made["meta"] == meta


@pytest.mark.parametrize("form", ["meta[=a", "meta]=a", "[a]=b", "meta[a]" + "[b]" * 50 + "=x"])
def test_brackets_that_do_not_pair_build_nothing(api: Api, form: str) -> None:
    assert data(api.send("POST", "/components", f"name=API&{form}", FORM))["meta"] is None


def test_a_name_given_twice_keeps_the_last(api: Api) -> None:
    assert data(api.send("POST", "/components", "name=A&name=B", FORM))["name"] == "B"


def test_texts_are_trimmed_and_lose_their_controls(api: Api) -> None:
    given = {"name": " \t A\x01P\x7fI \n", "meta": {"a": [" x ", "\x02y"]}}

    made = data(api.post("/components", given))

    assert (made["name"], made["meta"]) == ("API", {"a": ["x", "y"]})


def test_texts_are_otherwise_kept_verbatim(api: Api) -> None:
    text = "a < b <b>x</b> <script>alert(1)</script> javascript:x 100%25 <https://e.example> & \"'"

    made = data(api.post("/components", {"name": text, "description": text}))

    assert (made["name"], made["description"]) == (text, text)


def test_answers_are_plain_utf8_json(api: Api) -> None:
    response = api.post("/components", {"name": "Größe 💡"})

    assert json.loads(response.content.decode("utf-8"))["data"]["name"] == "Größe 💡"
