"""What holds for every address of the door: contract 1.1 and 1.8, and the errors of 3.0."""

from __future__ import annotations

import pytest
from django.db.utils import OperationalError
from django.http import HttpResponse
from django.test import override_settings

from signalpost.cachet_api import general
from signalpost.components.models import Component
from signalpost.kernel.actor import Actor
from signalpost.site import operations as site
from tests.cachet_api.conftest import Api, data, details, error

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("slashes", ["/", "//"])
def test_a_slash_at_the_end_changes_nothing(api: Api, slashes: str) -> None:
    made = data(api.post(f"/components{slashes}", {"name": "API"}))

    assert api.send("GET", f"/components/{made['id']}{slashes}").status_code == 200
    assert Component.objects.count() == 1


@pytest.mark.parametrize(
    ("query", "body", "kind", "headers"),
    [
        ("", b'{"name":"Site"}', "application/json", {"X-HTTP-Method-Override": "PUT"}),
        ("", b'{"name":"Site"}', "application/json", {"X-HTTP-Method-Override": "put"}),
        ("", b'{"name":"Site","_method":"PUT"}', "application/json", {}),
        ("", b"name=Site&_method=PUT", FORM, {}),
        ("?_method=put", b"name=Site", FORM, {}),
        ("?_method=PUT&name=Site", b"", "", {}),
        ("?_method=DELETE&name=Site", b"", "", {"X-HTTP-Method-Override": "PUT"}),
    ],
)
def test_a_post_may_stand_for_another_method(
    api: Api, website: Component, query: str, body: bytes, kind: str, headers: dict[str, str]
) -> None:
    path = f"/components/{website.pk}{query}"

    assert data(api.send("POST", path, body, kind, headers=headers))["name"] == "Site"


def test_a_post_may_stand_for_a_delete(api: Api, website: Component) -> None:
    assert api.send("POST", f"/components/{website.pk}?_method=DELETE").status_code == 204


def test_only_a_post_may(api: Api, website: Component) -> None:
    response = api.send(
        "GET", f"/components/{website.pk}?_method=DELETE", headers={"X-HTTP-Method-Override": "PUT"}
    )

    assert response.status_code == 200
    assert data(api.get(f"/components/{website.pk}"))["name"] == "Website"


@pytest.mark.parametrize("method", ["", "\u00e9", "A B", "x" * 30, '{"a":1}'])
def test_a_method_that_is_none_is_ignored(api: Api, method: str) -> None:
    response = api.post("/components", {"name": "API", "_method": method})

    assert response.status_code == 200


class TestOtherOrigins:
    HERE = {"Origin": "https://shop.example"}
    ASK = HERE | {"Access-Control-Request-Method": "PUT"}

    @pytest.mark.parametrize("path", ["/ping", "/components", "/nothing", "/components/9"])
    def test_every_answer_may_be_read_from_elsewhere(self, guest: Api, path: str) -> None:
        response = guest.send("GET", path, headers=self.HERE)

        assert response["Access-Control-Allow-Origin"] == "https://shop.example"
        assert "Origin" in response["Vary"]
        assert not response.has_header("Access-Control-Allow-Credentials")

    def test_so_may_one_that_refuses_a_body_by_its_size(self, api: Api) -> None:
        response = api.send("PUT", "/nothing", b"x" * 1_000_001, "text/plain", headers=self.HERE)

        assert response.status_code == 413
        assert response["Access-Control-Allow-Origin"] == "https://shop.example"

    def test_so_may_one_that_refuses_the_host(self, guest: Api, alice: Actor) -> None:
        site.change(by=alice, address="https://status.example.com")

        response = guest.send("GET", "/ping", headers=self.HERE | {"Host": "evil.example"})

        assert response.status_code == 400
        assert response["Access-Control-Allow-Origin"] == "https://shop.example"

    def test_so_may_one_that_tells_of_a_missing_database(
        self, guest: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails() -> None:
            raise OperationalError("gone")

        monkeypatch.setattr(site, "current", fails)

        response = guest.send("GET", "/ping", headers=self.HERE)

        assert response.status_code == 503
        assert response["Access-Control-Allow-Origin"] == "https://shop.example"

    def test_an_answer_without_an_origin_varies_by_it_all_the_same(self, guest: Api) -> None:
        """A cache between must not hand it to a browser that asks from elsewhere."""
        response = guest.get("/components")

        assert "Origin" in response["Vary"]
        assert not response.has_header("Access-Control-Allow-Origin")

    @pytest.mark.parametrize("path", ["/components/9", "/ping", "/nothing"])
    def test_a_preflight_is_answered_for_any_address(self, guest: Api, path: str) -> None:
        response = guest.send("OPTIONS", path, headers=self.ASK)

        assert (response.status_code, response.content) == (204, b"")
        assert response["Access-Control-Allow-Origin"] == "https://shop.example"
        assert response["Access-Control-Allow-Methods"] == "PUT"
        assert response["Access-Control-Max-Age"] == "3600"
        allowed = response["Access-Control-Allow-Headers"].lower().split(", ")
        assert {"x-cachet-token", "authorization", "content-type", "time-zone"} <= set(allowed)

    def test_a_site_may_name_who_is_allowed(self, guest: Api, alice: Actor) -> None:
        site.change(by=alice, allowed_origins="https://shop.example, https://other.example")

        def allowed(origin: str) -> bool:
            response = guest.send("GET", "/ping", headers={"Origin": origin})
            return response.has_header("Access-Control-Allow-Origin")

        assert allowed("https://shop.example")
        assert allowed("https://other.example")
        assert not allowed("https://evil.example")
        assert not allowed("http://shop.example")
        assert not allowed("null")

    def test_a_preflight_from_elsewhere_gets_no_permission(self, guest: Api, alice: Actor) -> None:
        site.change(by=alice, allowed_origins="https://other.example")

        response = guest.send("OPTIONS", "/ping", headers=self.ASK)

        assert not response.has_header("Access-Control-Allow-Methods")


class TestHeaders:
    def test_a_guests_read_may_be_kept_for_a_moment(self, guest: Api, website: Component) -> None:
        response = guest.get("/components")

        assert response["Content-Type"] == "application/json"
        assert response["Cache-Control"].startswith("public, max-age=15")
        assert {"Accept", "Time-Zone", "X-Cachet-Token", "Authorization"} <= set(
            response["Vary"].split(", ")
        )

    def test_a_guest_who_has_it_already_gets_a_304(self, guest: Api, website: Component) -> None:
        etag = guest.get("/components")["ETag"]

        response = guest.send("GET", "/components", headers={"If-None-Match": etag})

        assert (response.status_code, response.content) == (304, b"")
        assert response["ETag"] == etag

    def test_a_guest_who_has_an_older_one_gets_the_new_one(self, guest: Api, api: Api) -> None:
        etag = guest.get("/components")["ETag"]
        api.post("/components", {"name": "API"})

        response = guest.send("GET", "/components", headers={"If-None-Match": etag})

        assert response.status_code == 200

    def test_what_credentials_get_is_kept_by_nobody(self, api: Api, website: Component) -> None:
        answers = [
            api.get("/components"),
            api.get(f"/components/{website.pk}"),
            api.get("/status"),
            api.post("/components", {"name": "API"}),
            api.post("/components"),
            api.delete(f"/components/{website.pk}"),
        ]

        assert {answer["Cache-Control"] for answer in answers} == {"no-cache, private"}

    def test_errors_are_kept_by_nobody(self, guest: Api) -> None:
        assert guest.get("/components/9")["Cache-Control"] == "no-cache, private"

    def test_no_answer_sets_a_cookie(self, guest: Api, api: Api) -> None:
        assert not guest.get("/components").cookies
        assert not api.post("/components", {"name": "API"}).cookies


class TestFailures:
    def test_a_body_over_the_limit_is_a_413(self, api: Api) -> None:
        for method in ("POST", "PUT"):
            body = b'{"name":"' + b"x" * 1_000_001 + b'"}'
            path = "/components" if method == "POST" else "/components/1"
            if method == "PUT":
                api.post("/components", {"name": "API"})
                path = f"/components/{Component.objects.get().pk}"

            response = api.send(method, path, body, "application/json")

            assert error(response)["title"] == "Payload Too Large"

    def test_a_database_that_is_away_is_a_503(
        self, guest: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(_call: object) -> HttpResponse:
            raise OperationalError("gone")

        monkeypatch.setattr(general.Component.objects.__class__, "standing", fails)

        response = guest.get("/status")

        assert error(response)["title"] == "Service Unavailable"
        assert response["Retry-After"] == "5"

    def test_what_nobody_expected_is_a_500_in_the_contracts_body(
        self, guest: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(_call: object) -> HttpResponse:
            raise RuntimeError("a bug")

        monkeypatch.setattr(general.Component.objects.__class__, "standing", fails)

        assert error(guest.get("/status"))["title"] == "Internal Server Error"

    @pytest.mark.parametrize("host", ["evil.example", "a b", "x" * 300, "[::1", "[1:2]", "a/b"])
    def test_an_unknown_host_is_a_400_in_the_contracts_body(
        self, guest: Api, alice: Actor, host: str
    ) -> None:
        site.change(by=alice, address="https://status.example.com")

        response = guest.send("GET", "/ping", headers={"Host": host})

        assert error(response)["status"] == 400

    @override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=3)
    def test_too_many_parts_are_a_400(self, api: Api) -> None:
        part = '--b\r\nContent-Disposition: form-data; name="n"\r\n\r\nx\r\n'
        body = part * 5 + "--b--\r\n"

        response = api.send("POST", "/components", body, "multipart/form-data; boundary=b")

        assert details(response) == ["The form has too many fields."]

    @pytest.mark.parametrize("method", ["POST", "PUT"])
    def test_a_form_of_too_many_fields_is_a_400_and_not_an_empty_one(
        self, api: Api, website: Component, method: str
    ) -> None:
        address = "/components" if method == "POST" else f"/components/{website.pk}"

        response = api.send(method, address, "name=Site" + "&a" * 200_000, FORM)

        assert details(response) == ["The form has too many fields."]
