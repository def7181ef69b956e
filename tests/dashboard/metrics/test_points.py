"""The points of a metric: looked through, added by hand, corrected, deleted."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from signalpost.kernel.actor import Actor
from signalpost.metrics import operations
from signalpost.metrics.models import Metric, Point
from signalpost.site import operations as site
from tests.dashboard.metrics.conftest import address

NOON = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
WRONG = [
    ({"value": ""}, "This field is required."),
    ({"value": "fast"}, "Enter a number."),
    ({"value": "NaN"}, "Enter a number."),
    ({"value": "Infinity"}, "Enter a number."),
    ({"value": "1e400"}, "The value must be between"),
    ({"value": "1e999999999"}, "The value must be between"),
    ({"value": "1e15"}, "The value must be between"),
    ({"measured_at": "yesterday"}, "Enter a valid date/time."),
    ({"measured_at": "0000-01-01T00:00"}, "Enter a valid date/time."),
    ({"measured_at": "99999-01-01T00:00"}, "Enter a valid date/time."),
    ({"measured_at": "0001-01-01T00:00"}, "A date lies between"),
    ({"measured_at": "9999-12-31T23:59"}, "A date lies between"),
]


@pytest.fixture(autouse=True)
def _noon(alice: Actor) -> Iterator[None]:
    """In a zone an hour ahead."""
    site.change(by=alice, time_zone="Europe/Berlin")
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def point(latency: Metric, alice: Actor) -> Point:
    """Measured 90 s ago: the form shows no seconds."""
    at = NOON - timedelta(seconds=90)
    return operations.add_point(latency.pk, by=alice, value=12.345, measured_at=at)


class TestAdding:
    def add(self, client: Client, metric: Metric, **sent: str) -> None:
        client.post(address(metric), {"form_key": str(uuid.uuid4()), **sent})

    def test_without_a_time_it_is_of_now(self, mias: Client, latency: Metric) -> None:
        self.add(mias, latency, value="12.5")

        point = Point.objects.get()
        assert (point.value, point.measured_at) == (12.5, NOON)

    def test_a_time_is_by_the_clock_of_the_site(self, mias: Client, latency: Metric) -> None:
        self.add(mias, latency, value="-3", measured_at="2026-01-14T08:30")

        assert Point.objects.get().measured_at == datetime(2026, 1, 14, 7, 30, tzinfo=UTC)

    def test_the_same_value_again_is_counted_on_the_point_that_is_there(
        self, mias: Client, latency: Metric
    ) -> None:
        self.add(mias, latency, value="12.5")

        self.add(mias, latency, value="12.5")

        assert Point.objects.get().counter == 2
        assert "now counted 2 times" in mias.get(address(latency)).text

    def test_the_same_value_of_another_time_is_a_point_of_its_own(
        self, mias: Client, latency: Metric
    ) -> None:
        self.add(mias, latency, value="12.5")

        self.add(mias, latency, value="12.5", measured_at="2026-01-14T08:30")

        assert [point.counter for point in Point.objects.all()] == [1, 1]

    def test_a_form_that_is_sent_twice_acts_once(self, mias: Client, latency: Metric) -> None:
        sent = {"form_key": str(uuid.uuid4()), "value": "12.5"}

        for _ in range(2):
            mias.post(address(latency), sent)

        assert Point.objects.get().counter == 1

    @pytest.mark.parametrize(("wrong", "sentence"), WRONG, ids=str)
    def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
        self, mias: Client, latency: Metric, wrong: dict[str, str], sentence: str
    ) -> None:
        typed = {"value": "12.5", "measured_at": "2026-01-14T08:30", **wrong}

        answer = mias.post(address(latency), typed)

        [(field, said)] = wrong.items()
        assert answer.status_code == 422
        assert sentence in answer.context["form"].errors[field][0]
        assert said in answer.text
        assert not Point.objects.exists()


def as_shown(client: Client, path: str) -> dict[str, str]:
    """What the form of a point would send if nothing was touched."""
    form = client.get(path).context["form"]
    shown = {name: str(form[name].value()) for name in form.fields}
    at = timezone.localtime(form.initial["measured_at"], ZoneInfo("Europe/Berlin"))
    return shown | {"measured_at": f"{at:%Y-%m-%dT%H:%M}"}


class TestCorrecting:
    def test_a_time_that_is_sent_as_it_was_shown_keeps_its_seconds(
        self, mias: Client, latency: Metric, point: Point
    ) -> None:
        path = address(latency, f"points/{point.pk}/")
        assert 'value="2026-01-15T12:58"' in mias.get(path).text

        mias.post(path, as_shown(mias, path) | {"value": "13"})

        corrected = Point.objects.get()
        assert (corrected.value, corrected.measured_at) == (13, point.measured_at)

    def test_a_time_is_by_the_clock_of_the_site(
        self, mias: Client, latency: Metric, point: Point
    ) -> None:
        path = address(latency, f"points/{point.pk}/")

        mias.post(path, as_shown(mias, path) | {"measured_at": "2026-01-15T12:30"})

        corrected = Point.objects.get()
        assert corrected.measured_at == datetime(2026, 1, 15, 11, 30, tzinfo=UTC)
        assert corrected.value == point.value

    @pytest.mark.parametrize(
        ("wrong", "sentence"), [*WRONG, ({"measured_at": ""}, "This field is required.")], ids=str
    )
    def test_what_is_wrong_is_said_and_nothing_is_written(
        self, mias: Client, latency: Metric, point: Point, wrong: dict[str, str], sentence: str
    ) -> None:
        path = address(latency, f"points/{point.pk}/")

        answer = mias.post(path, as_shown(mias, path) | {"value": "1"} | wrong)

        assert answer.status_code == 422
        assert sentence in answer.context["form"].errors[next(iter(wrong))][0]
        assert Point.objects.get().value == point.value

    def test_what_somebody_made_of_it_meanwhile_is_said_and_not_undone(
        self, mias: Client, alice: Actor, latency: Metric, point: Point
    ) -> None:
        path = address(latency, f"points/{point.pk}/")
        sent = as_shown(mias, path) | {"measured_at": "2026-01-15T12:30"}
        operations.edit_point(latency.pk, point.pk, by=alice, value=20)

        answer = mias.post(path, sent)

        assert answer.status_code == 422
        assert "now it is 20, measured at 2026-01-15 12:58" in answer.text
        assert Point.objects.get().value == 20

    def test_who_has_read_that_may_send_it_again(
        self, mias: Client, alice: Actor, latency: Metric, point: Point
    ) -> None:
        path = address(latency, f"points/{point.pk}/")
        sent = as_shown(mias, path) | {"value": "30"}
        operations.edit_point(latency.pk, point.pk, by=alice, value=20)
        refused = mias.post(path, sent).context["form"]

        mias.post(path, sent | {"seen": refused["seen"].value()})

        assert Point.objects.get().value == 30


class TestDeleting:
    def test_it_asks_first(self, mias: Client, latency: Metric, point: Point) -> None:
        answer = mias.get(address(latency, f"points/{point.pk}/delete/"))

        assert "12.345" in answer.text
        assert Point.objects.exists()

    def test_it_is_gone(self, mias: Client, latency: Metric, point: Point) -> None:
        mias.post(address(latency, f"points/{point.pk}/delete/"))

        latency.refresh_from_db()
        assert (latency.size, Point.objects.count()) == (0, 0)


@pytest.mark.parametrize("rest", ["", "delete/"])
@pytest.mark.parametrize("verb", ["get", "post"])
def test_a_point_of_another_metric_is_not_there(
    mias: Client, point: Point, alice: Actor, rest: str, verb: str
) -> None:
    other = operations.create(by=alice, name="Orders", suffix="")

    answer = getattr(mias, verb)(address(other, f"points/{point.pk}/{rest}"), {"value": "1"})

    assert answer.status_code == 404
    assert Point.objects.get() == point


class TestTheList:
    @pytest.fixture
    def many(self, latency: Metric, alice: Actor) -> Metric:
        """One each minute, the newest worth 0."""
        measured = [(back, NOON - timedelta(minutes=back)) for back in range(120)]
        operations.add_points(latency.pk, by=alice, measured=measured)
        return latency

    def shown(self, client: Client, metric: Metric, query: str) -> list[float]:
        return [point.value for point in client.get(address(metric) + query).context["points"]]

    def test_the_newest_stand_first(self, mias: Client, many: Metric) -> None:
        assert self.shown(mias, many, "")[:3] == [0, 1, 2]

    def test_the_older_ones_are_on_the_next_page(self, mias: Client, many: Metric) -> None:
        assert self.shown(mias, many, "?page=3") == list(range(100, 120))

    def test_it_can_be_narrowed_to_a_time(self, mias: Client, many: Metric) -> None:
        narrowed = self.shown(mias, many, "?since=2026-01-15T12:10&until=2026-01-15T12:12")

        assert narrowed == [48, 49, 50]

    @pytest.mark.parametrize("since", ["soon", "0000-01-01T00:00", "9999-12-31T23:59"])
    def test_a_time_that_is_none_is_said_beside_its_field(
        self, mias: Client, many: Metric, since: str
    ) -> None:
        answer = mias.get(address(many) + f"?since={since}")

        assert answer.status_code == 422
        assert "since" in answer.context["asked"].errors

    @pytest.mark.parametrize("query", ["?page=0", "?page=x", f"?page={'9' * 30}", "?view=x"])
    def test_what_means_nothing_changes_nothing(
        self, mias: Client, many: Metric, query: str
    ) -> None:
        assert mias.get(address(many) + query).status_code == 200


class TestTheChart:
    def test_it_shows_the_view_that_is_asked_for(
        self, mias: Client, latency: Metric, point: Point
    ) -> None:
        answer = mias.get(address(latency) + "?view=last_hour")

        assert answer.context["figure"].line.spots[0].at == NOON - timedelta(hours=1)
        assert '<path class="curve"' in answer.text

    def test_the_team_gets_it_in_numbers_whoever_else_may_see_it(
        self, mias: Client, latency: Metric, point: Point, alice: Actor
    ) -> None:
        operations.edit(latency.pk, by=alice, visibility="team")
        [told] = re.findall(r'data-from="([^"]+)"', mias.get(address(latency)).text)

        assert mias.get(told).json()["between"] == [12.35, 13.35]

    def test_a_view_that_there_is_not_has_no_numbers(self, mias: Client, latency: Metric) -> None:
        assert mias.get(address(latency, "year.json")).status_code == 404

    def test_without_points_there_is_none_but_the_call_that_posts_one(
        self, mias: Client, latency: Metric
    ) -> None:
        page = mias.get(address(latency)).text

        assert "plot" not in page.partition("<main")[2]
        assert f"/api/v1/metrics/{latency.pk}/points" in page
