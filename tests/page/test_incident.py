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
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.site.models import Site
from tests.page.test_home import words

PARTIAL, MAJOR = ComponentStatus.PARTIAL_OUTAGE, ComponentStatus.MAJOR_OUTAGE
NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("UTC"))

pytestmark = pytest.mark.django_db


@pytest.fixture
def payments(northwind: Site, alice: Actor, checkout: Component) -> Incident:
    return incidents.report(
        by=alice,
        name="Card payments failing",
        message="Customers may see *declined*.",
        impacts={checkout.pk: ComponentStatus.PARTIAL_OUTAGE},
        occurred_at=timezone.now() - timedelta(minutes=38, seconds=5),
    )


def test_it_names_what_is_touched_and_since_when(client: Client, payments: Incident) -> None:
    page = words(client.get(f"/incidents/{payments.pk}").text)

    assert re.search(r"Checkout Partial outage since .+? · 38 min", page)


def test_it_tells_how_a_component_was_over_its_life(
    client: Client, northwind: Site, alice: Actor, checkout: Component
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        down = incidents.report(by=alice, name="Down", message="…", impacts={checkout.pk: MAJOR})
        clock.shift(timedelta(minutes=20))
        incidents.edit(down.pk, by=alice, impacts={checkout.pk: PARTIAL})
        clock.shift(timedelta(minutes=5))
        incidents.edit(down.pk, by=alice, status=IncidentStatus.FIXED)
        page = words(client.get(f"/incidents/{down.pk}").text)

    assert (
        "Checkout Major outage 12:00 – 12:20 · 20 min Partial outage 12:20 – 12:25 · 5 min" in page
    )


def test_it_leads_to_the_page_of_what_is_touched(
    client: Client, payments: Incident, checkout: Component
) -> None:
    assert f'href="/components/{checkout.pk}"' in client.get(f"/incidents/{payments.pk}").text


def test_it_names_what_is_gone_without_a_link(
    client: Client, payments: Incident, alice: Actor, checkout: Component
) -> None:
    incidents.edit(payments.pk, by=alice, status=IncidentStatus.FIXED)
    components.delete(checkout.pk, by=alice)

    page = client.get(f"/incidents/{payments.pk}").text

    assert "<h3><bdi>Checkout</bdi></h3>" in page


def test_who_comes_again_reads_what_was_said_meanwhile(
    client: Client, payments: Incident, alice: Actor
) -> None:
    client.get(f"/incidents/{payments.pk}")

    incidents.post_update(payments.pk, by=alice, status=IncidentStatus.WATCHING, message="Falling.")

    assert "Falling." in client.get(f"/incidents/{payments.pk}").text


def test_under_an_update_stands_what_it_said_of_components(
    client: Client, payments: Incident, alice: Actor, checkout: Component
) -> None:
    incidents.post_update(
        payments.pk,
        by=alice,
        status=IncidentStatus.WATCHING,
        message="It recovers.",
        impacts={checkout.pk: ComponentStatus.OPERATIONAL},
    )

    assert "It recovers. Checkout: operational" in words(
        client.get(f"/incidents/{payments.pk}").text
    )


def test_each_update_has_an_address_of_its_own(
    client: Client, payments: Incident, alice: Actor
) -> None:
    update = incidents.post_update(
        payments.pk, by=alice, status=IncidentStatus.WATCHING, message="It recovers."
    )

    page = client.get(f"/incidents/{payments.pk}").text

    assert f'<li id="update-{update.pk}">' in page
    assert f'href="/incidents/{payments.pk}#update-{update.pk}"' in page


def test_updates_stand_newest_first_above_the_report(
    client: Client, payments: Incident, alice: Actor
) -> None:
    for message in ("First news.", "Second news."):
        incidents.post_update(
            payments.pk, by=alice, status=IncidentStatus.WATCHING, message=message
        )

    page = client.get(f"/incidents/{payments.pk}").text

    places = [page.index(text) for text in ("Second news.", "First news.", "<em>declined</em>")]
    assert places == sorted(places)


def test_the_post_mortem_stands_below_what_was_said(
    client: Client, payments: Incident, alice: Actor
) -> None:
    incidents.edit(payments.pk, by=alice, postmortem="A certificate had *expired*.")

    page = client.get(f"/incidents/{payments.pk}").text

    places = [page.index(text) for text in ("declined", "Post-mortem</h2>", "<em>expired</em>")]
    assert places == sorted(places)


@pytest.mark.parametrize("nothing", ["", " \n"])
def test_without_a_post_mortem_nothing_stands_there(
    client: Client, payments: Incident, alice: Actor, nothing: str
) -> None:
    incidents.edit(payments.pk, by=alice, postmortem=nothing)

    assert "Post-mortem" not in client.get(f"/incidents/{payments.pk}").text


@time_machine.travel(NOON, tick=False)
def test_a_fixed_one_says_from_when_to_when(client: Client, northwind: Site, alice: Actor) -> None:
    incident = incidents.report(
        by=alice,
        name="Slow search",
        message="…",
        occurred_at=timezone.now() - timedelta(hours=1, minutes=20),
    )
    incidents.post_update(incident.pk, by=alice, status=IncidentStatus.FIXED, message="Done.")

    page = words(client.get(f"/incidents/{incident.pk}").text)

    assert "10:40 – 12:00 · 1 h 20 min" in page


@pytest.mark.parametrize("hidden", [{"visible": False}, {"published_at": "later"}])
def test_what_visitors_may_not_see_is_404(
    client: Client, northwind: Site, alice: Actor, hidden: dict[str, object]
) -> None:
    if "published_at" in hidden:
        hidden = {"published_at": timezone.now() + timedelta(hours=1)}
    incident = incidents.report(by=alice, name="Secret", message="…", **hidden)  # type: ignore[arg-type]

    answer = client.get(f"/incidents/{incident.pk}")

    assert answer.status_code == 404
    assert "Secret" not in answer.text


def test_a_deleted_one_is_404(client: Client, payments: Incident, alice: Actor) -> None:
    incidents.delete(payments.pk, by=alice)

    assert client.get(f"/incidents/{payments.pk}").status_code == 404


@pytest.mark.parametrize("name", ["0", "999", "9" * 40, "9" * 5000, "seven", "-1"])
def test_an_unknown_one_is_404(client: Client, northwind: Site, name: str) -> None:
    assert client.get(f"/incidents/{name}").status_code == 404


@pytest.mark.parametrize("address", ["/incident/{}", "/incident/{}/"], ids=["page", "feed"])
def test_the_address_that_cachet_used_leads_here(
    client: Client, payments: Incident, address: str
) -> None:
    answer = client.get(address.format(payments.pk))

    assert answer.status_code == 301
    assert answer["Location"] == f"/incidents/{payments.pk}"
