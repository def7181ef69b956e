"""Forgotten and changed passwords."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from signalpost.accounts import operations as accounts
from signalpost.accounts.models import Session, User
from signalpost.kernel.mail_server import parsed
from signalpost.notifications import postman
from signalpost.notifications.models import Delivery
from tests import mailbox
from tests.dashboard.conftest import sign_in
from tests.mailbox import Mailbox

NEW = "a better one than before"


@pytest.fixture(autouse=True)
def address(settings: Any) -> None:
    settings.SITE_URL = "http://testserver"


@pytest.fixture
def post_office(settings: Any) -> Iterator[Mailbox]:
    with mailbox.running() as running:
        settings.MAIL_SERVER = parsed(running.url)
        yield running


def link_in(text: str) -> str:
    """The path of the one link in a mail."""
    (link,) = re.findall(r"https?://[^/\s]+(/\S+)", text)
    return link


def asked(client: Client, post_office: Mailbox, email: str = "mia@example.com") -> str:
    """The link that somebody gets who has forgotten their password."""
    client.post("/dashboard/password/forgotten/", {"email": email})
    postman.send_due()
    return link_in(post_office.newest_to("mia@example.com"))


def choose(client: Client, link: str, password: str = NEW) -> Any:
    page = client.get(link, follow=True)
    address = page.redirect_chain[-1][0] if page.redirect_chain else link
    return client.post(address, {"password1": password})


def test_a_link_from_the_mail_lets_choose_a_new_one(guest, mia, post_office):
    link = asked(guest, post_office)

    choose(guest, link)

    assert sign_in(Client(), "mia") == 200
    assert sign_in(Client(), "mia", NEW) == 302


@pytest.mark.parametrize("email", ["MIA@Example.com", "mia@example.com "])
def test_the_address_counts_in_any_case(guest, mia, post_office, email):
    assert asked(guest, post_office, email)


def test_it_works_once(guest, mia, post_office):
    link = asked(guest, post_office)
    choose(guest, link)

    again = Client().get(link)

    assert "This link does not work any more" in again.text


def test_it_works_for_two_hours(guest, mia, post_office):
    link = asked(guest, post_office)

    with time_machine.travel(timezone.now() + timedelta(hours=2, minutes=1)):
        late = guest.get(link)

    assert "This link does not work any more" in late.text


def test_it_ends_all_sessions(guest, mia, post_office, browser):
    somewhere = browser(mia)
    link = asked(guest, post_office)

    choose(guest, link)

    assert somewhere.get("/dashboard/").status_code == 302
    assert not Session.objects.filter(user_id=mia.user_id).exists()


def test_a_bad_one_is_refused_beside_its_field(guest, mia, post_office):
    answer = choose(guest, asked(guest, post_office), "short")

    assert "This password is too short" in answer.text
    assert sign_in(Client(), "mia") == 302


def test_the_person_is_told_that_it_was_changed(guest, mia, post_office):
    choose(guest, asked(guest, post_office))

    postman.send_due()

    assert "Your password was reset" in post_office.newest_to("mia@example.com")


def test_known_and_unknown_addresses_get_the_same_answer_and_the_same_work(guest, mia):
    answers = [
        guest.post("/dashboard/password/forgotten/", {"email": email}, follow=True)
        for email in ("mia@example.com", "nobody@example.com")
    ]

    assert answers[0].text == answers[1].text
    assert Delivery.objects.count() == 2


def test_a_link_that_has_expired_is_not_sent_any_more(guest, mia, post_office):
    guest.post("/dashboard/password/forgotten/", {"email": "mia@example.com"})

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        postman.send_due()

    assert post_office.mails == []


def test_no_request_waits_for_the_mail_server(guest, mia, settings):
    settings.MAIL_SERVER = parsed("smtp://192.0.2.1")  # swallows whatever is sent to it

    answer = guest.post("/dashboard/password/forgotten/", {"email": "mia@example.com"})

    assert answer.status_code == 302
    assert Delivery.objects.get().attempts == 0


@pytest.mark.parametrize("email", ["mia@example.com", "nobody@example.com"])
def test_asking_again_and_again_is_throttled(guest, mia, email):
    answers = [
        guest.post("/dashboard/password/forgotten/", {"email": email}).status_code for _ in range(7)
    ]

    assert answers == [302] * 5 + [429] * 2


def test_the_link_leads_to_the_sites_own_address_whatever_the_host(
    guest, mia, settings, post_office
):
    settings.SITE_URL = "https://status.example.com"
    guest.post(
        "/dashboard/password/forgotten/",
        {"email": "mia@example.com"},
        headers={"host": "localhost"},
    )
    postman.send_due()

    assert "\nhttps://status.example.com/dashboard/" in post_office.newest_to("mia@example.com")


class TestAPageWithoutAnAddress:
    """Any host is answered then, so a stranger could have the link lead to their own."""

    @pytest.fixture(autouse=True)
    def address(self, settings: Any) -> None:
        settings.SITE_URL = ""

    @pytest.mark.parametrize("email", ["mia@example.com", "nobody@example.com"])
    def test_mails_no_link_and_says_why(self, guest, mia, email):
        answer = guest.post(
            "/dashboard/password/forgotten/", {"email": email}, headers={"host": "evil.example"}
        )

        assert "has not been told its own address" in answer.text
        assert not Delivery.objects.exists()

    def test_mails_one_that_leads_to_this_machine(self, guest, mia, post_office):
        guest.post(
            "/dashboard/password/forgotten/",
            {"email": "mia@example.com"},
            headers={"host": "localhost:8000"},
        )
        postman.send_due()

        assert "\nhttp://localhost:8000/dash" in post_office.newest_to("mia@example.com")

    def test_mails_no_address_with_the_news_of_a_change(self, browser, mia, post_office):
        browser(mia).post(
            "/dashboard/password/",
            {"oldpassword": "correct horse battery", "password1": NEW},
            headers={"host": "evil.example"},
        )
        postman.send_due()

        told = post_office.newest_to("mia@example.com")
        assert "choose a new password at once" in told
        assert "evil.example" not in told


def test_a_disabled_person_gets_no_mail(guest, mia, alice, post_office):
    accounts.disable_user(mia.user_id, by=alice)

    guest.post("/dashboard/password/forgotten/", {"email": "mia@example.com"})
    postman.send_due()

    assert post_office.mails == []


def test_somebody_who_comes_by_single_sign_on_alone_gets_no_mail(guest, alice, post_office):
    accounts.create_user(by=alice, email="olga@example.com", password=None)

    guest.post("/dashboard/password/forgotten/", {"email": "olga@example.com"})
    postman.send_due()

    assert post_office.mails == []


class TestChange:
    def test_ones_own_browser_stays_signed_in_and_others_do_not(self, browser, mia):
        here, elsewhere = browser(mia), browser(mia)
        form = {"oldpassword": "correct horse battery", "password1": NEW}

        answer = here.post("/dashboard/password/", form)

        assert answer["Location"] == "/dashboard/profile/"
        assert here.get("/dashboard/").status_code == 200
        assert elsewhere.get("/dashboard/").status_code == 302
        assert User.objects.get(pk=mia.user_id).check_password(NEW)

    def test_the_current_one_must_be_right(self, browser, mia):
        form = {"oldpassword": "wrong", "password1": NEW}

        answer = browser(mia).post("/dashboard/password/", form)

        assert "This is not your current password" in answer.text
        assert User.objects.get(pk=mia.user_id).check_password("correct horse battery")

    def test_basic_with_the_old_one_ends_at_once(self, browser, mia, client):
        basic = {"Authorization": "Basic bWlhOmNvcnJlY3QgaG9yc2UgYmF0dGVyeQ=="}
        body = {"name": "Website", "status": 1}
        before = client.post("/api/v1/components", body, headers=basic)

        browser(mia).post(
            "/dashboard/password/", {"oldpassword": "correct horse battery", "password1": NEW}
        )
        after = client.post("/api/v1/components", body, headers=basic)

        assert (before.status_code, after.status_code) == (200, 401)


@pytest.mark.parametrize("uid", ["zzzzzzzzzzzzz", "z" * 500, "0"])
def test_a_link_to_nobody_is_no_crash(guest, uid):
    answer = guest.get(f"/dashboard/password/new/{uid}-d0ctor-0123456789/")

    assert "This link does not work any more" in answer.text
