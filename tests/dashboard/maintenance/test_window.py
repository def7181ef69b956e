from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from signalpost.maintenance import operations
from signalpost.maintenance.models import Window

LIST = "/dashboard/maintenance/"


@pytest.fixture
def window(mia) -> Window:
    start = timezone.now() + timedelta(days=3)
    return operations.plan(
        by=mia, name="Database upgrade", starts_at=start, ends_at=start + timedelta(hours=1)
    )


def press(browser, window: Window, button: str, **sent: str):
    return browser.post(f"{LIST}{window.pk}/{button}/", sent)


def test_it_is_begun_extended_and_finished(browser, mia, window):
    client = browser(mia)

    press(client, window, "begin")
    press(client, window, "extend", ends_at="2030-01-01T12:00")
    window.refresh_from_db()
    began = (window.status, window.ends_at)
    press(client, window, "complete")

    window.refresh_from_db()
    assert began == (
        "in_progress",
        datetime(2030, 1, 1, 12, tzinfo=UTC),
    )
    assert window.is_complete


def test_what_is_complete_is_not_begun_again(browser, mia, window):
    operations.complete(window.pk, by=mia)

    answer = press(browser(mia), window, "begin")

    assert answer.status_code == 409
    assert "has begun already" in answer.text


def test_an_extension_backwards_is_refused_beside_its_field(browser, mia, window):
    answer = press(browser(mia), window, "extend", ends_at="2020-01-01T12:00")

    assert answer.status_code == 422
    assert "ends_at" in answer.context["extending"].errors


def test_an_update_is_posted_and_read(browser, mia, window):
    client = browser(mia)

    press(client, window, "update", message="Half **done**")

    assert "Half <strong>done</strong>" in client.get(f"{LIST}{window.pk}/").text


def test_an_empty_update_is_refused(browser, mia, window):
    answer = press(browser(mia), window, "update", message=" ")

    assert answer.status_code == 422
    assert not window.updates.exists()


class TestAnUpdate:
    def test_its_words_are_corrected(self, browser, mia, window):
        update = operations.post_update(window.pk, by=mia, message="Half dun")
        client = browser(mia)
        shown = client.get(f"{LIST}{window.pk}/updates/{update.pk}/").context["form"]

        as_of = shown["as_of"].value()
        press(client, window, f"updates/{update.pk}", message="Half done", as_of=as_of)

        update.refresh_from_db()
        assert shown["message"].value() == "Half dun"
        assert update.message == "Half done"

    def test_it_is_not_emptied(self, browser, mia, window):
        update = operations.post_update(window.pk, by=mia, message="Half done")

        answer = press(browser(mia), window, f"updates/{update.pk}", message=" ", as_of="9999")

        assert answer.status_code == 422
        assert answer.context["form"].errors["message"] == ["The message is required."]

    def test_a_correction_after_somebody_elses_shows_that_one(self, browser, mia, alice, window):
        update = operations.post_update(window.pk, by=mia, message="Half dun")
        client = browser(mia)
        shown = client.get(f"{LIST}{window.pk}/updates/{update.pk}/").context["form"]
        operations.edit_update(window.pk, update.pk, by=alice, message="Half done")

        as_of = shown["as_of"].value()
        answer = press(client, window, f"updates/{update.pk}", message="Done", as_of=as_of)

        update.refresh_from_db()
        assert "<del>Half dun</del> → Half done" in answer.text
        assert update.message == "Half done"

    def test_it_is_deleted_after_one_question(self, browser, mia, window):
        update = operations.post_update(window.pk, by=mia, message="Half done")
        client = browser(mia)
        asked = client.get(f"{LIST}{window.pk}/updates/{update.pk}/delete/")

        press(client, window, f"updates/{update.pk}/delete")

        assert "Half done" in asked.text
        assert not window.updates.exists()

    def test_that_of_another_window_is_not_there(self, browser, mia, window):
        other = operations.plan(by=mia, name="Other")
        update = operations.post_update(other.pk, by=mia, message="Half done")

        answer = press(browser(mia), window, f"updates/{update.pk}", message="Changed")

        assert answer.status_code == 404


def test_it_is_deleted_after_one_question(browser, mia, window):
    client = browser(mia)
    asked = client.get(f"{LIST}{window.pk}/delete/")

    answer = press(client, window, "delete")

    assert "It disappears from the page" in asked.text
    assert answer["Location"] == LIST
    assert client.get(f"{LIST}{window.pk}/").status_code == 404


def test_a_series_is_ended_from_any_of_its_windows(browser, mia):
    start = timezone.now() + timedelta(days=3)
    first = operations.plan(by=mia, name="Backups", starts_at=start, rule="FREQ=DAILY")

    press(browser(mia), first, "series/end")

    assert not Window.objects.standing().exists()


def test_a_series_says_in_words_how_it_repeats(browser, mia):
    first = operations.plan(
        by=mia,
        name="Patches",
        starts_at=datetime(2100, 1, 7, 22, tzinfo=UTC),
        rule="FREQ=WEEKLY;BYDAY=TH",
    )

    shown = browser(mia).get(f"{LIST}{first.pk}/").text

    assert "every week on Thursday" in shown
    assert "FREQ=" not in shown


def test_what_does_not_repeat_has_no_series_to_end(browser, mia, window):
    assert press(browser(mia), window, "series/end").status_code == 404


class TestTheList:
    def test_each_stands_where_it_is_in_its_life(self, browser, victor, mia, window):
        now = timezone.now()
        operations.plan(by=mia, name="Going on")
        past = operations.plan(by=mia, name="Went by", starts_at=now - timedelta(days=2))
        operations.complete(past.pk, by=mia)

        shown = browser(victor).get(LIST).context

        assert [str(one) for one in shown["in_progress"]] == ["Going on"]
        assert [str(one) for one in shown["upcoming"]] == ["Database upgrade"]
        assert [str(one) for one in shown["past"]] == ["Went by"]

    def test_a_month_shows_each_day_that_a_window_lasts(self, browser, victor, mia):
        noon = datetime(2030, 1, 9, 12, tzinfo=UTC)
        operations.plan(by=mia, name="Move", starts_at=noon, ends_at=noon + timedelta(days=2))

        weeks = browser(victor).get(LIST, {"month": "2030-01"}).context["weeks"]

        busy = [day["date"].day for week in weeks for day in week if day["windows"]]
        assert busy == [9, 10, 11]

    def test_a_month_shows_what_goes_on_since_before_it_without_an_end(self, browser, victor, mia):
        with time_machine.travel(datetime(2030, 1, 9, 12, tzinfo=UTC), tick=False):
            operations.plan(by=mia, name="Move")

        with time_machine.travel(datetime(2030, 3, 5, 12, tzinfo=UTC), tick=False):
            weeks = browser(victor).get(LIST, {"month": "2030-03"}).context["weeks"]

        busy = [day["date"].isoformat() for week in weeks for day in week if day["windows"]]
        assert (busy[0], busy[-1], len(busy)) == ("2030-02-25", "2030-03-05", 9)

    def test_a_month_shows_when_it_ended_in_fact(self, browser, victor, mia):
        noon = datetime(2030, 1, 9, 12, tzinfo=UTC)
        with time_machine.travel(noon, tick=False):
            window = operations.plan(by=mia, name="Move", ends_at=noon + timedelta(days=5))
        with time_machine.travel(noon + timedelta(days=1), tick=False):
            operations.complete(window.pk, by=mia)

        weeks = browser(victor).get(LIST, {"month": "2030-01"}).context["weeks"]

        assert [day["date"].day for week in weeks for day in week if day["windows"]] == [9, 10]

    @pytest.mark.parametrize("month", ["", "x", "2026-13", "0001-01", "9999-12", "\x00"])
    def test_what_is_no_month_is_this_one(self, browser, victor, month):
        answer = browser(victor).get(LIST, {"month": month})

        assert answer.context["month"] == timezone.localdate().replace(day=1)

    def test_it_costs_the_same_with_many(self, browser, victor, mia, django_assert_max_num_queries):
        for day in range(30):
            start = timezone.now() + timedelta(days=day + 1)
            operations.plan(by=mia, name="Backups", starts_at=start)
        client = browser(victor)

        with django_assert_max_num_queries(12):
            client.get(LIST)


def test_fields_for_a_time_say_whose_clock_it_is(browser, mia, window):
    shown = browser(mia).get(f"{LIST}{window.pk}/").text

    assert 'Until <span class="hint zone">(UTC time)</span>' in shown


def test_the_calendar_says_whose_days_it_has(browser, mia):
    shown = browser(mia).get(LIST).text

    assert "Days and times are those of UTC." in shown
    assert "The days of this calendar are those of {ours}" in shown
