from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from signalpost.components import operations as components
from signalpost.components.models import Component, Group
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import Actor
from signalpost.site import operations as site
from signalpost.site.models import Site
from tests.page.test_home import words

UTC = ZoneInfo("UTC")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture(autouse=True)
def _past(_today: None, northwind: Site, alice: Actor, checkout: Component) -> None:
    incidents.report(
        by=alice,
        name="Payments failing",
        message="The *provider* refuses cards.",
        impacts={checkout.pk: ComponentStatus.PARTIAL_OUTAGE},
        occurred_at=datetime(2026, 11, 22, 9, tzinfo=UTC),
    )
    incidents.report(
        by=alice,
        name="Slow mails",
        message="…",
        occurred_at=datetime(2026, 9, 2, 9, tzinfo=UTC),
    )


def read(client: Client, query: str = "") -> str:
    return words(client.get(f"/history{query}").text)


def test_it_opens_on_this_month(client: Client) -> None:
    page = read(client)

    assert "November 2026 Sun, 22 Nov Payments failing" in page
    assert "Slow mails" not in page


def test_a_month_leads_to_its_neighbours(client: Client) -> None:
    page = client.get("/history?month=2026-10").text

    assert 'href="?month=2026-09" rel="prev"' in page
    assert 'href="?month=2026-11" rel="next"' in page


def test_it_does_not_lead_before_the_first_incident(client: Client) -> None:
    assert 'rel="prev"' not in client.get("/history?month=2026-09").text


def test_a_month_to_come_is_this_month(client: Client) -> None:
    assert "November 2026" in read(client, "?month=2031-01")


def test_a_quiet_month_says_so(client: Client) -> None:
    assert "Nothing happened in this month." in read(client, "?month=2026-10")


def test_a_search_spans_all_months(client: Client) -> None:
    assert "1 incident" in read(client, "?q=mails")


def test_the_search_keeps_what_was_typed(client: Client) -> None:
    page = client.get("/history", {"q": '"><script>', "status": "fixed"}).text

    assert 'value="&quot;&gt;&lt;script&gt;"' in page
    assert '<option value="fixed" selected>' in page


def test_a_filter_by_component_finds_its_incidents(client: Client, checkout: Component) -> None:
    page = read(client, f"?component={checkout.pk}")

    assert "Payments failing" in page
    assert "Slow mails" not in page


class TestAFilterByGroup:
    @pytest.fixture
    def shop(self, alice: Actor) -> Group:
        """With a basket that has failed."""
        shop = components.create_group(by=alice, name="Shop", visible=True)
        basket = components.create(by=alice, name="Basket", group_id=shop.pk)
        failed = {basket.pk: ComponentStatus.MAJOR_OUTAGE}
        incidents.report(by=alice, name="Basket is empty", message="…", impacts=failed)
        return shop

    def test_finds_the_incidents_of_its_components(self, client: Client, shop: Group) -> None:
        page = read(client, f"?group={shop.pk}")

        assert "Basket is empty" in page
        assert "Payments failing" not in page

    def test_is_offered_and_keeps_what_was_chosen(self, client: Client, shop: Group) -> None:
        page = client.get(f"/history?group={shop.pk}").text

        assert f'<option value="{shop.pk}" selected>Shop</option>' in page

    def test_is_not_offered_where_there_are_no_groups(self, client: Client) -> None:
        assert 'name="group"' not in client.get("/history").text

    def test_finds_nothing_for_a_component_of_another(
        self, client: Client, shop: Group, checkout: Component
    ) -> None:
        assert "Nothing matches." in read(client, f"?group={shop.pk}&component={checkout.pk}")

    def test_cannot_be_about_a_hidden_one(self, client: Client, alice: Actor) -> None:
        inner = components.create_group(by=alice, name="Inner", visible=False)
        components.create(by=alice, name="Secret", group_id=inner.pk)

        answer = client.get(f"/history?group={inner.pk}")

        assert answer.status_code == 400
        assert "group: There is no such group here." in answer.text


def test_a_hidden_component_cannot_be_asked_about(client: Client, alice: Actor) -> None:
    hidden = components.create(by=alice, name="Secret", enabled=False)

    answer = client.get(f"/history?component={hidden.pk}")

    assert answer.status_code == 400
    assert "component: There is no such component here." in answer.text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?component=x", "component: This must be a number."),
        ("?component=99999999999", "component: This must be a number."),
        ("?page=-1", "page: This must be a number."),
        ("?status=perfect", "status: There is no such status."),
        ("?status=scheduled", "status: There is no such status."),
        ("?q=" + "a" * 101, "q: At most 100 characters of text are looked for."),
        ("?q=%00", "q: At most 100 characters of text are looked for."),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_name(
    client: Client, query: str, sentence: str
) -> None:
    answer = client.get(f"/history{query}")

    assert answer.status_code == 400
    assert sentence in answer.text


@pytest.mark.parametrize("month", ["2026-13", "0001-01", "99999-01", "%00", "last"])
def test_at_an_impossible_month_there_is_nothing(client: Client, month: str) -> None:
    answer = client.get(f"/history?month={month}")

    assert answer.status_code == 404
    assert "month: This must be a month like 2026-11." in answer.text


def test_results_of_a_search_are_not_for_search_engines(client: Client) -> None:
    assert "noindex" in client.get("/history?q=mails").text
    assert "noindex" not in client.get("/history").text


class TestTheAddressOfAMonth:
    @pytest.fixture(autouse=True)
    def _address(self, alice: Actor) -> None:
        site.change(by=alice, address="http://testserver")

    def test_is_its_own(self, client: Client) -> None:
        page = client.get("/history?month=2026-09").text

        assert '<link rel="canonical" href="http://testserver/history?month=2026-09">' in page
        assert 'property="og:url" content="http://testserver/history?month=2026-09"' in page

    def test_is_another_one_in_each_language(self, client: Client) -> None:
        page = client.get("/de/history?month=2026-09").text

        assert 'hreflang="ja" href="http://testserver/ja/history?month=2026-09"' in page
        assert 'hreflang="x-default" href="http://testserver/history?month=2026-09"' in page

    def test_has_no_query_while_the_month_lasts(self, client: Client) -> None:
        page = client.get("/history?month=2026-11").text

        assert '<link rel="canonical" href="http://testserver/history">' in page


def test_a_month_is_shared_under_its_name(client: Client) -> None:
    page = client.get("/de/history?month=2026-09").text

    assert "<title>Verlauf: September 2026 · Northwind Status</title>" in page
    assert '<meta name="description" content="Was im September 2026 geschah.">' in page


class TestDaysOnTheFirstPage:
    def test_they_end_with_the_day_that_was_asked_for(self, client: Client) -> None:
        past = words(client.get("/?start_date=2026-09-03").text.split('id="past"')[1])

        assert "Thu, 3 Sep No incidents. Wed, 2 Sep Slow mails" in past

    def test_they_lead_earlier_and_later(self, client: Client) -> None:
        page = client.get("/?start_date=2026-09-10").text

        assert "/?start_date=2026-09-03#days" in page
        assert "/?start_date=2026-09-17#days" in page

    def test_they_do_not_lead_before_the_first_incident(self, client: Client) -> None:
        page = client.get("/?start_date=2026-09-03").text

        assert 'rel="prev' not in page
        assert "/?start_date=2026-09-10#days" in page

    def test_they_do_not_lead_where_nothing_is_looked_up(
        self, client: Client, alice: Actor
    ) -> None:
        at = datetime(1969, 7, 20, 20, 17, tzinfo=UTC)
        incidents.report(by=alice, name="Program alarm", message="…", occurred_at=at)

        assert 'rel="prev' not in client.get("/?start_date=1970-01-02").text
        assert 'rel="prev' not in client.get("/history?month=1970-01").text

    def test_a_day_to_come_is_today(self, client: Client) -> None:
        past = words(client.get("/?start_date=2031-01-01").text.split('id="past"')[1])

        assert "Earlier Later" not in past
        assert "Tue, 24 Nov" in past

    @pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "0001-01-01", "99999-01-01"])
    def test_at_an_impossible_day_there_is_nothing(self, client: Client, day: str) -> None:
        answer = client.get(f"/?start_date={day}")

        assert answer.status_code == 404
        assert "start_date: This must be a day like 2026-11-24." in answer.text
