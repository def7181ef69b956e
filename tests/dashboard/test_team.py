from __future__ import annotations

import re

import pytest
from django.test import Client

from signalpost.accounts.models import Invitation, User
from signalpost.accounts.roles import Role
from signalpost.kernel.mail_server import parsed
from signalpost.notifications.models import Delivery
from tests.conftest import PASSWORD

ACCEPT = {"name": "Olga", "password": PASSWORD}


@pytest.fixture
def admin(browser, alice) -> Client:
    return browser(alice)


def invite(admin: Client, email: str = "olga@example.com", role: str = "member") -> str:
    """The path of the link that the admin is shown."""
    page = admin.post("/dashboard/team/", {"email": email, "role": role})
    (link,) = re.findall(r"http://testserver(/dashboard/invitation/[^<\s]+)", page.text)
    return link


def test_everybody_of_the_team_sees_who_is_on_it(browser, victor, mia):
    page = browser(victor).get("/dashboard/team/")

    assert "mia@example.com" in page.text
    assert "Invite someone" not in page.text


def test_an_invitation_goes_by_mail_and_its_link_is_shown_once(admin, settings):
    settings.MAIL_SERVER = parsed("smtp://192.0.2.1")

    link = invite(admin)

    delivery = Delivery.objects.get()
    assert delivery.address == "olga@example.com"
    assert link in delivery.message().text
    assert link not in admin.get("/dashboard/team/").text


def test_whoever_follows_it_is_in_with_that_role(admin):
    newcomer = Client()

    answer = newcomer.post(invite(admin, role="viewer"), ACCEPT)

    assert answer["Location"] == "/dashboard/"
    assert newcomer.get("/dashboard/").status_code == 200
    user = User.objects.get(email="olga@example.com")
    assert (user.name, user.role) == ("Olga", Role.VIEWER)


def test_a_link_that_was_followed_already_says_so(admin):
    link = invite(admin)
    Client().post(link, ACCEPT)

    again = Client().get(link)

    assert again.status_code == 410
    assert "has been used already" in again.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_link_says_so(northwind, method):
    answer = getattr(Client(), method)("/dashboard/invitation/WzEsImEiXQ:1abc:forged/", ACCEPT)

    assert answer.status_code == 410
    assert "not complete, or not one of ours" in answer.text
    assert not User.objects.filter(email="olga@example.com").exists()


def test_a_bad_password_is_refused_beside_its_field(admin):
    answer = Client().post(invite(admin), ACCEPT | {"password": "short"})

    assert answer.status_code == 422
    assert "This password is too short" in answer.text
    assert 'value="Olga"' in answer.text


def test_an_invitation_can_be_withdrawn(admin):
    link = invite(admin)
    admin.post(f"/dashboard/team/invitations/{Invitation.objects.get().pk}/revoke/")

    answer = Client().get(link)

    assert answer.status_code == 410
    assert "has been withdrawn" in answer.text


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"email": "nobody", "role": "member"}, "Enter a valid email address"),
        ({"email": "mia@example.com", "role": "member"}, "has an account already"),
        ({"email": "olga@example.com", "role": "emperor"}, "Select a valid choice"),
        ({}, "This field is required"),
    ],
)
def test_what_cannot_be_right_is_refused_beside_its_field(admin, mia, form, sentence):
    answer = admin.post("/dashboard/team/", form)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Invitation.objects.exists()


def test_a_new_role_holds_at_once(admin, browser, mia):
    theirs = browser(mia)
    assert theirs.get(f"/dashboard/team/{mia.user_id}/").status_code == 403

    admin.post(f"/dashboard/team/{mia.user_id}/", {"role": "admin"})

    assert theirs.get(f"/dashboard/team/{mia.user_id}/").status_code == 200


def test_the_last_admin_cannot_step_down(admin, alice):
    answer = admin.post(f"/dashboard/team/{alice.user_id}/", {"role": "viewer"})

    assert answer.status_code == 422
    assert "is the last admin" in answer.text


def test_the_last_admin_cannot_be_disabled(admin, alice):
    answer = admin.post(f"/dashboard/team/{alice.user_id}/disable/")

    assert answer.status_code == 409
    assert "is the last admin" in answer.text


def test_somebody_disabled_can_be_let_in_again(admin, mia):
    admin.post(f"/dashboard/team/{mia.user_id}/disable/")
    assert not User.objects.get(pk=mia.user_id).is_active

    admin.post(f"/dashboard/team/{mia.user_id}/enable/")

    assert User.objects.get(pk=mia.user_id).is_active


def test_a_name_cannot_become_code(admin, mia):
    User.objects.filter(pk=mia.user_id).update(name="<script>alert(1)</script>")

    pages = [admin.get(f"/dashboard/team/{path}").text for path in ("", f"{mia.user_id}/")]

    assert all("<script>alert" not in page for page in pages)
