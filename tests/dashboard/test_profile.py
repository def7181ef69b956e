from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from signalpost.accounts.models import Session, User
from signalpost.kernel.mail_server import parsed
from signalpost.notifications.models import Delivery
from tests.conftest import PASSWORD
from tests.dashboard.conftest import sign_in

SAME = {"name": "", "username": "mia", "email": "mia@example.com"}


def user_of(person) -> User:
    return User.objects.get(pk=person.user_id)


def test_people_change_what_they_are_called(browser, mia):
    browser(mia).post("/dashboard/profile/", SAME | {"name": "Mia W.", "username": "mia.w"})

    assert (user_of(mia).name, user_of(mia).username) == ("Mia W.", "mia.w")


def test_nobody_raises_their_own_role(browser, mia):
    browser(mia).post("/dashboard/profile/", SAME | {"role": "admin"})

    assert user_of(mia).role == "member"


def test_a_user_name_of_somebody_else_is_refused_beside_its_field(browser, mia, alice):
    answer = browser(mia).post("/dashboard/profile/", SAME | {"username": "Alice"})

    assert answer.status_code == 422
    assert "The user name Alice is taken" in answer.text


class TestAddress:
    @pytest.fixture
    def mias(self, guest, mia) -> Client:
        """Mia's browser, just signed in by her password."""
        assert sign_in(guest, "mia") == 302
        return guest

    @pytest.fixture
    def link(self, mias, settings: Any) -> str:
        """The path in the mail to Mia's new address."""
        settings.MAIL_SERVER = parsed("smtp://192.0.2.1")
        mias.post("/dashboard/profile/", SAME | {"email": "mia@new.example.com"})
        delivery = Delivery.objects.get()
        assert delivery.address == "mia@new.example.com"
        (link,) = re.findall(r"http://testserver(\S+)", delivery.message().text)
        return link

    def test_it_stays_until_the_new_mailbox_says_yes(self, link, mia):
        assert user_of(mia).email == "mia@example.com"

    def test_following_the_link_shows_a_button_and_changes_nothing(self, link, mia):
        page = Client().get(link)

        assert "Is this your address?" in page.text
        assert user_of(mia).email == "mia@example.com"

    def test_pressing_it_changes_the_address_once(self, link, mia):
        Client().post(link)
        again = Client().post(link)

        assert user_of(mia).email == "mia@new.example.com"
        assert again.status_code == 410
        assert "has been used already" in again.text

    def test_the_mailbox_that_was_theirs_hears_of_it(self, link, mia):
        Client().post(link)

        told = Delivery.objects.get(address="mia@example.com").message()
        assert "Your e-mail is mia@new.example.com now." in told.text

    def test_whoever_signed_in_long_ago_shows_first_who_they_are(self, browser, mia, settings):
        settings.MAIL_SERVER = parsed("smtp://192.0.2.1")
        client = browser(mia)
        asked = client.post("/dashboard/profile/", SAME | {"email": "mia@new.example.com"})
        before = Delivery.objects.count()

        client.post(asked["Location"], {"password": PASSWORD})

        assert asked["Location"].startswith("/dashboard/confirm/")
        assert (before, Delivery.objects.get().address) == (0, "mia@new.example.com")

    def test_it_is_not_asked_where_the_rest_is_refused(self, mias, mia, alice, settings):
        settings.MAIL_SERVER = parsed("smtp://192.0.2.1")

        mias.post("/dashboard/profile/", SAME | {"email": "m@example.org", "username": "alice"})

        assert not Delivery.objects.exists()

    def test_without_a_mail_server_it_cannot_be_asked(self, mias, mia):
        answer = mias.post("/dashboard/profile/", SAME | {"email": "mia@new.example.com"})

        assert "No mail server is set up" in answer.text
        assert user_of(mia).email == "mia@example.com"

    def test_where_it_is_refused_the_rest_is_not_saved(self, mias, mia, alice):
        mias.post("/dashboard/profile/", SAME | {"email": "alice@example.com", "name": "Mia W."})

        assert user_of(mia).name == ""


class TestSessions:
    def agents(self, mia) -> list[str]:
        return sorted(Session.objects.filter(user_id=mia.user_id).values_list("agent", flat=True))

    @pytest.fixture
    def laptop(self, northwind, mia) -> Client:
        client = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/145.0"})
        sign_in(client, "mia")
        return client

    @pytest.fixture
    def phone(self, northwind, mia) -> Client:
        client = Client(headers={"user-agent": "Mozilla/5.0 (iPhone) Version/26.0 Safari/604.1"})
        sign_in(client, "mia")
        return client

    def test_one_sees_where_one_is_signed_in(self, laptop, phone):
        page = laptop.get("/dashboard/profile/")

        assert "Firefox on Linux" in page.text
        assert "Safari on iPhone" in page.text
        assert page.text.count("This one") == 1

    def test_one_of_them_can_be_signed_out(self, laptop, phone):
        page = laptop.get("/dashboard/profile/")
        (handle,) = re.findall(r'name="session" value="(\w+)"', page.text)

        laptop.post("/dashboard/profile/sessions/", {"session": handle})

        assert phone.get("/dashboard/").status_code == 302
        assert laptop.get("/dashboard/").status_code == 200

    def test_or_all_the_others(self, laptop, phone):
        laptop.post("/dashboard/profile/sessions/")

        assert phone.get("/dashboard/").status_code == 302
        assert laptop.get("/dashboard/").status_code == 200

    def test_no_key_that_opens_one_stands_in_the_page(self, laptop, phone):
        page = laptop.get("/dashboard/profile/")

        for key in Session.objects.values_list("session_key", flat=True):
            assert key not in page.text
