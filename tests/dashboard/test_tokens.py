from __future__ import annotations

import re

import pytest
from django.test import Client

from signalpost.accounts.models import ApiToken

FORM = {"name": "Prometheus", "scope": "read", "days": "90"}


def make(client: Client, **other: str) -> str:
    """The key as it is shown."""
    page = client.post("/dashboard/tokens/", FORM | other)
    (key,) = re.findall(r"sp_[\w-]+", page.text)
    return key


def test_a_key_is_shown_once_and_kept_by_nobody(browser, mia):
    client = browser(mia)

    answer = client.post("/dashboard/tokens/", FORM)
    (key,) = re.findall(r"sp_[\w-]+", answer.text)

    assert "no-store" in answer["Cache-Control"]
    assert key not in client.get("/dashboard/tokens/").text


@pytest.mark.parametrize(("scope", "status"), [("write", 200), ("read", 403), ("metrics", 403)])
def test_it_opens_what_its_scope_says(browser, mia, client, scope, status):
    key = make(browser(mia), scope=scope)

    answer = client.post(
        "/api/v1/components", {"name": "x", "status": 1}, headers={"X-Cachet-Token": key}
    )

    assert answer.status_code == status


def test_its_last_use_is_shown_with_the_place(browser, mia, client):
    owner = browser(mia)
    key = make(owner)

    client.get("/api/v1/components", headers={"X-Cachet-Token": key}, REMOTE_ADDR="192.0.2.7")

    assert "from 192.0.2.7" in owner.get("/dashboard/tokens/").text


@pytest.mark.parametrize(("days", "expires"), [("30", True), ("0", False)])
def test_it_expires_as_chosen(browser, mia, days, expires):
    make(browser(mia), days=days)

    assert (ApiToken.objects.get().expires_at is not None) is expires


def test_a_revoked_key_opens_nothing(browser, mia, client):
    owner = browser(mia)
    key = make(owner, scope="write")

    owner.post(f"/dashboard/tokens/{ApiToken.objects.get().pk}/revoke/")

    answer = client.post(
        "/api/v1/components", {"name": "x", "status": 1}, headers={"X-Cachet-Token": key}
    )
    assert answer.status_code == 401


def test_nobody_revokes_somebody_elses(browser, mia, victor):
    make(browser(mia))

    answer = browser(victor).post(f"/dashboard/tokens/{ApiToken.objects.get().pk}/revoke/")

    assert answer.status_code == 404
    assert ApiToken.objects.get().revoked_at is None


def test_but_an_admin_does(browser, mia, alice):
    make(browser(mia))

    browser(alice).post(f"/dashboard/tokens/{ApiToken.objects.get().pk}/revoke/")

    assert ApiToken.objects.get().revoked_at is not None


@pytest.mark.parametrize("wrong", [{"name": ""}, {"scope": "all"}, {"days": "-1"}, {"days": "x"}])
def test_what_cannot_be_right_is_refused(browser, mia, wrong):
    answer = browser(mia).post("/dashboard/tokens/", FORM | wrong)

    assert answer.status_code == 422
    assert not ApiToken.objects.exists()
