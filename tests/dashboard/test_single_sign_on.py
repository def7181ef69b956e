"""Sign-in by OpenID Connect, against a provider that can be made to lie."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from signalpost.accounts import operations as accounts
from signalpost.accounts import throttling
from signalpost.accounts.models import User
from signalpost.events.models import AuditEntry
from signalpost.kernel.actor import Actor
from signalpost.site import operations as site
from signalpost.site.models import Site
from tests.dashboard import identity_provider
from tests.dashboard.identity_provider import CLIENT_ID, CLIENT_SECRET, IdentityProvider

START = "/dashboard/sign-in/with/sso/"


@pytest.fixture
def provider(settings: Any, northwind: Site) -> Iterator[IdentityProvider]:
    person = {
        "sub": "248289761001",
        "email": "olga@example.com",
        "email_verified": True,
        "name": "Olga",
        "groups": ["dev"],
    }
    with identity_provider.running(**person) as provider:
        settings.OIDC_ISSUER = provider.url
        settings.OIDC_NAME = "Example ID"
        settings.OIDC_CLIENT_ID = CLIENT_ID
        settings.OIDC_CLIENT_SECRET = CLIENT_SECRET
        settings.OIDC_ADMINS = ["ops"]
        settings.OIDC_MEMBERS = ["dev"]
        yield provider


def asked_of(provider: IdentityProvider, browser: Client) -> dict[str, str]:
    """What the browser is sent to the provider with."""
    page = browser.post(START)
    (address,) = re.findall(r'<meta http-equiv="refresh" content="0; url=([^"]+)">', page.text)
    parts = urlsplit(unescape(address))
    assert address.startswith(f"{provider.url}/authorize?")
    return {name: values[0] for name, values in parse_qs(parts.query).items()}


def come_back(browser: Client, address: str) -> HttpResponse:
    parts = urlsplit(address)
    return browser.get(f"{parts.path}?{parts.query}")


def sign_in(provider: IdentityProvider, browser: Client) -> HttpResponse:
    return come_back(browser, provider.authorize(asked_of(provider, browser)))


def newcomers() -> list[User]:
    """Everybody but the admin that the site began with."""
    return list(User.objects.exclude(email="alice@example.com"))


def is_in(browser: Client) -> bool:
    return browser.get("/dashboard/profile/").status_code == 200


def test_a_newcomer_gets_an_account_with_the_role_of_their_group(provider, client):
    answer = sign_in(provider, client)

    assert answer["Location"] == "/dashboard/"
    (user,) = newcomers()
    assert (user.email, user.name, user.role) == ("olga@example.com", "Olga", "member")
    assert not user.has_usable_password()
    assert is_in(client)


def test_where_they_came_in_they_are_not_slowed_down_by_guesses_from_elsewhere(provider, client):
    sign_in(provider, client)
    (user,) = newcomers()
    for number in range(200):
        throttling.admit("olga", f"198.51.100.{number}", person=user.pk)

    for _ in range(3):
        throttling.admit("olga", "127.0.0.1", person=user.pk)


def test_who_comes_again_is_the_same_person_by_whatever_address(provider, client):
    sign_in(provider, client)
    provider.claims["email"] = "olga@new.example.com"

    sign_in(provider, Client())

    assert [user.email for user in newcomers()] == ["olga@example.com"]


def test_the_role_follows_the_groups_at_each_sign_in(provider, client, alice):
    sign_in(provider, client)
    provider.claims["groups"] = ["dev", "ops"]

    sign_in(provider, Client())

    assert User.objects.get(email="olga@example.com").role == "admin"


def test_the_last_admin_stays_one_whatever_the_groups(provider, client, alice):
    provider.claims["email"] = "alice@example.com"

    sign_in(provider, client)

    assert User.objects.get(email="alice@example.com").role == "admin"
    assert is_in(client)


def test_an_account_of_the_same_verified_address_is_theirs(provider, client, mia):
    provider.claims["email"] = "Mia@Example.com"

    sign_in(provider, client)

    assert [user.pk for user in newcomers()] == [mia.user_id]
    assert is_in(client)


def test_an_account_of_an_address_that_nobody_verified_is_not(provider, client, mia):
    provider.claims |= {"email": "mia@example.com", "email_verified": False}

    answer = sign_in(provider, client)

    assert answer.status_code == 403
    assert "does not say that the address is yours" in answer.text
    assert not is_in(client)


def test_who_is_in_no_known_group_is_refused(provider, client):
    provider.claims["groups"] = ["sales"]

    answer = sign_in(provider, client)

    assert answer.status_code == 403
    assert "None of your groups has a role here" in answer.text
    assert newcomers() == []


def test_without_groups_in_the_settings_only_people_with_an_account_come_in(
    provider, client, settings, mia
):
    settings.OIDC_ADMINS = settings.OIDC_MEMBERS = []

    stranger = sign_in(provider, client)
    provider.claims["email"] = "mia@example.com"
    member = sign_in(provider, Client())

    assert "There is no account for you here" in stranger.text
    assert member.status_code == 302


def test_who_is_disabled_here_stays_out(provider, client, alice, mia):
    accounts.disable_user(mia.user_id, by=alice)
    provider.claims["email"] = "mia@example.com"

    answer = sign_in(provider, client)

    assert answer["Location"] == "/dashboard/sign-in/disabled/"
    assert not is_in(client)


def test_a_state_that_this_browser_was_not_given_is_refused(provider, client):
    asked = asked_of(provider, client)

    answer = come_back(client, provider.authorize(asked | {"state": "another"}))

    assert answer.status_code == 401
    assert not is_in(client)


def test_an_answer_to_another_browser_is_refused(provider, client):
    address = provider.authorize(asked_of(provider, client))

    answer = come_back(Client(), address)

    assert answer.status_code == 401


def test_an_answer_works_once(provider, client):
    address = provider.authorize(asked_of(provider, client))
    come_back(client, address)
    client.post("/dashboard/sign-out/")

    answer = come_back(client, address)

    assert answer.status_code == 401
    assert not is_in(client)


NOW = int(time.time())


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another"},
        {"exp": NOW - 3600, "iat": NOW - 7200},
        {"aud": "another client"},
        {"iss": "https://login.example.org"},
        {"sub": "somebody else"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_token_that_is_not_right_lets_nobody_in(provider, client, wrong):
    provider.wrong = wrong

    answer = sign_in(provider, client)

    assert answer.status_code in {401, 403}
    assert newcomers() == []
    assert not is_in(client)


@pytest.mark.parametrize("missing", ["nonce", "exp", "aud", "iss"])
def test_a_token_that_leaves_something_out_lets_nobody_in(provider, client, missing):
    provider.leaves_out = missing

    answer = sign_in(provider, client)

    assert answer.status_code == 401
    assert not is_in(client)


def test_a_token_signed_by_somebody_else_lets_nobody_in(provider, client):
    provider.signs_with = identity_provider.new_key()

    answer = sign_in(provider, client)

    assert answer.status_code == 401
    assert not is_in(client)


def test_an_answer_without_a_token_lets_nobody_in(provider, client):
    provider.without_token = True

    answer = sign_in(provider, client)

    assert answer.status_code == 401
    assert not is_in(client)


def test_a_failure_is_noted(provider, client):
    provider.wrong = {"aud": "another client"}

    sign_in(provider, client)

    assert AuditEntry.objects.get().kind == "user.sign_in_failed"


def test_a_provider_that_is_away_is_a_page_and_no_crash(provider, client, settings):
    settings.OIDC_ISSUER = "http://127.0.0.1:9"

    answer = client.post(START)

    assert answer.status_code == 502
    assert "Single sign-on did not work" in answer.text


def test_somebody_who_says_no_is_told_so(provider, client):
    asked = asked_of(provider, client)

    answer = client.get(f"{START}answer/?error=access_denied&state={asked['state']}")

    assert answer["Location"] == "/dashboard/sign-in/cancelled/"


def test_a_second_factor_at_the_provider_counts_where_one_is_demanded(provider, client):
    site.change(by=Actor("system", "tests"), demands_second_factor=True)
    provider.wrong = {"amr": ["pwd", "mfa"]}

    sign_in(provider, client)

    assert client.get("/dashboard/").status_code == 200


def test_a_provider_that_asks_for_one_factor_does_not_save_the_second(provider, client):
    site.change(by=Actor("system", "tests"), demands_second_factor=True)

    sign_in(provider, client)

    assert client.get("/dashboard/")["Location"] == "/dashboard/security/"


def test_without_a_provider_there_is_no_button_and_no_address(northwind, client):
    assert START not in client.get("/dashboard/sign-in/").text
    assert client.post(START).status_code == 404
