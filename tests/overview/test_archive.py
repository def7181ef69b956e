from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations as windows
from signalpost.maintenance.statuses import WindowStatus
from signalpost.overview import archive

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def report(alice: Actor):
    def report(name: str, at: datetime | None = None, **values: object) -> Incident:
        message = str(values.pop("message", "…"))
        return incidents.report(by=alice, name=name, message=message, occurred_at=at, **values)

    return report


def names(told: tuple[archive.IncidentView, ...]) -> list[str]:
    return [incident.name for incident in told]


def test_a_month_begins_and_ends_in_the_zone_of_the_site(report) -> None:
    report("still October", datetime(2026, 10, 31, 22, 59, tzinfo=UTC))
    report("first of November", datetime(2026, 10, 31, 23, 0, tzinfo=UTC))
    report("last of November", datetime(2026, 11, 30, 22, 59, tzinfo=UTC))
    report("December", datetime(2026, 11, 30, 23, 0, tzinfo=UTC))

    told = archive.of_month(date(2026, 11, 1), zone=BERLIN)

    assert [(day.date.day, names(day.incidents)) for day in told] == [
        (30, ["last of November"]),
        (1, ["first of November"]),
    ]


def test_a_month_tells_of_maintenance_that_is_over(report, alice: Actor) -> None:
    report("incident", datetime(2026, 11, 3, 9, tzinfo=UTC))
    for day in (2, 3):
        at = datetime(2026, 11, day, 8, tzinfo=UTC)
        done = WindowStatus.COMPLETE
        windows.plan(by=alice, name="upgrade", starts_at=at, ends_at=at, status=done)

    told = archive.of_month(date(2026, 11, 1), zone=BERLIN)

    assert [(day.date.day, len(day.incidents), len(day.windows)) for day in told] == [
        (3, 1, 1),
        (2, 0, 1),
    ]


def test_days_are_told_newest_first_with_the_quiet_ones(report) -> None:
    report("fixed", datetime(2026, 11, 22, 12, tzinfo=UTC), status=IncidentStatus.FIXED)

    told = archive.days(last=date(2026, 11, 23), count=3, zone=BERLIN)

    assert [(str(day.date), names(day.incidents)) for day in told] == [
        ("2026-11-23", []),
        ("2026-11-22", ["fixed"]),
        ("2026-11-21", []),
    ]


def test_what_is_open_is_not_told_of_a_day(report) -> None:
    report("open", datetime(2026, 11, 22, 12, tzinfo=UTC))

    (day,) = archive.days(last=date(2026, 11, 22), count=1, zone=BERLIN)

    assert not day.incidents


@pytest.mark.parametrize(
    ("month", "last"),
    [
        (date(2026, 11, 1), date(2026, 11, 30)),
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2028, 2, 15), date(2028, 2, 29)),
    ],
)
def test_a_month_has_a_last_day(month: date, last: date) -> None:
    assert archive.end_of(month) == last


class TestASearch:
    def test_finds_words_in_names_messages_and_updates(self, report, alice: Actor) -> None:
        report("Slow search")
        report("Payments", message="Search the basket.")
        mails = report("Mails")
        incidents.post_update(
            mails.pk, by=alice, status=IncidentStatus.WATCHING, message="We searched the queue."
        )
        report("Something else")

        found = archive.search(text="search")

        assert names(found.incidents) == ["Mails", "Payments", "Slow search"]

    def test_finds_words_in_post_mortems(self, report, alice: Actor) -> None:
        slow = report("Slow pages")
        incidents.edit(slow.pk, by=alice, postmortem="An index was missing.")

        assert names(archive.search(text="index").incidents) == ["Slow pages"]

    @pytest.mark.parametrize("word", ["ÜBERLASTET", "überlastet", "échec", "ÉCHEC", "сбой"])
    def test_finds_a_word_in_any_case_in_any_alphabet(self, report, word: str) -> None:
        report("Überlastet, Échec, Сбой")
        report("Mails", message="Échec, überlastet, сбой")

        found = archive.search(text=word)

        assert names(found.incidents) == ["Mails", "Überlastet, Échec, Сбой"]

    def test_wants_each_word(self, report) -> None:
        report("Slow search")
        report("Slow mails")

        assert names(archive.search(text="search slow").incidents) == ["Slow search"]

    def test_does_not_look_for_more_than_eight_words(self, report) -> None:
        report("one two three four five six seven eight")

        found = archive.search(text="one two three four five six seven eight nine")

        assert found.total == 1

    def test_counts_a_word_once_however_it_is_written(self, report) -> None:
        report("Slow search")

        assert archive.search(text="slow Slow SLOW " * 3 + "mails").total == 0

    def test_tells_an_incident_once_however_often_it_matches(self, report, alice: Actor) -> None:
        incident = report("Slow search", message="search")
        for _ in range(2):
            incidents.post_update(
                incident.pk, by=alice, status=IncidentStatus.WATCHING, message="search"
            )

        assert archive.search(text="search").total == 1

    def test_takes_wildcards_as_they_are(self, report) -> None:
        report("Slow search")

        assert archive.search(text="%").total == 0
        assert archive.search(text="S_ow").total == 0

    def test_knows_which_components_were_touched(
        self, report, website: Component, checkout: Component
    ) -> None:
        report("Payments", impacts={checkout.pk: ComponentStatus.PARTIAL_OUTAGE})
        report("Layout", impacts={website.pk: ComponentStatus.PERFORMANCE_ISSUES})

        assert names(archive.search(touching=[checkout.pk]).incidents) == ["Payments"]

    def test_knows_statuses(self, report) -> None:
        report("Done", status=IncidentStatus.FIXED)
        report("Open")

        assert names(archive.search(status=IncidentStatus.FIXED).incidents) == ["Done"]

    def test_finds_nothing_that_visitors_may_not_see(self, report) -> None:
        report("Secret", visible=False)
        report("Later", published_at=timezone.now() + timedelta(hours=1))

        assert archive.search().total == 0

    def test_comes_in_pages(self, report, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(archive, "PER_PAGE", 2)
        for number in range(3):
            report(f"Number {number}", timezone.now() - timedelta(hours=number))

        second = archive.search(page=2)

        assert (second.page, second.pages, second.total) == (2, 2, 3)
        assert names(second.incidents) == ["Number 2"]

    def test_a_page_too_far_is_the_last(self, report) -> None:
        report("Only one")

        assert archive.search(page=99).page == 1


@pytest.mark.django_db
def test_nothing_is_earliest_where_nothing_is() -> None:
    assert archive.earliest(zone=BERLIN) is None


def test_the_earliest_day_is_one_of_the_site(report) -> None:
    report("first", datetime(2026, 10, 31, 23, 0, tzinfo=UTC))

    assert archive.earliest(zone=BERLIN) == date(2026, 11, 1)


def complete(at: datetime, alice: Actor, **values: bool) -> None:
    windows.plan(
        by=alice, name="upgrade", starts_at=at, ends_at=at, status=WindowStatus.COMPLETE, **values
    )


def test_the_earliest_day_may_be_one_of_maintenance(report, alice: Actor) -> None:
    report("first", datetime(2026, 10, 31, 23, 0, tzinfo=UTC))
    complete(datetime(2026, 9, 3, 8, tzinfo=UTC), alice)

    assert archive.earliest(zone=BERLIN) == date(2026, 9, 3)


def test_months_are_told_in_the_zone_of_the_site_newest_first(report, alice: Actor) -> None:
    report("November", datetime(2026, 10, 31, 23, 0, tzinfo=UTC))
    report("November, too", datetime(2026, 11, 9, 9, tzinfo=UTC))
    report("hidden", datetime(2026, 8, 9, 9, tzinfo=UTC), visible=False)
    complete(datetime(2026, 9, 3, 8, tzinfo=UTC), alice)
    complete(datetime(2026, 7, 3, 8, tzinfo=UTC), alice, visible=False)

    assert archive.months(zone=BERLIN) == [date(2026, 11, 1), date(2026, 9, 1)]
