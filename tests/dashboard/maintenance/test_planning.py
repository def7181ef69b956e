from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from signalpost.components.statuses import ComponentStatus
from signalpost.events.models import Event
from signalpost.maintenance import operations
from signalpost.maintenance.models import Series, Window
from signalpost.site import operations as site
from signalpost.subscribers import operations as subscribers

LIST = "/dashboard/maintenance/"
NEW = f"{LIST}new/"
AHEAD = {"name": "Database upgrade", "starts_at": "2030-01-09T22:00", "ends_at": "2030-01-09T23:30"}
ONCE = {**AHEAD, "repeat": "never", "visible": "on"}


@pytest.fixture
def window(mia, website) -> Window:
    start = timezone.now() + timedelta(days=3)
    return operations.plan(
        by=mia,
        name="Database upgrade",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        components={website.pk: ComponentStatus.MAJOR_OUTAGE},
    )


def as_shown(browser, address: str) -> dict[str, Any]:
    """What a form would send if nothing was touched."""
    return values_of(browser.get(address))


def values_of(answer: Any) -> dict[str, Any]:
    """What the form of an answer would send: times to the minute, as browsers do."""
    form = answer.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {
        name: f"{value:%Y-%m-%dT%H:%M}" if isinstance(value, datetime) else value
        for name, value in values.items()
        if value not in (None, False)
    }


class TestPlanning:
    def test_sent_twice_it_is_planned_once(self, browser, mia):
        client = browser(mia)
        sent = ONCE | {"form_key": "2b1c8f1e-7a55-4f5e-9a53-666666666666"}

        first, second = client.post(NEW, sent), client.post(NEW, sent)

        assert first["Location"] == second["Location"]
        assert Window.objects.count() == 1

    def test_times_are_by_the_clock_of_the_site(self, browser, alice, mia, website):
        site.change(by=alice, time_zone="Europe/Berlin")

        answer = browser(mia).post(NEW, ONCE | {"components": [website.pk]})

        window = Window.objects.get()
        assert answer["Location"] == f"{LIST}{window.pk}/"
        assert window.starts_at == datetime(2030, 1, 9, 21, tzinfo=UTC)
        assert window.coverage.get().component == website

    def test_plain_words_begin_a_series(self, browser, mia):
        browser(mia).post(NEW, ONCE | {"repeat": "weekly", "until": "2030-01-23"})

        assert Series.objects.get().rule == "FREQ=WEEKLY;BYDAY=WE;UNTIL=20300123"
        assert Window.objects.count() == 3

    def test_all_that_is_wrong_is_said_at_once(self, browser, mia):
        answer = browser(mia).post(NEW, ONCE | {"name": "", "ends_at": "2030-01-08T22:00"})

        assert set(answer.context["form"].errors) == {"name", "ends_at"}

    def test_the_first_field_that_is_wrong_has_the_focus(self, browser, mia):
        answer = browser(mia).post(NEW, ONCE | {"ends_at": "2030-01-08T22:00"})

        assert re.findall(r"<input[^>]* name=\"(\w+)\"[^>]* autofocus", answer.text) == ["ends_at"]

    def test_history_is_entered_as_over(self, browser, mia):
        past = {"starts_at": "2020-01-09T22:00", "ends_at": "2020-01-09T23:30"}

        browser(mia).post(NEW, ONCE | past)

        assert Window.objects.get().is_complete

    @pytest.mark.parametrize(
        ("sent", "field"),
        [
            ({"name": ""}, "name"),
            ({"starts_at": "yesterday"}, "starts_at"),
            ({"ends_at": "2030-01-08T22:00"}, "ends_at"),
            ({"components": ["99"]}, "components"),
            ({"repeat": "weekly", "starts_at": ""}, "starts_at"),
            ({"repeat": "sometimes"}, "repeat"),
            ({"repeat": "rule"}, "rule"),
            ({"repeat": "rule", "rule": "FREQ=HOURLY"}, "rule"),
            ({"repeat": "rule", "rule": "FREQ=WEEKLY;BYDAY=MO"}, "rule"),
            ({"repeat": "daily", "until": "soon"}, "until"),
        ],
    )
    def test_what_cannot_be_stands_beside_its_field(self, browser, mia, sent, field):
        answer = browser(mia).post(NEW, ONCE | sent)

        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]
        assert not Window.objects.exists()
        assert not Series.objects.exists()

    def test_the_preview_names_the_next_times_and_keeps_nothing(self, browser, mia):
        sent = AHEAD | {"repeat": "month_weekday"}

        answer = browser(mia).post(f"{NEW}preview/", sent, headers={"HX-Request": "true"})

        assert answer.text.count("<li>") == 5
        assert "13 Feb 2030" in answer.text
        assert not Window.objects.exists()

    def test_the_preview_of_no_rule_says_why(self, browser, mia):
        sent = AHEAD | {"repeat": "rule", "rule": "FREQ=SECONDLY"}

        answer = browser(mia).post(f"{NEW}preview/", sent, headers={"HX-Request": "true"})

        assert "A rule begins with FREQ=DAILY" in answer.text

    def test_without_scripts_the_preview_is_the_form_again(self, browser, mia):
        answer = browser(mia).post(f"{NEW}preview/", AHEAD | {"repeat": "daily"})

        assert 'value="Database upgrade"' in answer.text
        assert "It would begin" in answer.text


class TestWhatPlanningWillDo:
    def foresee(self, client, **fields: Any) -> str:
        answer = client.post(f"{NEW}preview/", ONCE | fields, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        return answer.text

    def test_its_components_are_under_maintenance_from_its_start_to_its_end(
        self, browser, mia, website
    ):
        shown = self.foresee(browser(mia), components=[website.pk])

        assert "9 Jan 2030, 22:00</time> to <time" in shown
        assert "operational → under maintenance" in shown

    def test_without_a_start_it_begins_at_once(self, browser, mia, website):
        shown = self.foresee(browser(mia), starts_at="", ends_at="", components=[website.pk])

        assert "When you plan it" in shown
        assert "Until somebody completes it." in shown
        assert "operational → under maintenance" in shown

    def test_history_changes_nothing(self, browser, mia, website):
        past = {"starts_at": "2020-01-09T22:00", "ends_at": "2020-01-09T23:30"}

        shown = self.foresee(browser(mia), components=[website.pk], **past)

        assert "It is over: history." in shown
        assert "None changes." in shown

    def test_it_counts_who_hears_of_it(self, browser, mia, website, checkout):
        for name, followed in (("bo", website), ("kim", checkout)):
            subscribers.subscribe(
                by=mia, address=f"{name}@example.com", components=[followed.pk], vouched=True
            )

        shown = self.foresee(browser(mia), notify="on", components=[website.pk])

        assert "1 of 2 subscribers: E-mail 1" in shown

    def test_hidden_it_tells_nobody_and_changes_nothing(self, browser, mia, website):
        subscribers.subscribe(by=mia, address="bo@example.com", vouched=True)

        shown = self.foresee(browser(mia), visible="", notify="on", components=[website.pk])

        assert "The team alone." in shown
        assert "Nobody, of 1 subscriber." in shown
        assert "stays operational" in shown

    def test_it_names_what_is_planned_for_the_same_time(
        self, browser, mia, window, website, checkout
    ):
        start = timezone.localtime(window.starts_at)

        shown = self.foresee(
            browser(mia),
            starts_at=f"{start:%Y-%m-%dT%H:%M}",
            ends_at="",
            components=[website.pk, checkout.pk],
        )

        assert "Overlaps with" in shown
        assert "covers Website, too" in shown


class TestWhatAnEditWillDo:
    def foresee(self, client, window: Window, **fields: Any) -> str:
        address = f"{LIST}{window.pk}/edit/"
        sent = as_shown(client, address) | fields
        answer = client.post(f"{address}preview/", sent, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        return answer.text

    def test_nobody_asks_who_is_told(self, browser, mia, window):
        assert "People told" not in browser(mia).get(f"{LIST}{window.pk}/edit/").text

    def test_it_does_not_overlap_with_itself(self, browser, mia, window):
        assert "Overlaps with" not in self.foresee(browser(mia), window)

    def test_hidden_visitors_see_it_no_longer(self, browser, mia, window):
        assert "visitors no longer see it" in self.foresee(browser(mia), window, visible="")

    def test_in_progress_it_lets_go_what_it_covers_no_longer(
        self, browser, mia, window, website, checkout
    ):
        operations.begin(window.pk, by=mia)

        shown = self.foresee(browser(mia), window, components=[checkout.pk])

        assert "<b>Website</b> under maintenance → operational" in shown
        assert "<b>Checkout</b> operational → under maintenance" in shown

    def test_moved_into_the_past_it_is_over(self, browser, mia, window):
        past = {"starts_at": "2020-01-09T22:00", "ends_at": "2020-01-09T23:30"}

        assert "It is over: history." in self.foresee(browser(mia), window, **past)

    def test_without_scripts_the_whole_screen_comes_back_and_nothing_is_written(
        self, browser, mia, window
    ):
        client, address = browser(mia), f"{LIST}{window.pk}/edit/"

        answer = client.post(f"{address}preview/", as_shown(client, address) | {"name": "Disks"})

        window.refresh_from_db()
        assert 'value="Disks"' in answer.text
        assert "<h1>Edit" in answer.text
        assert window.name == "Database upgrade"


class TestEditing:
    def test_what_is_sent_as_it_was_shown_changes_nothing(self, browser, mia, window):
        client = browser(mia)
        address = f"{LIST}{window.pk}/edit/"

        client.post(address, as_shown(client, address))

        assert not Event.objects.filter(kind="window.edited").exists()

    def test_only_what_is_changed_is_announced(self, browser, mia, window):
        client = browser(mia)
        address = f"{LIST}{window.pk}/edit/"

        client.post(address, as_shown(client, address) | {"name": "Disks"})

        assert Event.objects.get(kind="window.edited").facts["changed"] == {
            "name": ["Database upgrade", "Disks"]
        }

    def test_a_start_is_needed(self, browser, mia, window):
        client = browser(mia)
        address = f"{LIST}{window.pk}/edit/"

        answer = client.post(address, as_shown(client, address) | {"starts_at": ""})

        assert list(answer.context["form"].errors) == ["starts_at"]

    def test_what_clients_stated_of_a_component_stays(
        self, browser, mia, window, website, checkout
    ):
        client = browser(mia)
        address = f"{LIST}{window.pk}/edit/"
        both = [website.pk, checkout.pk]

        client.post(address, as_shown(client, address) | {"components": both})

        stated = dict(window.coverage.values_list("component", "status"))
        assert stated == {website.pk: "major", checkout.pk: ""}


def test_what_somebody_changed_meanwhile_is_shown_and_not_undone(
    browser, mia, alice, window, website
):
    client, address = browser(mia), f"/dashboard/maintenance/{window.pk}/edit/"
    shown = as_shown(client, address)
    ends_at = datetime(2031, 1, 9, 12, 30, tzinfo=UTC)
    operations.edit(window.pk, by=alice, ends_at=ends_at, components={website.pk: None})

    answer = client.post(address, shown | {"name": "Disks"})

    window.refresh_from_db()
    assert answer.status_code == 422
    assert answer.context["form"]["name"].value() == "Disks"
    [deed] = answer.context["form"].deeds
    assert {name: after for name, _, after in deed.changes} == {
        "Ends": "2031-01-09 12:30",
        "Components under maintenance meanwhile": "Website",
    }
    assert (window.name, window.ends_at) == ("Database upgrade", ends_at)


def test_it_is_written_when_it_is_sent_once_more(browser, mia, alice, window):
    client, address = browser(mia), f"/dashboard/maintenance/{window.pk}/edit/"
    shown = as_shown(client, address)
    operations.edit(window.pk, by=alice, message="Replaced.")
    refused = client.post(address, shown | {"name": "Disks"})

    again = {"as_of": refused.context["form"]["as_of"].value()}
    client.post(address, shown | {"name": "Disks"} | again)

    window.refresh_from_db()
    assert window.name == "Disks"


def test_sent_again_as_it_comes_back_it_undoes_nothing(browser, mia, alice, window, website):
    client, address = browser(mia), f"/dashboard/maintenance/{window.pk}/edit/"
    shown = as_shown(client, address)
    ends_at = datetime(2031, 1, 9, 12, 30, tzinfo=UTC)
    operations.edit(window.pk, by=alice, ends_at=ends_at, components={website.pk: None})

    refused = client.post(address, shown | {"name": "Disks"})
    client.post(address, values_of(refused))

    window.refresh_from_db()
    assert (window.name, window.ends_at) == ("Disks", ends_at)
    assert [part.component_id for part in window.coverage.all()] == [website.pk]
