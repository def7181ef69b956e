from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from signalpost.components.models import Component
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations as maintenance
from signalpost.maintenance.models import Window
from signalpost.maintenance.statuses import WindowStatus
from signalpost.page import home
from signalpost.site.models import Site
from tests.page.test_home import words

NOW = datetime(2026, 11, 24, 14, tzinfo=ZoneInfo("UTC"))


@pytest.fixture(autouse=True)
def _now(northwind: Site):
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def upgrade(alice: Actor, checkout: Component) -> Window:
    """In progress, for 40 minutes of two hours."""
    return maintenance.plan(
        by=alice,
        name="Database upgrade",
        message="Exports **wait**.",
        starts_at=NOW - timedelta(minutes=40),
        ends_at=NOW + timedelta(minutes=80),
        status=WindowStatus.IN_PROGRESS,
        components={checkout.pk: None},
    )


def plan(alice: Actor, *, name: str = "Network work", in_days: int = 8, **values: object) -> Window:
    starts_at = NOW + timedelta(days=in_days)
    return maintenance.plan(by=alice, name=name, starts_at=starts_at, **values)  # type: ignore[arg-type]


class TestOnTheFirstPage:
    def test_what_is_in_progress_says_what_and_how_long_still(
        self, client: Client, upgrade: Window
    ) -> None:
        page = words(client.get("/").text)

        assert "Database upgrade: under maintenance until 15:20" in page
        assert "In progress Tue, 13:20 – 15:20 (2 h) · 1 h 20 min left · Checkout" in page

    def test_what_is_in_progress_can_be_added_to_a_calendar(
        self, client: Client, upgrade: Window
    ) -> None:
        assert f'href="/schedules/{upgrade.pk}.ics"' in client.get("/").text

    def test_what_comes_says_when(self, client: Client, alice: Actor) -> None:
        plan(alice, ends_at=NOW + timedelta(days=8, minutes=90))

        page = words(client.get("/").text)

        assert "Dec 2 Network work Wed, 14:00 – 15:30 (1 h 30 min)" in page

    def test_an_end_on_another_day_is_named(self, client: Client, alice: Actor) -> None:
        plan(alice, ends_at=NOW + timedelta(days=9))

        assert "Wed, 14:00 – 3 Dec, 14:00 (1 d)" in words(client.get("/").text)

    def test_an_open_end_is_called_so(self, client: Client, alice: Actor) -> None:
        plan(alice)

        assert "Wed, 14:00 – end not yet known" in words(client.get("/").text)

    def test_what_is_further_off_is_folded_away(
        self, client: Client, alice: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(home, "WINDOWS_SHOWN", 1)
        for day in (1, 2, 3):
            plan(alice, name=f"Number {day}", in_days=day)

        page = words(client.get("/").text)

        assert page.index("Number 1") < page.index("2 more are planned") < page.index("Number 2")


class TestItsOwnPage:
    def test_it_says_what_when_and_why(self, client: Client, upgrade: Window) -> None:
        page = client.get(f"/schedules/{upgrade.pk}").text

        assert "Database upgrade In progress 13:20 – 15:20 (2 h) · 1 h 20 min left" in words(page)
        assert "Exports <strong>wait</strong>." in page
        assert f'href="/schedules/{upgrade.pk}.ics"' in page

    def test_it_tells_how_it_went_newest_first(
        self, client: Client, alice: Actor, upgrade: Window
    ) -> None:
        for message in ("Copying.", "Copied."):
            maintenance.post_update(upgrade.pk, by=alice, message=message)

        page = client.get(f"/schedules/{upgrade.pk}").text

        assert page.index("Copied.") < page.index("Copying.")

    def test_one_that_is_hidden_is_404(self, client: Client, alice: Actor) -> None:
        hidden = plan(alice, visible=False)

        assert client.get(f"/schedules/{hidden.pk}").status_code == 404

    @pytest.mark.parametrize("name", ["999", "9" * 40, "next"])
    def test_an_unknown_one_is_404(self, client: Client, name: str) -> None:
        assert client.get(f"/schedules/{name}").status_code == 404


def test_history_tells_of_what_is_over(client: Client, alice: Actor) -> None:
    began = NOW - timedelta(days=3)
    maintenance.plan(
        by=alice,
        name="Old upgrade",
        starts_at=began,
        ends_at=began + timedelta(hours=2),
        status=WindowStatus.COMPLETE,
    )

    assert "Sat, 21 Nov Old upgrade Maintenance, 2 h" in words(client.get("/history").text)
