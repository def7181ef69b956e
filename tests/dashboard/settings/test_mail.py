from __future__ import annotations

import pytest

from signalpost.kernel.mail_server import parsed
from signalpost.kernel.sealing import unseal
from signalpost.notifications import postman
from signalpost.notifications.models import Delivery
from signalpost.site import operations as site
from signalpost.site.models import Mail
from tests import mailbox
from tests.dashboard.settings.conftest import save

MAIL = "/dashboard/settings/mail/"
TEST = f"{MAIL}test/"
RIGHT = {
    "host": "smtp.example.com",
    "port": "587",
    "security": "starttls",
    "username": "status",
    "password": "a secret",
    "sender": "status@example.com",
}


@pytest.fixture
def kept(browser, alice) -> None:
    save(browser(alice), MAIL, RIGHT)


def test_a_server_is_kept_with_its_password_sealed(kept):
    mail = site.mail()

    assert (mail.host, mail.port, mail.sender) == ("smtp.example.com", 587, "status@example.com")
    assert "a secret" not in mail.password_sealed
    assert unseal(mail.password_sealed) == "a secret"


def test_the_password_is_never_shown_again_and_stays_where_none_is_typed(kept, browser, alice):
    client = browser(alice)

    save(client, MAIL, RIGHT | {"password": "", "username": "page"})

    assert (site.mail().username, unseal(site.mail().password_sealed)) == ("page", "a secret")
    assert "a secret" not in client.get(MAIL).text


@pytest.mark.parametrize(
    ("field", "value"), [("host", "smtp.other.example"), ("port", "2525"), ("security", "none")]
)
def test_the_password_goes_no_other_way_than_it_was_typed_for(kept, browser, alice, field, value):
    before = getattr(site.mail(), field)

    answer = save(browser(alice), MAIL, RIGHT | {"password": "", field: value})

    assert "type the password anew" in answer.context["form"].errors["password"][0]
    assert getattr(site.mail(), field) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [("port", "0"), ("port", "x"), ("sender", "nobody"), ("security", "rot13")],
)
def test_what_cannot_be_stands_beside_its_field(browser, alice, field, value):
    answer = save(browser(alice), MAIL, RIGHT | {field: value})

    assert list(answer.context["form"].errors) == [field]
    assert not Mail.objects.exists()


def test_a_server_of_the_environment_is_shown_and_not_asked_for(browser, alice, settings):
    settings.MAIL_SERVER = parsed("submission://me:topsecret@mail.example.com:2525")

    page = browser(alice).get(MAIL).text

    assert "set by EMAIL_URL in the environment" in page
    assert "mail.example.com, port 2525" in page
    assert "topsecret" not in page
    assert 'name="host"' not in page


def test_a_password_that_cannot_be_read_any_more_is_why_no_mail_is_sent(kept, browser, alice):
    Mail.objects.update(password_sealed="sealed with another key")

    assert "or its password cannot be read any more" in browser(alice).get(MAIL).text


class TestATest:
    def test_it_goes_to_oneself_and_the_screen_says_that_it_left(self, browser, alice, settings):
        client = browser(alice)
        with mailbox.running() as post_office:
            settings.MAIL_SERVER = parsed(post_office.url)
            answer = client.post(TEST)
            waiting = client.get(answer["Location"]).text
            postman.send_due()

        arrived = client.get(answer["Location"]).text

        assert "It is on its way" in waiting
        assert "The server took it" in arrived
        assert Delivery.objects.get().address == "alice@example.com"

    def test_what_the_server_said_is_shown(self, browser, alice, settings):
        settings.MAIL_SERVER = parsed("smtp://localhost:1")
        client = browser(alice)
        answer = client.post(TEST)

        postman.send_due()

        page = client.get(answer["Location"]).text
        assert "It has not left yet" in page
        assert "localhost: " in page

    def test_without_a_server_nothing_is_sent(self, browser, alice):
        answer = browser(alice).post(TEST, follow=True)

        assert "No mail server is set up." in answer.text
        assert not Delivery.objects.exists()

    def test_letters_to_others_are_not_shown(self, browser, alice, settings):
        settings.MAIL_SERVER = parsed("smtp://localhost:1")
        browser(alice).post(TEST)
        Delivery.objects.update(address="mia@example.com")

        assert browser(alice).get(f"{TEST}{Delivery.objects.get().pk}/").status_code == 404
