"""A metric at the dashboard: made, changed, deleted."""

from __future__ import annotations

import pytest
from django.test import Client

from signalpost.events.models import Event
from signalpost.kernel.actor import Actor
from signalpost.metrics import operations
from signalpost.metrics.models import Metric
from tests.dashboard.metrics.conftest import LIST, address, as_shown

NEW = f"{LIST}new/"
TYPED = {
    "name": "Orders",
    "suffix": "per hour",
    "description": "All **shops**",
    "calculation": "sum",
    "places": "0",
    "default_view": "week",
    "default_value": "0.5",
    "threshold": "10",
    "visibility": "team",
    "display_chart": "on",
    "position": "7",
}


class TestAdding:
    def test_everything_that_was_said_is_kept(self, mias: Client) -> None:
        answer = mias.post(NEW, TYPED)

        metric = Metric.objects.get()
        kept = {name: str(getattr(metric, name)) for name in TYPED} | {"display_chart": "on"}
        assert answer["Location"] == address(metric)
        assert kept == TYPED

    def test_it_is_offered_the_place_behind_the_others(self, mias: Client, latency: Metric) -> None:
        assert as_shown(mias, NEW)["position"] == "5"

    def test_a_unit_and_a_description_can_be_left_out(self, mias: Client) -> None:
        mias.post(NEW, TYPED | {"suffix": "", "description": ""})

        assert Metric.objects.get().suffix == ""

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"name": " "}, "This field is required."),
            ({"name": "N" * 501}, "Ensure this value has at most 500 characters"),
            ({"name": "a\x00b"}, "Null characters are not allowed."),
            ({"suffix": "s" * 201}, "Ensure this value has at most 200 characters"),
            ({"calculation": "median"}, "Select a valid choice."),
            ({"places": "5"}, "Select a valid choice."),
            ({"threshold": "7"}, "Select a valid choice."),
            ({"default_view": "century"}, "Select a valid choice."),
            ({"visibility": "some"}, "Select a valid choice."),
            ({"default_value": "much"}, "Enter a number."),
            ({"default_value": "NaN"}, "Enter a number."),
            ({"default_value": "1e400"}, "The default value must be between"),
            ({"default_value": "1e15"}, "The default value must be between"),
            ({"position": "9" * 30}, "Ensure this value is less than or equal to"),
            ({"position": "first"}, "Enter a whole number."),
        ],
        ids=str,
    )
    def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
        self, mias: Client, wrong: dict[str, str], sentence: str
    ) -> None:
        answer = mias.post(NEW, TYPED | wrong)

        assert answer.status_code == 422
        assert sentence in answer.context["form"].errors[next(iter(wrong))][0]
        assert ">\nAll **shops**</textarea>" in answer.text
        assert not Metric.objects.exists()


class TestEditing:
    def test_what_is_sent_as_it_was_shown_changes_nothing(
        self, mias: Client, latency: Metric, alice: Actor
    ) -> None:
        operations.edit(latency.pk, by=alice, default_value=0.1, description="One\nTwo")
        path = address(latency, "edit/")

        mias.post(path, as_shown(mias, path))

        assert Event.objects.filter(kind="metric.edited").count() == 1

    def test_what_is_changed_is_kept(self, mias: Client, latency: Metric) -> None:
        path = address(latency, "edit/")

        answer = mias.post(path, as_shown(mias, path) | {"suffix": "s", "visibility": "team"})

        latency.refresh_from_db()
        assert answer["Location"] == address(latency)
        assert (latency.name, latency.suffix, latency.visibility) == ("Latency", "s", "team")

    def test_after_somebody_else_it_shows_what_that_one_changed(
        self, mias: Client, latency: Metric, alice: Actor
    ) -> None:
        path = address(latency, "edit/")
        data = as_shown(mias, path) | {"name": "Response time"}
        operations.edit(latency.pk, by=alice, suffix="s", default_value=2.5)

        answer = mias.post(path, data)

        assert answer.status_code == 422
        assert "Unit: <del>ms</del> → s" in answer.text
        assert "Default value: <del>0</del> → 2.5" in answer.text
        assert 'value="Response time"' in answer.text
        assert Metric.objects.get().name == "Latency"

    def test_who_has_seen_that_may_send_it_again(
        self, mias: Client, latency: Metric, alice: Actor
    ) -> None:
        path = address(latency, "edit/")
        data = as_shown(mias, path) | {"name": "Response time"}
        operations.edit(latency.pk, by=alice, suffix="s")
        shown = mias.post(path, data).context["form"]

        mias.post(path, data | {"as_of": shown["as_of"].value()})

        assert Metric.objects.get().name == "Response time"

    def test_points_that_come_in_meanwhile_are_no_hindrance(
        self, mias: Client, latency: Metric, alice: Actor
    ) -> None:
        path = address(latency, "edit/")
        data = as_shown(mias, path) | {"name": "Response time"}
        operations.add_point(latency.pk, by=alice, value=80)

        mias.post(path, data)

        assert Metric.objects.get().name == "Response time"

    @pytest.mark.parametrize("as_of", ["", "x", "9" * 30])
    def test_a_form_that_does_not_say_what_was_seen_is_no_crash(
        self, mias: Client, latency: Metric, as_of: str
    ) -> None:
        path = address(latency, "edit/")

        answer = mias.post(path, as_shown(mias, path) | {"as_of": as_of})

        assert answer.status_code in {302, 422}


class TestDeleting:
    def test_it_says_first_how_many_points_go_with_it(
        self, mias: Client, latency: Metric, alice: Actor
    ) -> None:
        for value in (80, 90):
            operations.add_point(latency.pk, by=alice, value=value)

        answer = mias.get(address(latency, "delete/"))

        assert "Delete “Latency”?" in answer.text
        assert "with its 2 points" in answer.text
        assert Metric.objects.standing().exists()

    def test_it_is_off_the_list(self, mias: Client, latency: Metric) -> None:
        answer = mias.post(address(latency, "delete/"))

        assert answer["Location"] == LIST
        assert not Metric.objects.standing().exists()

    @pytest.mark.parametrize("rest", ["", "edit/", "delete/"])
    def test_what_is_deleted_has_no_screen(
        self, mias: Client, latency: Metric, alice: Actor, rest: str
    ) -> None:
        operations.delete(latency.pk, by=alice)

        assert mias.get(address(latency, rest)).status_code == 404
