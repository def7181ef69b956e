"""Home: what is wrong now, what comes next, and a status that is one tap away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Incident
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations as maintenance
from signalpost.notifications.models import Delivery
from tests.dashboard.conftest import Browser

HTMX = {"HX-Request": "true"}


@pytest.fixture
def payments(alice: Actor, checkout: Component) -> Incident:
    """An open incident that says the checkout is down."""
    return incidents.report(
        by=alice, name="Payments failing", message="", impacts={checkout.pk: Status.MAJOR_OUTAGE}
    )


def home(client: Client) -> str:
    return client.get("/dashboard/").text


class TestFigures:
    def test_they_say_how_it_is_going(
        self, mias: Client, payments: Incident, website: Component
    ) -> None:
        shown = home(mias)

        assert "<b>1</b> <span>open incident</span>" in shown
        assert "<span>uptime, 30 days</span>" in shown
        assert "<span>subscribers</span>" in shown
        assert "<b>0</b> <span>messages waiting</span>" in shown

    def test_of_messages_that_wait_it_tells_for_how_long(
        self, mias: Client, website: Component
    ) -> None:
        hour = timedelta(hours=1)
        Delivery.objects.create(channel="mail", klass=0, created_at=timezone.now() - hour)

        shown = home(mias)

        assert "message waiting · oldest" in shown
        assert ">1 h</span>" in shown


class TestWhatIsWrong:
    def test_it_is_said_in_the_words_of_the_banner_with_its_causes(
        self, mias: Client, payments: Incident
    ) -> None:
        shown = home(mias)

        assert "Visitors read: “Our systems are having a major outage”" in shown
        assert f'href="/dashboard/incidents/{payments.pk}/">Payments failing</a>' in shown

    def test_open_incidents_offer_an_update(self, mias: Client, payments: Incident) -> None:
        assert f'href="/dashboard/incidents/{payments.pk}/update/"' in home(mias)

    def test_what_is_kept_back_is_there_for_the_team_and_no_cause(
        self, mias: Client, alice: Actor, website: Component
    ) -> None:
        later = timezone.now() + timedelta(hours=1)
        incidents.report(
            by=alice,
            name="Kept back",
            message="",
            impacts={website.pk: Status.MAJOR_OUTAGE},
            published_at=later,
        )

        shown = home(mias)

        assert "Kept back" in shown
        assert "All systems operational" in shown

    def test_an_empty_installation_says_what_to_do_first(self, mias: Client) -> None:
        assert "Your page is there, and it is empty" in home(mias)


def test_maintenance_that_comes_is_named_with_what_it_covers(
    mias: Client, alice: Actor, website: Component
) -> None:
    starts_at = timezone.now() + timedelta(hours=3)
    maintenance.plan(
        by=alice,
        name="Database upgrade",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        components={website.pk: None},
    )

    shown = home(mias)

    assert "Database upgrade" in shown
    assert "· Website" in shown


class TestTheRest:
    def test_incidents_that_are_not_shown_are_counted_and_led_to(
        self, mias: Client, alice: Actor
    ) -> None:
        for number in range(13):
            incidents.report(by=alice, name=f"Trouble {number}", message="")

        shown = home(mias)

        assert 'href="/dashboard/incidents/?status=open">3 more open incidents</a>' in shown

    def test_so_is_maintenance(self, mias: Client, alice: Actor, website: Component) -> None:
        for day in range(6):
            start = timezone.now() + timedelta(days=day + 1)
            maintenance.plan(by=alice, name="Upgrade", starts_at=start)

        assert 'href="/dashboard/maintenance/">1 more maintenance window</a>' in home(mias)

    def test_where_all_are_shown_nothing_is_said(self, mias: Client, payments: Incident) -> None:
        assert " more open" not in home(mias)


class TestAStatus:
    def path(self, component: Component, status: str = "major") -> str:
        return f"/dashboard/components/{component.pk}/status/{status}/"

    def test_asked_for_it_says_what_it_would_do(
        self, mias: Client, checkout: Component, payments: Incident
    ) -> None:
        answer = mias.get(self.path(checkout, "operational"))

        # The incident stays open, and says nothing of any component then.
        assert "Visitors will read: “Some of our systems have problems”." in answer.text
        assert "Ends what “Payments failing” says of it." in answer.text
        assert payments.impacts.open().exists()

    def test_confirmed_it_is_set(self, mias: Client, website: Component) -> None:
        answer = mias.post(self.path(website))

        website.refresh_from_db()
        assert answer.headers["Location"] == "/dashboard/"
        assert website.status == Status.MAJOR_OUTAGE

    def test_confirmed_within_the_page_its_row_and_the_banner_come_back(
        self, mias: Client, website: Component
    ) -> None:
        answer = mias.post(self.path(website), headers=HTMX)

        assert answer.text.count('<li data-name="Website">') == 1
        assert 'hx-swap-oob="true"' in answer.text
        assert "Our systems are having a major outage" in answer.text

    def test_left_alone_the_row_comes_back_as_it_was(
        self, mias: Client, website: Component
    ) -> None:
        answer = mias.get(f"/dashboard/components/{website.pk}/status/", headers=HTMX)

        assert 'aria-label="Operational" aria-current="true" autofocus' in answer.text

    @pytest.mark.parametrize("status", ["maintenance", "unknown", "awful"])
    def test_what_nobody_can_say_is_not_there(
        self, mias: Client, website: Component, status: str
    ) -> None:
        answer = mias.post(self.path(website, status))

        website.refresh_from_db()
        assert answer.status_code == 404
        assert website.status == Status.OPERATIONAL

    def test_a_viewer_sees_words_in_place_of_buttons(
        self, browser: Browser, victor: Actor, website: Component
    ) -> None:
        shown = home(browser(victor))

        assert "/status/" not in shown
        assert "Report an incident" not in shown
        assert "Operational" in shown


def test_a_large_site_is_folded_but_for_the_groups_in_trouble(mias: Client, alice: Actor) -> None:
    for number in range(2):
        group = components.create_group(by=alice, name=f"Region {number}", position=number)
        for member in range(15):
            status = Status.MAJOR_OUTAGE if number == member == 1 else Status.OPERATIONAL
            components.create(
                by=alice, name=f"Part {number}.{member}", group_id=group.pk, status=status
            )

    shown = home(mias)

    assert shown.count('<details class="bunch">') == 1
    assert shown.count('<details class="bunch" open>') == 1
