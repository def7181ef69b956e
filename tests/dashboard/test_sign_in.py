from __future__ import annotations

import base64
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from signalpost.accounts import operations as accounts
from signalpost.accounts.models import Session
from signalpost.accounts.passwords import Argon2id
from signalpost.accounts.throttling import PAIR
from signalpost.events.models import AuditEntry
from signalpost.kernel.actor import Actor
from signalpost.site import operations as site
from signalpost.site.models import Site
from tests.conftest import PASSWORD
from tests.dashboard.conftest import sign_in

SCREEN = "/dashboard/incidents/new/?from=home"
HOME = {"REMOTE_ADDR": "192.0.2.7"}
ELSEWHERE = {"REMOTE_ADDR": "198.51.100.1"}


@pytest.mark.parametrize("login", ["mia@example.com", "MIA@example.COM", "mia", " Mia "])
def test_people_sign_in_with_address_or_user_name_in_any_case(guest, mia, login):
    assert sign_in(guest, login) == 302

    assert guest.get("/dashboard/").status_code == 200


@pytest.mark.parametrize(
    ("login", "password"),
    [("mia", "wrong"), ("nobody", "wrong"), ("nobody@example.com", "correct horse battery")],
)
def test_a_wrong_pair_is_refused_in_the_same_words(guest, mia, login, password):
    answer = guest.post("/dashboard/sign-in/", {"login": login, "password": password})

    assert answer.status_code == 200
    assert "This e-mail or user name and password do not go together" in answer.text


@pytest.mark.parametrize("login", ["\x00", "x" * 10_000, "' OR 1=1 --", "<script>"])
def test_whatever_is_typed_is_no_crash(guest, mia, login):
    answer = guest.post("/dashboard/sign-in/", {"login": login, "password": login})

    assert answer.status_code in {200, 400}


def test_bytes_that_are_no_text_are_no_crash(guest, mia):
    body = b"login=%ED%A0%80%FF%00&password=%ED%A0%80"
    kind = "application/x-www-form-urlencoded"

    answer = guest.post("/dashboard/sign-in/", body, content_type=kind)

    assert answer.status_code == 200


def test_who_was_on_the_way_somewhere_gets_there(guest, mia):
    asked = guest.get("/dashboard/tokens/")

    answer = guest.post(asked["Location"], {"login": "mia", "password": PASSWORD})

    assert asked["Location"] == "/dashboard/sign-in/?next=%2Fdashboard%2Ftokens%2F"
    assert answer["Location"] == "/dashboard/tokens/"


@pytest.mark.parametrize(
    "sent_by",
    [
        {"Referer": f"http://testserver{SCREEN}"},
        {"HX-Request": "true", "HX-Current-URL": f"http://testserver{SCREEN}"},
    ],
    ids=["a form", "htmx"],
)
def test_who_was_signed_out_while_writing_gets_back_to_the_form(guest, sent_by):
    asked = guest.post("/dashboard/incidents/new/outlook/", headers=sent_by)

    where = asked.headers.get("HX-Redirect") or asked["Location"]
    assert where == "/dashboard/sign-in/?" + urlencode({"next": SCREEN})


@pytest.mark.parametrize("named", ["https://elsewhere.example/dashboard/", "http://[", "/", ""])
def test_what_else_a_browser_says_of_where_it_was_leads_nowhere(guest, named):
    asked = guest.post("/dashboard/incidents/new/", headers={"Referer": named})

    assert asked["Location"] == "/dashboard/sign-in/"


@pytest.mark.parametrize(
    "away", ["https://evil.example.com/", "//evil.example.com", "javascript:1"]
)
def test_nobody_is_led_away(guest, mia, away):
    pair = {"login": "mia", "password": PASSWORD, "next": away}

    answer = guest.post("/dashboard/sign-in/", pair)

    assert answer["Location"] == "/dashboard/"


def test_a_disabled_person_is_told_so_and_stays_out(guest, mia, alice):
    accounts.disable_user(mia.user_id, by=alice)

    answer = guest.post("/dashboard/sign-in/", {"login": "mia", "password": PASSWORD})

    assert answer["Location"] == "/dashboard/sign-in/disabled/"
    assert guest.get("/dashboard/")["Location"].startswith("/dashboard/sign-in/")


def test_disabling_somebody_ends_what_they_are_at(browser, mia, alice):
    client = browser(mia)
    assert client.get("/dashboard/").status_code == 200

    accounts.disable_user(mia.user_id, by=alice)

    assert client.get("/dashboard/")["Location"].startswith("/dashboard/sign-in/")


def test_signing_out_ends_the_session(guest, mia):
    sign_in(guest, "mia")

    guest.post("/dashboard/sign-out/")

    assert not Session.objects.filter(user_id=mia.user_id).exists()
    assert guest.get("/dashboard/").status_code == 302


def test_it_is_noted_who_came_from_where(guest, mia):
    guest.post("/dashboard/sign-in/", {"login": "mia", "password": PASSWORD}, **HOME)

    entry = AuditEntry.objects.get(kind="user.signed_in")
    assert (entry.actor_user_id, entry.address) == (mia.user_id, "192.0.2.7")


class TestThrottling:
    def wrong(self, client: Client, login: str, times: int, **where: str) -> str:
        for _ in range(times):
            pair = {"login": login, "password": "wrong"}
            answer = client.post("/dashboard/sign-in/", pair, **where)
        return answer.text

    @pytest.mark.parametrize("login", ["mia", "nobody"])
    def test_after_a_few_wrong_guesses_even_the_right_one_waits(self, guest, mia, login):
        said = self.wrong(guest, login, PAIR.most + 1)

        assert "Too many failed attempts. Try again in a few minutes" in said
        assert sign_in(guest, login) == 200

    def test_somebody_elsewhere_is_not_shut_out(self, guest, mia):
        self.wrong(guest, "mia", 20, **ELSEWHERE)

        pair = {"login": "mia", "password": PASSWORD}
        assert guest.post("/dashboard/sign-in/", pair, **HOME).status_code == 302

    def test_an_attack_from_everywhere_leaves_the_person_their_first_try(self, guest, mia):
        for number in range(100):
            self.wrong(guest, "mia", 1, REMOTE_ADDR=f"10.0.0.{number}")

        pair = {"login": "mia", "password": PASSWORD}
        assert guest.post("/dashboard/sign-in/", pair, **HOME).status_code == 302

    def test_guesses_at_one_name_do_not_slow_down_who_came_in_by_the_other(self, guest, mia):
        pair = {"login": "mia@example.com", "password": PASSWORD}
        guest.post("/dashboard/sign-in/", pair, **HOME)
        guest.post("/dashboard/sign-out/")
        for number in range(60):
            self.wrong(guest, "mia", 1, REMOTE_ADDR=f"10.0.0.{number}")

        self.wrong(guest, "mia", 2, **HOME)

        assert guest.post("/dashboard/sign-in/", pair | {"login": "mia"}, **HOME).status_code == 302

    def test_a_thousand_failures_are_one_line_of_the_audit_trail(self, guest, mia):
        self.wrong(guest, "mia", 100, **ELSEWHERE)

        entry = AuditEntry.objects.get(kind="user.sign_in_failed")
        assert (entry.actor_name, entry.address, entry.count) == ("mia", "198.51.100.1", 100)

    def test_the_api_and_the_dashboard_count_together(self, guest, mia, client):
        self.wrong(guest, "mia", PAIR.most)

        basic = base64.b64encode(b"mia:correct horse battery").decode()
        answer = client.post("/api/v1/components", headers={"Authorization": f"Basic {basic}"})

        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= PAIR.window.total_seconds() + 1
        assert answer.json()["errors"][0]["title"] == "Too Many Requests"


class TestCookies:
    def test_the_page_and_the_api_get_none_and_see_none(self, browser, mia):
        client = browser(mia)

        for path in ("/", "/api/v1/components"):
            answer = client.get(path)
            assert not answer.cookies
            assert "Cookie" not in answer.get("Vary", "")

    def test_they_are_for_the_dashboard_and_out_of_reach_of_scripts(self, guest, mia):
        guest.get("/dashboard/sign-in/")
        sign_in(guest, "mia")

        for name in ("signalpost_session", "signalpost_csrf"):
            cookie = guest.cookies[name]
            assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (
                "/dashboard",
                True,
                "Lax",
            )

    def test_over_https_they_are_secure(self, guest, mia):
        guest.post(
            "/dashboard/sign-in/",
            {"login": "mia", "password": PASSWORD},
            secure=True,
        )

        assert guest.cookies["signalpost_session"]["secure"]

    def test_also_where_only_the_sites_address_says_https(self, guest, mia, alice):
        site.change(by=alice, address="https://status.example.com")

        guest.post(
            "/dashboard/sign-in/",
            {"login": "mia", "password": PASSWORD},
            headers={"host": "status.example.com"},
        )

        assert guest.cookies["signalpost_session"]["secure"]

    def test_the_api_does_not_honour_the_session(self, guest, mia):
        sign_in(guest, "mia")
        session = guest.cookies["signalpost_session"].value

        answer = Client().post(
            "/api/v1/components",
            {"name": "x", "status": 1},
            headers={"Cookie": f"signalpost_session={session}"},
        )

        assert answer.status_code == 401

    def test_public_pages_cost_no_query_for_people(self, browser, mia):
        client = browser(mia)

        with CaptureQueriesContext(connection) as queries:
            client.get("/")

        assert not [query["sql"] for query in queries if "accounts_" in query["sql"]]


class TestSecurityOfPages:
    @pytest.mark.parametrize("path", ["sign-in/", "password/forgotten/", "security/app/", "team/"])
    def test_there_is_no_code_in_them(self, browser, alice, path):
        page = browser(alice).get(f"/dashboard/{path}", follow=True)

        assert "script-src 'self'" in page["Content-Security-Policy"]
        assert " style=" not in page.text
        assert "<style" not in page.text
        assert "onclick" not in page.text

    def test_nobody_keeps_them(self, browser, alice):
        answer = browser(alice).get("/dashboard/tokens/")

        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]

    def test_a_form_from_the_sites_own_address_is_taken_behind_a_proxy(
        self, northwind: Site, alice: Actor
    ):
        site.change(by=alice, address="https://status.example.com")
        client = Client(enforce_csrf_checks=True, headers={"host": "status.example.com"})
        token = client.get("/dashboard/sign-in/").context["csrf_token"]
        pair = {"login": "x", "password": "y", "csrfmiddlewaretoken": str(token)}

        own = client.post(
            "/dashboard/sign-in/", pair, headers={"origin": "https://status.example.com"}
        )
        foreign = client.post(
            "/dashboard/sign-in/", pair, headers={"origin": "https://evil.example.com"}
        )

        assert (own.status_code, foreign.status_code) == (200, 403)


@pytest.mark.usefixtures("passwords_in_earnest")
def test_an_unknown_name_costs_a_hash_like_a_known_one(guest, mia, monkeypatch):
    hashed = []
    encode = Argon2id.encode
    verify = Argon2id.verify
    monkeypatch.setattr(Argon2id, "encode", lambda *a: hashed.append("hash") or encode(*a))
    monkeypatch.setattr(Argon2id, "verify", lambda *a: hashed.append("hash") or verify(*a))

    for login in ("mia", "nobody"):
        guest.post("/dashboard/sign-in/", {"login": login, "password": "wrong"})

    assert hashed == ["hash", "hash"]


def test_sessions_cannot_be_begun_without_end(guest):
    asks = {"accept": "application/json"}

    answers = [guest.get("/dashboard/sign-in/passkey/", headers=asks) for _ in range(40)]

    assert {answer.status_code for answer in answers} == {200, 429}
    assert "Wait a minute" in answers[-1].text


@pytest.mark.parametrize("address", ["unknown", "fe80::1%eth0", "", "\x00"])
def test_whatever_a_proxy_says_of_the_client_is_no_crash(guest, mia, address):
    pair = {"login": "mia", "password": PASSWORD}

    wrong = guest.post("/dashboard/sign-in/", pair | {"password": "x"}, REMOTE_ADDR=address)
    right = guest.post("/dashboard/sign-in/", pair, REMOTE_ADDR=address)

    assert (wrong.status_code, right.status_code) == (200, 302)
    assert guest.get("/dashboard/profile/", REMOTE_ADDR=address).status_code == 200
