from __future__ import annotations

import pytest

from signalpost.events.models import Event
from signalpost.site import branding
from signalpost.site import operations as site
from signalpost.site.models import Audience, MailSecurity
from tests.dashboard.settings.conftest import save

PAGE = "/dashboard/settings/"
COUNTING = f"{PAGE}counting/"
ACCESS = f"{PAGE}access/"


def as_shown(browser, address: str) -> dict[str, object]:
    """What a form would send if nothing was touched."""
    form = browser.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not False}


@pytest.mark.parametrize("address", [PAGE, COUNTING, ACCESS])
def test_what_is_sent_as_it_was_shown_changes_nothing(browser, alice, address):
    client = browser(alice)
    before = Event.objects.count()

    answer = client.post(address, as_shown(client, address))

    assert answer["Location"] == address
    assert Event.objects.count() == before


def test_the_page_goes_by_what_is_saved(browser, alice):
    client = browser(alice)
    sent = as_shown(client, PAGE) | {"name": "Südwind", "time_zone": "Europe/Berlin"}

    client.post(PAGE, sent)

    here = site.current()
    assert (here.name, here.time_zone) == ("Südwind", "Europe/Berlin")


def test_only_what_is_changed_is_written_and_recorded(browser, alice):
    save(
        browser(alice),
        COUNTING,
        as_shown(browser(alice), COUNTING) | {"major_outage_threshold": 40},
    )

    changed = Event.objects.latest("version").facts["changed"]
    assert changed == {"major_outage_threshold": [25, 40]}


class TestTwoAtOnce:
    def test_what_somebody_changed_meanwhile_is_shown_and_not_undone(self, browser, alice):
        client = browser(alice)
        sent = as_shown(client, PAGE) | {"days_on_page": 14}
        site.change(by=alice, about="We run the shop.")

        answer = client.post(PAGE, sent)

        here = site.current()
        assert answer.status_code == 422
        assert "About: <del>empty</del> → We run the shop." in answer.text
        assert (here.about, here.days_on_page) == ("We run the shop.", 7)

    def test_who_has_seen_it_may_send_it_again(self, browser, alice):
        client = browser(alice)
        sent = as_shown(client, PAGE) | {"about": "We sell."}
        site.change(by=alice, about="We run the shop.")
        shown = client.post(PAGE, sent).context["form"]

        client.post(PAGE, sent | {"as_of": shown["as_of"].value()})

        assert site.current().about == "We sell."

    def test_what_is_set_on_another_screen_is_no_hindrance(self, browser, alice):
        client = browser(alice)
        sent = as_shown(client, PAGE) | {"days_on_page": 14}
        site.change(by=alice, always_authenticate=True)

        client.post(PAGE, sent)

        assert site.current().days_on_page == 14

    def test_the_look_is_not_undone_either(self, browser, alice):
        client = browser(alice)
        sent = as_shown(client, f"{PAGE}look/")
        branding.change(by=alice, accent="#c2185b")

        answer = client.post(f"{PAGE}look/", sent | {"theme": "dark"})

        look = branding.current()
        assert "Accent colour: <del>empty</del> → #c2185b" in answer.text
        assert (look.theme, look.accent) == ("system", "#c2185b")

    def test_nor_is_markup(self, browser, alice):
        client = browser(alice)
        sent = as_shown(client, f"{PAGE}markup/")
        branding.change_markup(by=alice, header_html="<p>Hello</p>")

        answer = client.post(f"{PAGE}markup/", sent | {"footer_html": "<p>Bye</p>"})

        assert answer.status_code == 422
        assert branding.current().header_html == "<p>Hello</p>"

    def test_nor_who_may_read(self, browser, alice):
        client = browser(alice)
        sent = as_shown(client, f"{PAGE}audience/")
        site.restrict(by=alice, audience=Audience.TEAM)

        answer = client.post(f"{PAGE}audience/", sent)

        assert "<del>Everybody</del> → The team alone" in answer.text
        assert site.current().audience == Audience.TEAM

    def test_nor_the_server_of_mail(self, browser, alice):
        client = browser(alice)
        sent = as_shown(client, f"{PAGE}mail/")
        site.change_mail(by=alice, host="smtp.example.com", port=25, security=MailSecurity.NONE)

        answer = client.post(f"{PAGE}mail/", sent | {"sender": "status@example.com"})

        assert "Server: <del>empty</del> → smtp.example.com" in answer.text
        assert (site.mail().host, site.mail().sender) == ("smtp.example.com", "")


@pytest.mark.parametrize(
    ("address", "sent", "field"),
    [
        (PAGE, {"name": ""}, "name"),
        (PAGE, {"time_zone": "Mars/Olympus"}, "time_zone"),
        (PAGE, {"address": "ftp://example.com"}, "address"),
        (PAGE, {"days_on_page": "91"}, "days_on_page"),
        (PAGE, {"language": "tlh"}, "language"),
        (PAGE, {"subscribing": "friends"}, "subscribing"),
        (COUNTING, {"major_outage_threshold": "0"}, "major_outage_threshold"),
        (COUNTING, {"partial_outage_weight": "many"}, "partial_outage_weight"),
        (ACCESS, {"allowed_origins": "example.com"}, "allowed_origins"),
        (ACCESS, {"allowed_origins": "https://example.com/path"}, "allowed_origins"),
    ],
)
def test_what_cannot_be_stands_beside_its_field_and_nothing_is_saved(
    browser, alice, address, sent, field
):
    client = browser(alice)
    before = Event.objects.count()

    answer = client.post(address, as_shown(client, address) | sent)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Event.objects.count() == before


def test_an_address_of_the_environment_is_shown_and_stays(browser, alice, settings):
    settings.SITE_URL = "http://testserver"
    client = browser(alice)
    page = client.get(PAGE).text

    client.post(PAGE, as_shown(client, PAGE) | {"address": "https://other.example.com"})

    assert "Set by SITE_URL in the environment" in page
    assert 'value="http://testserver"' in page
    assert not Event.objects.filter(facts__changed__has_key="address").exists()


class TestAnotherAddress:
    """The browser is at http://status.example.com."""

    def move(self, client, address: str, **headers: str):
        headers = {"Host": "status.example.com"} | headers
        return client.post(PAGE, as_shown(client, PAGE) | {"address": address}, headers=headers)

    def test_than_the_browsers_is_asked_about(self, browser, alice):
        answer = self.move(browser(alice), "https://new.example.com")

        assert answer.status_code == 422
        assert "You are looking at this page at http://status.example.com." in answer.text
        assert "nothing is answered here any more" in answer.text
        assert '<input type="checkbox" name="moves"' in answer.text
        assert not site.current().address

    def test_is_saved_once_that_is_meant(self, browser, alice):
        client = browser(alice)
        sent = as_shown(client, PAGE) | {"address": "https://new.example.com", "moves": "on"}

        client.post(PAGE, sent)

        assert site.current().address == "https://new.example.com"

    def test_of_the_same_host_only_leads_links_elsewhere(self, browser, alice):
        answer = self.move(browser(alice), "https://status.example.com")

        assert "links in mails and feeds lead to https://status.example.com. Tick" in answer.text

    @pytest.mark.parametrize(
        "address", ["http://status.example.com", "http://Status.example.com/", ""]
    )
    def test_that_is_the_browsers_own_or_none_is_saved_at_once(self, browser, alice, address):
        answer = self.move(browser(alice), address)

        assert answer["Location"] == PAGE

    def test_is_the_browsers_own_where_a_proxy_hides_the_scheme(self, browser, alice):
        address = "https://status.example.com"

        self.move(browser(alice), address, Origin=address)

        assert site.current().address == address

    def test_is_not_asked_about_where_it_stays(self, browser, alice):
        site.change(by=alice, address="https://status.example.com")
        client = browser(alice)
        client.defaults["HTTP_HOST"] = "localhost"

        client.post(PAGE, as_shown(client, PAGE) | {"name": "Südwind"})

        assert site.current().name == "Südwind"


def test_who_may_subscribe_is_kept_and_recorded_with_what_held_before(browser, alice):
    client = browser(alice)

    client.post(PAGE, as_shown(client, PAGE) | {"subscribing": "team"})

    changed = Event.objects.latest("version").facts["changed"]
    assert changed == {"subscribing": ["anybody", "team"]}


def test_ticks_are_taken_and_given_back(browser, alice):
    client = browser(alice)

    save(client, ACCESS, {"always_authenticate": "on", "allowed_origins": "https://a.example"})
    first = site.current().always_authenticate
    save(client, ACCESS, {"allowed_origins": "https://a.example"})

    assert (first, site.current().always_authenticate) == (True, False)


def test_about_is_no_markup_in_the_form(browser, alice):
    site.change(by=alice, about="</textarea><script>alert(1)</script>")

    assert "<script>alert" not in browser(alice).get(PAGE).text
