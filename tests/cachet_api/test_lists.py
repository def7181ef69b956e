from __future__ import annotations

import pytest

from signalpost.components import operations as components
from signalpost.kernel.actor import Actor
from tests.cachet_api.conftest import Api, data, details, meta


@pytest.fixture
def five(alice: Actor) -> None:
    for number in range(5):
        components.create(by=alice, name=f"Component {number}")


def test_a_list_says_where_it_stands(guest: Api, five: None) -> None:
    response = guest.get("/components", per_page=2, page=2)

    assert response.content.startswith(b'{"meta":{"pagination":{"total":5,')
    assert meta(response)["pagination"] == {
        "total": 5,
        "count": 2,
        "per_page": 2,
        "current_page": 2,
        "total_pages": 3,
        "links": {
            "next_page": "http://testserver/api/v1/components?per_page=2&page=3",
            "previous_page": "http://testserver/api/v1/components?per_page=2&page=1",
        },
    }
    assert [item["name"] for item in data(response)] == ["Component 2", "Component 3"]


def test_an_empty_list_has_one_page(guest: Api) -> None:
    pagination = meta(guest.get("/components"))["pagination"]

    assert pagination == {
        "total": 0,
        "count": 0,
        "per_page": 20,
        "current_page": 1,
        "total_pages": 1,
        "links": {"next_page": None, "previous_page": None},
    }


@pytest.mark.parametrize("per_page", ["", "0", "-1", "many", "1.5", "٣", "9" * 30])
def test_a_page_size_that_is_none_is_20(guest: Api, five: None, per_page: str) -> None:
    response = guest.get("/components", per_page=per_page)

    assert meta(response)["pagination"]["per_page"] == 20


def test_a_page_holds_at_most_1000(guest: Api) -> None:
    assert meta(guest.get("/components", per_page=5000))["pagination"]["per_page"] == 1000


@pytest.mark.parametrize("page", ["", "0", "-3", "last", "1.0"])
def test_a_page_that_is_none_is_the_first(guest: Api, five: None, page: str) -> None:
    assert meta(guest.get("/components", page=page))["pagination"]["current_page"] == 1


@pytest.mark.parametrize("page", [9, 10**9])
def test_beyond_the_end_there_is_nothing(guest: Api, five: None, page: int) -> None:
    response = guest.get("/components", page=page)

    assert data(response) == []
    assert meta(response)["pagination"]["current_page"] == page
    assert meta(response)["pagination"]["links"]["next_page"] is None


def test_links_keep_the_query_in_order_with_page_last(guest: Api, five: None) -> None:
    query = "?page=1&sort=id&foo=%C3%A4%26b&tags[]=&tags[]=&per_page=2&x[y]=1&order=asc"

    links = meta(guest.send("GET", f"/components{query}"))["pagination"]["links"]

    assert links["next_page"] == (
        "http://testserver/api/v1/components?sort=id&foo=%C3%A4%26b"
        "&tags%5B0%5D=&tags%5B1%5D=&per_page=2&x%5By%5D=1&order=asc&page=2"
    )


def test_links_name_the_path_without_its_slash(guest: Api, five: None) -> None:
    links = meta(guest.send("GET", "/components/?per_page=2"))["pagination"]["links"]

    assert links["next_page"] == "http://testserver/api/v1/components?per_page=2&page=2"


def test_the_parameters_may_stand_in_a_json_body(guest: Api, five: None) -> None:
    response = guest.send(
        "GET", "/components?page=1", b'{"per_page":2,"page":2}', "application/json"
    )

    assert [item["name"] for item in data(response)] == ["Component 2", "Component 3"]
    assert response["Cache-Control"] == "no-cache, private"


@pytest.mark.parametrize("status", ["1", "1.0", "true"])
def test_a_filter_by_number_takes_what_clients_make_of_numbers(
    guest: Api, five: None, status: str
) -> None:
    assert len(data(guest.get("/components", status=status))) == 5


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"id": "x"}, "The id must be an integer."),
        ({"status": "1.5"}, "The status must be an integer."),
        ({"group_id": "x"}, "The group id must be an integer."),
        ({"enabled": "maybe"}, "The enabled field must be true or false."),
        ({"name": "a\x00b"}, "The name contains characters that cannot be stored."),
    ],
)
def test_a_filter_that_cannot_be_read_is_refused(
    guest: Api, query: dict[str, str], sentence: str
) -> None:
    assert details(guest.get("/components", **query)) == [sentence]


@pytest.mark.parametrize("number", [-1, 2**31, 10**18 - 1])
@pytest.mark.parametrize("name", ["id", "status", "group_id"])
def test_a_filter_that_no_row_can_match_matches_none(
    guest: Api, five: None, name: str, number: int
) -> None:
    assert data(guest.get("/components", **{name: number})) == []


def test_a_blank_filter_is_not_asked_for(guest: Api, five: None) -> None:
    assert len(data(guest.get("/components", name="", status=" "))) == 5


@pytest.mark.parametrize(
    ("name", "asked"),
    [("API", "api"), ("ÄPI-Ñ", "äpi-ñ"), ("Δίκτυο", "ΔΊΚΤΥΟ"), ("50%_", "50%_")],
)
def test_a_name_is_found_in_any_case_of_any_alphabet(api: Api, name: str, asked: str) -> None:
    for path in ("/components", "/components/groups"):
        api.post(path, {"name": name})
        assert len(data(api.get(path, name=asked))) == 1
    api.post("/incidents", {"name": name, "message": "…", "status": 1})
    assert len(data(api.get("/incidents", name=asked))) == 1


def test_a_name_is_found_as_a_whole_and_without_wildcards(guest: Api, five: None) -> None:
    for asked in ("Component", "component %", "component _", "COMPONENT 1 "):
        found = [row["name"] for row in data(guest.get("/components", name=asked))]
        assert found in ([], ["Component 1"])


@pytest.mark.parametrize("page", [3_000_000_000, 10**18 - 1])
def test_a_page_far_beyond_the_end_is_empty_and_says_which_was_asked_for(
    guest: Api, five: None, page: int
) -> None:
    answer = guest.get("/components", page=page, per_page=1000)

    assert data(answer) == []
    assert meta(answer)["pagination"]["current_page"] == page
    assert meta(answer)["pagination"]["total"] == 5
