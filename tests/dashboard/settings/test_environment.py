from __future__ import annotations

import pytest

ACCESS = "/dashboard/settings/access/"


@pytest.fixture
def single_sign_on(settings):
    settings.OIDC_ISSUER = "https://login.example.com/realms/staff"
    settings.OIDC_NAME = "Northwind ID"
    settings.OIDC_CLIENT_ID = "signalpost"
    settings.OIDC_CLIENT_SECRET = "not for eyes"
    settings.OIDC_ADMINS = ["ops", "board"]
    settings.OIDC_VIEWERS = ["*"]


def shown(client) -> dict[str, tuple[str, str]]:
    """Variable to what the screen calls it, and says of it."""
    listed = client.get(ACCESS).context["set_elsewhere"]
    return {setting.variable: (setting.label, setting.value) for setting in listed}


def test_where_the_environment_sets_nothing_nothing_is_said_of_it(browser, alice):
    assert "Set in the environment" not in browser(alice).get(ACCESS).text


def test_single_sign_on_is_shown_with_its_variables(browser, alice, single_sign_on):
    page = browser(alice).get(ACCESS).text

    assert "https://login.example.com/realms/staff" in page
    assert "Northwind ID" in page
    assert "<code>SIGNALPOST_OIDC_ISSUER</code>" in page


def test_groups_stand_beside_the_role_they_give(browser, alice, single_sign_on):
    said = shown(browser(alice))

    assert said["SIGNALPOST_OIDC_ADMINS"] == ("Admins", "ops, board")
    assert said["SIGNALPOST_OIDC_MEMBERS"] == ("Members", "No group")
    assert said["SIGNALPOST_OIDC_VIEWERS"] == ("Viewers", "Everybody")


def test_its_secret_is_not_shown(browser, alice, single_sign_on):
    assert "not for eyes" not in browser(alice).get(ACCESS).text


def test_a_proxy_that_signs_people_in_is_shown(browser, alice, settings):
    settings.TRUSTED_PROXIES = ["10.0.0.5", "10.1.0.0/16"]
    settings.REMOTE_USER_HEADER = "X-Remote-User"

    said = shown(browser(alice))

    assert said["SIGNALPOST_TRUSTED_PROXIES"][1] == "10.0.0.5, 10.1.0.0/16"
    assert said["SIGNALPOST_REMOTE_USER_HEADER"][1] == "X-Remote-User"


def test_it_is_shown_beside_a_refusal_too(browser, alice, single_sign_on):
    answer = browser(alice).post(ACCESS, {"allowed_origins": "nowhere"})

    assert answer.status_code == 422
    assert "Northwind ID" in answer.text
