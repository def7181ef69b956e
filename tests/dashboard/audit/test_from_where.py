"""Whatever way a change comes in, the book says from which address."""

from __future__ import annotations

import base64
import csv

import pytest
from django.test import Client

from signalpost.accounts import addresses, invitations
from signalpost.accounts.roles import Role
from signalpost.events.models import Event
from signalpost.installation import claim
from tests.conftest import PASSWORD
from tests.dashboard.conftest import sign_in
from tests.dashboard.test_second_factor import set_up_app
from tests.dashboard.test_set_up import form

THERE = "192.0.2.7"
TRAIL = "/dashboard/audit/"


def kinds_from_there() -> set[str]:
    return set(Event.objects.filter(address=THERE).values_list("kind", flat=True))


@pytest.fixture
def away() -> Client:
    """A browser at another address than all other clients of the tests."""
    return Client(REMOTE_ADDR=THERE)


@pytest.fixture
def changed_there(northwind, mia, away) -> str:
    """What Mia has done from there."""
    sign_in(away, "mia")
    away.post("/dashboard/profile/", {"username": "mia.w", "email": "mia@example.com"})
    return "user.edited"


def test_a_change_at_the_dashboard(changed_there):
    assert kinds_from_there() == {changed_there}


def test_the_trail_shows_it(browser, alice, changed_there):
    page = browser(alice).get(TRAIL, {"kind": changed_there})

    assert f"from {THERE}" in page.text


def test_the_table_that_is_taken_away_has_it(browser, alice, changed_there):
    answer = browser(alice).get(f"{TRAIL}export.csv", {"kind": changed_there})

    rows = csv.DictReader(answer.getvalue().decode().splitlines())
    assert [row["from"] for row in rows] == [THERE]


@pytest.mark.parametrize("way", ["token", "password"])
def test_a_change_by_the_api(northwind, alice, token, away, way):
    pair = base64.b64encode(f"alice:{PASSWORD}".encode()).decode()
    headers = {
        "token": {"X-Cachet-Token": token},
        "password": {"Authorization": f"Basic {pair}"},
    }

    away.post("/api/v1/components/groups", {"name": "Shop"}, headers=headers[way])

    assert kinds_from_there() == {"group.created"}


def test_the_set_up(db, away):
    away.post("/dashboard/set-up/", form(code=claim.code()))

    assert {"site.changed", "user.created"} <= kinds_from_there()


def test_somebody_who_was_invited(northwind, alice, away):
    link = invitations.sign(invitations.invite("olga@example.com", Role.VIEWER, by=alice))

    away.post(f"/dashboard/invitation/{link}/", {"name": "Olga", "password": PASSWORD})

    assert kinds_from_there() == {"user.created"}


def test_a_change_of_ones_own_e_mail(northwind, mia, away):
    link = addresses.ask(mia.user_id, "mia@northwind.example")

    away.post(f"/dashboard/profile/address/{link}/")

    assert kinds_from_there() == {"user.edited"}


def test_a_second_factor(northwind, mia, away, django_capture_on_commit_callbacks):
    sign_in(away, "mia")

    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(away)

    assert kinds_from_there() == {"user.second_factor_added"}


def test_a_new_password(northwind, mia, away):
    sign_in(away, "mia")

    away.post(
        "/dashboard/password/", {"oldpassword": PASSWORD, "password1": "another long secret 42"}
    )

    assert kinds_from_there() == {"user.password_changed"}
