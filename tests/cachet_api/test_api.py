"""Who may, and in which order it is asked: contract section 2."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from django.utils import timezone

from signalpost.accounts import operations as accounts
from signalpost.accounts.models import ApiToken
from signalpost.accounts.throttling import PAIR
from signalpost.components.models import Component
from signalpost.kernel.actor import Actor
from signalpost.metrics import operations as metrics
from signalpost.site import operations as site
from tests.cachet_api.conftest import Api, data, error
from tests.conftest import PASSWORD

UNAUTHORIZED = {
    "status": 401,
    "title": "Unauthorized",
    "detail": "Authentication is required and has failed or has not yet been provided.",
}


def basic(login: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{login}:{password}".encode()).decode()


def test_a_write_without_a_token_is_a_401_with_the_contracts_body(guest: Api) -> None:
    response = guest.post("/components", {"name": "API"})

    refusal = error(response)
    assert list(refusal) == ["id", "status", "title", "detail"]
    assert {name: refusal[name] for name in UNAUTHORIZED} == UNAUTHORIZED
    assert not Component.objects.exists()


def test_each_refusal_has_an_id_of_its_own(guest: Api) -> None:
    first, second = (error(guest.post("/components"))["id"] for _ in range(2))

    assert first != second
    assert [len(first), first[14]] == [36, "4"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/components"),
        ("PUT", "/components/{component}"),
        ("DELETE", "/components/{component}"),
        ("POST", "/components/groups"),
        ("POST", "/incidents"),
    ],
)
def test_every_write_asks_for_a_token(
    guest: Api, website: Component, method: str, path: str
) -> None:
    assert guest.send(method, path.format(component=website.pk)).status_code == 401


def test_a_token_is_case_sensitive(token: str) -> None:
    assert Api(token.swapcase()).post("/components", {"name": "API"}).status_code == 401


@pytest.mark.parametrize("key", ["wrong", "", "sp_é", "x" * 5000])
def test_an_unknown_token_is_a_guest_where_guests_may_look(key: str, website: Component) -> None:
    stranger = Api("", **{"X-Cachet-Token": key})

    assert stranger.get("/components").status_code == 200
    assert stranger.post("/components", {"name": "API"}).status_code == 401


def test_a_missing_item_is_a_404_before_it_is_a_401(guest: Api) -> None:
    assert guest.delete("/components/999").status_code == 404


def test_an_unacceptable_answer_is_a_406_before_it_is_a_401(guest: Api) -> None:
    response = guest.post("/components", {}, Accept="text/html")

    assert error(response)["title"] == "Not Acceptable"


def test_a_missing_item_is_a_404_before_it_is_a_406(guest: Api) -> None:
    assert guest.delete("/components/999", Accept="text/html").status_code == 404


def test_a_401_comes_before_a_400(guest: Api) -> None:
    assert guest.post("/components", {"status": "x"}).status_code == 401


@pytest.mark.parametrize(
    "accept",
    ["*/*", "*", "application/*", "application/json", "text/html, application/json;q=0.1", ""],
)
def test_these_answers_are_acceptable(guest: Api, accept: str) -> None:
    assert guest.send("GET", "/ping", headers={"Accept": accept}).status_code == 200


@pytest.mark.parametrize("accept", ["text/html", "application/vnd.api+json", "text/*", "image/png"])
def test_other_answers_are_not(guest: Api, accept: str) -> None:
    response = guest.send("GET", "/ping", headers={"Accept": accept})

    assert error(response)["status"] == 406


def test_a_406_is_told_in_the_kind_of_json_that_was_asked_for(guest: Api) -> None:
    accept = "text/html, application/vnd.api+json; q=0.5"

    response = guest.send("GET", "/ping", headers={"Accept": accept})

    assert response["Content-Type"] == "application/vnd.api+json"


@pytest.mark.parametrize("login", ["alice@example.com", "ALICE@example.com", "alice"])
def test_basic_credentials_open_the_same_routes(alice: Actor, login: str) -> None:
    somebody = Api(Authorization=basic(login, PASSWORD))

    assert data(somebody.post("/components", {"name": "API"}))["name"] == "API"


def test_wrong_basic_credentials_are_a_401_on_writes_and_a_guest_on_reads(alice: Actor) -> None:
    somebody = Api(Authorization=basic("alice", "wrong"))

    assert somebody.post("/components", {"name": "API"}).status_code == 401
    assert somebody.get("/components").status_code == 200


def test_passwords_are_guessed_only_so_often(alice: Actor) -> None:
    somebody = Api(Authorization=basic("alice", "wrong"))
    for _ in range(PAIR.most):
        somebody.post("/components")

    refused = somebody.post("/components", {"name": "API"})

    assert error(refused)["status"] == 429
    assert int(refused["Retry-After"]) > 0
    assert refused["X-RateLimit-Limit"] == str(PAIR.most)
    assert refused["X-RateLimit-Remaining"] == "0"
    assert somebody.get("/components").status_code == 200


@pytest.mark.parametrize(
    "value", ["Basic", "Basic !!!", "Basic YWxpY2U=", "Basic /w==", "Digest x", "Bearer", "x"]
)
def test_an_authorization_that_cannot_be_read_is_none(alice: Actor, value: str) -> None:
    assert Api(Authorization=value).post("/components").status_code == 401


def test_the_token_header_wins_over_basic(token: str) -> None:
    right = Api(token, Authorization=basic("alice", "wrong"))
    wrong = Api("wrong", Authorization=basic("alice", PASSWORD))

    assert right.post("/components", {"name": "API"}).status_code == 200
    assert wrong.post("/components", {"name": "API"}).status_code == 401


def test_an_empty_token_header_equals_none(alice: Actor) -> None:
    somebody = Api(Authorization=basic("alice", PASSWORD), **{"X-Cachet-Token": " "})

    assert somebody.post("/components", {"name": "API"}).status_code == 200


def test_bearer_carries_a_token_too(token: str) -> None:
    assert (
        Api(Authorization=f"Bearer {token}").post("/components", {"name": "A"}).status_code == 200
    )


def test_a_revoked_token_opens_nothing(api: Api) -> None:
    ApiToken.objects.update(revoked_at=timezone.now())

    assert api.post("/components", {"name": "API"}).status_code == 401


def test_an_expired_token_opens_nothing(api: Api) -> None:
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert api.post("/components", {"name": "API"}).status_code == 401


def test_a_disabled_persons_token_opens_nothing(mia: Actor, alice: Actor) -> None:
    _, key = accounts.create_token(mia.user_id, by=alice, name="bot")
    accounts.disable_user(mia.user_id, by=alice)

    assert Api(key).post("/components", {"name": "API"}).status_code == 401


def test_a_viewer_may_not_write(viewing: Api) -> None:
    refusal = error(viewing.post("/components", {"name": "API"}))

    assert refusal["detail"] == "The requested resource is not available with these credentials."
    assert refusal["status"] == 403


def test_a_token_for_reading_may_not_write(reading: Api) -> None:
    assert reading.post("/components", {"name": "API"}).status_code == 403
    assert reading.get("/components").status_code == 200


def test_a_token_for_metrics_writes_points_and_nothing_else(measuring: Api, alice: Actor) -> None:
    metric = metrics.create(by=alice, name="Latency", suffix="ms")
    path = f"/metrics/{metric.pk}"

    assert measuring.post(f"{path}/points", {"value": 1}).status_code == 200
    refused = [
        measuring.post("/incidents"),
        measuring.post("/metrics"),
        measuring.put(path),
        measuring.delete(path),
    ]
    assert {answer.status_code for answer in refused} == {403}


def test_a_member_may_write(mia: Actor, alice: Actor) -> None:
    _, key = accounts.create_token(mia.user_id, by=alice, name="bot")

    assert Api(key).post("/components", {"name": "API"}).status_code == 200


def test_a_private_site_asks_everybody_for_a_token(
    guest: Api, api: Api, website: Component, alice: Actor
) -> None:
    site.change(by=alice, always_authenticate=True)
    paths = ["/components", f"/components/{website.pk}", "/components/groups", "/incidents"]

    assert [guest.get(path).status_code for path in paths] == [401] * 4
    assert [api.get(path).status_code for path in paths] == [200] * 4


def test_the_verbs_of_an_address_are_named_in_a_405(guest: Api, website: Component) -> None:
    response = guest.delete("/components")

    assert error(response)["title"] == "Method Not Allowed"
    assert response["Allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PATCH", "/components/1", "GET, HEAD, PUT, DELETE"),
        ("DELETE", "/components/groups", "GET, HEAD, POST"),
        ("POST", "/ping", "GET, HEAD"),
        ("TRACE", "/ping", "GET, HEAD"),
    ],
)
def test_a_verb_that_is_not_there_is_a_405(guest: Api, method: str, path: str, allow: str) -> None:
    response = guest.send(method, path)

    assert (response.status_code, response["Allow"]) == (405, allow)


def test_options_names_the_verbs(guest: Api) -> None:
    response = guest.send("OPTIONS", "/components")

    assert (response.status_code, response.content) == (200, b"")
    assert response["Allow"] == "GET,HEAD,POST"


def test_head_answers_like_get_without_a_body(guest: Api, website: Component) -> None:
    get, head = (guest.send(method, "/components") for method in ("GET", "HEAD"))

    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Type"] == get["Content-Type"]
    assert head["ETag"] == get["ETag"]


@pytest.mark.parametrize(
    "path",
    ["/components/0", "/components/-1", "/components/1abc", "/components/01", "/nothing", "",
     "/", "/incidents/foo", "/components/" + "9" * 18, "/components/" + "9" * 40,
     "/incidents/1/updates/x", "/ping/pong", "/components//1", "/components/1/"],
)  # fmt: skip
def test_what_is_not_there_is_a_404(guest: Api, path: str) -> None:
    response = guest.send("GET", path)

    assert error(response)["title"] == "Not Found"
    assert response["Content-Type"] == "application/json"
