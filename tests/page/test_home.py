from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.overview import snapshot
from signalpost.page import home
from signalpost.site import operations as site
from signalpost.site.models import Site

pytestmark = pytest.mark.django_db


def html() -> str:
    return home.page(snapshot.build())


def words(markup: str) -> str:
    """What is read aloud: the text without tags, on one line."""
    return " ".join(re.sub(r"<[^>]+>", "", markup).split())


def test_a_site_without_components_says_that_they_will_come(northwind: Site) -> None:
    assert "Nothing is listed here yet" in html()


def test_the_banner_is_green_when_all_is_well(northwind: Site, website: Component) -> None:
    page = html()

    assert '<section class="banner" id="banner" data-status="operational"' in page
    assert "All systems operational" in page


def test_the_title_says_how_bad_it_is(
    northwind: Site, alice: Actor, website: Component, checkout: Component
) -> None:
    incidents.state_component(checkout.pk, by=alice, status=ComponentStatus.PARTIAL_OUTAGE)

    assert "<title>Partial outage · Northwind Status</title>" in html()


def test_a_cause_names_the_component_and_links_the_incident(
    northwind: Site, alice: Actor, website: Component, checkout: Component
) -> None:
    incident = incidents.report(
        by=alice,
        name="Card payments failing",
        message="…",
        impacts={checkout.pk: ComponentStatus.PARTIAL_OUTAGE},
        occurred_at=timezone.now() - timedelta(minutes=38, seconds=5),
    )

    page = html()

    assert "Checkout: partial outage because of Card payments failing since" in words(page)
    assert f'<a href="/incidents/{incident.pk}"><bdi>Card payments failing</bdi></a>' in page


def test_a_cause_without_an_incident_points_to_its_component(
    northwind: Site, alice: Actor, checkout: Component
) -> None:
    incidents.state_component(checkout.pk, by=alice, status=ComponentStatus.PERFORMANCE_ISSUES)

    page = html()

    assert "Checkout: performance issues since" in words(page)
    assert f'<a href="#component-{checkout.pk}">' in page


@time_machine.travel(datetime(2026, 11, 24, 14, 40, tzinfo=ZoneInfo("UTC")), tick=False)
def test_a_cause_says_since_when_and_for_how_long(northwind: Site, alice: Actor) -> None:
    began = timezone.now() - timedelta(minutes=38)
    incidents.report(by=alice, name="Slow mails", message="…", occurred_at=began)

    assert "Slow mails since 14:02 (38 min)" in words(html())


def test_a_cause_with_endless_names_still_says_since_when(northwind: Site, alice: Actor) -> None:
    endless = components.create(by=alice, name="Check" + "o" * 490)
    impacts = {endless.pk: ComponentStatus.MAJOR_OUTAGE}
    incidents.report(by=alice, name="Slow" * 120, message="…", impacts=impacts)

    cause = words(html()).partition("as of")[2][:260]

    assert re.search(r"Checko+…: major outage because of Slo[wSlo]+… since", cause)


def test_many_causes_are_counted_after_the_first_six(northwind: Site, alice: Actor) -> None:
    for number in range(9):
        components.create(by=alice, name=f"Service {number}", status=ComponentStatus.MAJOR_OUTAGE)

    assert "and 3 more" in words(html())


def test_the_causes_after_the_first_six_are_folded_away(northwind: Site, alice: Actor) -> None:
    for number in range(9):
        components.create(by=alice, name=f"Service {number}", status=ComponentStatus.MAJOR_OUTAGE)

    _shown, _, folded = html().partition('<details class="rest" id="more-causes">')

    assert folded.partition("</details>")[0].count("major outage") == 3


def test_open_incidents_show_their_updates_newest_first(northwind: Site, alice: Actor) -> None:
    incident = incidents.report(by=alice, name="Slow mails", message="We look into it.")
    incidents.post_update(
        incident.pk, by=alice, status=IncidentStatus.IDENTIFIED, message="A **queue** is full."
    )

    page = html()

    assert "<p>A <strong>queue</strong> is full.</p>" in page
    assert page.index("Identified") < page.index("We look into it.")


def test_an_open_incident_is_named_on_the_day_it_began(northwind: Site, alice: Actor) -> None:
    incidents.report(by=alice, name="Slow mails", message="…")

    past = html().split('id="past"')[1]

    assert "Slow mails still open" in words(past)


def test_a_fixed_incident_stands_on_its_day_with_its_last_word(
    northwind: Site, alice: Actor
) -> None:
    incident = incidents.report(
        by=alice,
        name="Slow search",
        message="…",
        occurred_at=timezone.now() - timedelta(minutes=41, seconds=5),
    )
    incidents.post_update(incident.pk, by=alice, status=IncidentStatus.FIXED, message="Fast again.")

    past = words(html().split('id="past"')[1])

    assert "Slow search Performance issues. Fixed after 41 min Fast again." in past


@time_machine.travel(datetime(2026, 11, 24, 23, 30, tzinfo=ZoneInfo("UTC")), tick=False)
def test_days_and_times_are_those_of_the_site(
    northwind: Site, alice: Actor, website: Component
) -> None:
    site.change(by=alice, time_zone="Europe/Berlin")

    page = html()

    assert '<time datetime="2026-11-25">Wed, 25 Nov</time>' in page
    assert '<time datetime="2026-11-25T00:30:00+01:00">00:30</time>' in page
    assert "Times in Europe/Berlin" in page


def test_a_group_that_is_folded_can_be_opened(northwind: Site, alice: Actor) -> None:
    group = components.create_group(by=alice, name="Shop", visible=True, collapsed=1)
    components.create(by=alice, name="Website", group_id=group.pk)

    folded = re.search(rf'<details class="group" id="group-{group.pk}"[^>]*>', html())

    assert folded
    assert "open" not in folded[0]


def test_a_hidden_incident_leaves_no_trace(northwind: Site, alice: Actor) -> None:
    incidents.report(by=alice, name="Secret", message="…", visible=False)

    assert "Secret" not in html()


def test_markup_in_names_and_texts_stays_text(northwind: Site, alice: Actor) -> None:
    incidents.report(by=alice, name="<b>Name</b>", message="<script>alert(1)</script>")

    page = html()

    assert "&lt;b&gt;Name&lt;/b&gt;" in page
    assert "<script>alert" not in page


def test_the_page_needs_no_inline_style_or_script(northwind: Site, alice: Actor) -> None:
    incidents.report(by=alice, name="Slow mails", message="…")

    page = html()

    assert not re.search(r"<style|<script(?![^>]* src=)| style=| on\w+=", page)


def test_it_asks_for_no_other_host(northwind: Site, website: Component) -> None:
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html())


class TestTheAnswer:
    @pytest.fixture(autouse=True)
    def _site(self, northwind: Site, website: Component) -> None:
        """There is something to answer with."""

    def test_caches_may_keep_it_for_a_moment(self, client: Client) -> None:
        answer = client.get("/")

        assert "public, max-age=15, stale-while-revalidate" in answer["Cache-Control"]
        assert "stale-if-error" in answer["Cache-Control"]

    def test_it_sets_no_cookie(self, client: Client) -> None:
        assert not client.get("/").cookies

    @time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("UTC")), tick=False)
    def test_the_same_again_is_304(self, client: Client) -> None:
        etag = client.get("/")["ETag"]

        again = client.get("/", headers={"If-None-Match": etag})

        assert again.status_code == 304
        assert not again.content

    def test_a_change_has_another_etag(
        self, client: Client, alice: Actor, website: Component
    ) -> None:
        etag = client.get("/")["ETag"]
        incidents.state_component(website.pk, by=alice, status=ComponentStatus.MAJOR_OUTAGE)

        again = client.get("/", headers={"If-None-Match": etag})

        assert again.status_code == 200

    def test_head_is_answered_without_a_body(self, client: Client) -> None:
        answer = client.head("/")

        assert answer.status_code == 200
        assert not answer.content

    def test_a_warm_snapshot_costs_three_queries(
        self, client: Client, django_assert_max_num_queries: pytest.FixtureRequest
    ) -> None:
        client.get("/")

        with django_assert_max_num_queries(3):  # type: ignore[operator]
            client.get("/")
