from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from signalpost.components import operations as components
from signalpost.components.models import Component, StatusChange
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import Actor
from signalpost.overview import archive
from tests.page.test_home import words

pytestmark = pytest.mark.usefixtures("northwind")


@pytest.fixture
def basket(alice: Actor) -> Component:
    """A component in a group."""
    shop = components.create_group(by=alice, name="Shop", visible=True)
    return components.create(by=alice, name="Basket", group_id=shop.pk)


def test_it_says_how_it_is_and_how_it_was(client: Client, checkout: Component) -> None:
    StatusChange.objects.update(at=timezone.now() - timedelta(days=400))

    page = words(client.get(f"/components/{checkout.pk}").text)

    assert "Checkout Operational Uptime 24 hours 100% 7 days 100%" in page
    assert "365 days 100%" in page


def test_it_shows_what_it_is_and_where(client: Client, alice: Actor) -> None:
    docs = components.create(
        by=alice, name="Docs", description="How *it* works.", link="https://docs.example.com"
    )

    page = client.get(f"/components/{docs.pk}").text

    assert "How <em>it</em> works." in page
    assert '<a href="https://docs.example.com" rel="noopener nofollow">' in page


def test_it_lists_the_incidents_that_touched_it(
    client: Client, alice: Actor, website: Component, checkout: Component
) -> None:
    status = ComponentStatus.PARTIAL_OUTAGE
    incidents.report(by=alice, name="Payments", message="…", impacts={checkout.pk: status})
    incidents.report(by=alice, name="Layout", message="…", impacts={website.pk: status})

    page = words(client.get(f"/components/{checkout.pk}").text)

    assert "Payments" in page
    assert "Layout" not in page


def test_a_group_shows_its_components(client: Client, basket: Component) -> None:
    page = words(client.get(f"/groups/{basket.group_id}").text)

    assert "Shop Operational Uptime" in page
    assert "Basket Operational" in page


def test_a_group_leads_to_all_of_its_incidents(
    client: Client, basket: Component, alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "PER_PAGE", 1)
    for name in ("Empty", "Full"):
        failed = {basket.pk: ComponentStatus.PARTIAL_OUTAGE}
        incidents.report(by=alice, name=name, message="…", impacts=failed)

    page = client.get(f"/groups/{basket.group_id}").text

    assert f'<a href="/history?group={basket.group_id}">All of them</a>' in page


def test_one_that_is_switched_off_is_404(client: Client, alice: Actor) -> None:
    hidden = components.create(by=alice, name="Secret", enabled=False)

    assert client.get(f"/components/{hidden.pk}").status_code == 404


def test_one_in_a_hidden_group_is_404_like_its_group(client: Client, alice: Actor) -> None:
    inner = components.create_group(by=alice, name="Inner", visible=False)
    hidden = components.create(by=alice, name="Secret", group_id=inner.pk)

    assert client.get(f"/components/{hidden.pk}").status_code == 404
    assert client.get(f"/groups/{inner.pk}").status_code == 404


def test_a_deleted_one_is_404(client: Client, alice: Actor, checkout: Component) -> None:
    components.delete(checkout.pk, by=alice)

    assert client.get(f"/components/{checkout.pk}").status_code == 404


@pytest.mark.parametrize("path", ["/components/999", "/groups/999", f"/groups/{'9' * 40}"])
def test_an_unknown_one_is_404(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_first_page_leads_to_both(client: Client, basket: Component) -> None:
    page = client.get("/").text

    assert f'<a href="/components/{basket.pk}">' in page
    assert f'<a href="/groups/{basket.group_id}">' in page
