"""What windows answer about themselves."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from signalpost.components.models import Component
from signalpost.kernel.actor import GUEST, SYSTEM, Actor
from signalpost.maintenance import operations
from signalpost.maintenance.models import Span, Window
from signalpost.maintenance.statuses import WindowStatus
from tests.maintenance.conftest import HOUR, NOON, Plan

UPCOMING, IN_PROGRESS, COMPLETE = WindowStatus


def test_guests_do_not_see_what_is_kept_for_the_team(planned: Plan, victor: Actor) -> None:
    planned(visible=False)

    assert not Window.objects.seen_by(GUEST).exists()
    assert Window.objects.seen_by(victor).exists()


def test_nobody_sees_what_is_deleted(planned: Plan, alice: Actor) -> None:
    operations.delete(planned().pk, by=alice)

    assert not Window.objects.seen_by(alice).exists()


def test_windows_are_asked_for_by_their_state(planned: Plan) -> None:
    windows = {status: planned(status=status) for status in WindowStatus}

    assert Window.objects.upcoming().get() == windows[UPCOMING]
    assert Window.objects.in_progress().get() == windows[IN_PROGRESS]


def test_windows_are_asked_for_by_what_they_cover(
    planned: Plan, website: Component, checkout: Component
) -> None:
    both = planned(components={website.pk: None, checkout.pk: None})
    planned()

    assert Window.objects.covering([website.pk, checkout.pk]).get() == both


def test_windows_tell_what_they_cover(planned: Plan, website: Component) -> None:
    planned(components={website.pk: None})
    planned(components={website.pk: None})
    planned()

    assert Window.objects.all().component_ids() == {website.pk}


def test_spans_tell_from_when_to_when(planned: Plan, website: Component) -> None:
    planned(components={website.pk: None})
    planned(ends_at=None, components={website.pk: None})
    operations.begin_due(by=SYSTEM, now=NOON + 3 * HOUR)
    operations.complete_due(by=SYSTEM, now=NOON + 3 * HOUR)

    spans = Window.objects.all().spans(since=NOON, until=NOON + 3 * HOUR)

    assert spans == [
        Span(website.pk, NOON + HOUR, NOON + 2 * HOUR),
        Span(website.pk, NOON + HOUR, None),
    ]


@pytest.mark.parametrize(("since", "until"), [(2, 5), (-3, 1)])
def test_spans_that_do_not_touch_the_time_are_left_out(
    planned: Plan, website: Component, since: int, until: int
) -> None:
    planned(components={website.pk: None})
    operations.begin_due(by=SYSTEM, now=NOON + 3 * HOUR)
    operations.complete_due(by=SYSTEM, now=NOON + 3 * HOUR)

    spans = Window.objects.all().spans(since=NOON + since * HOUR, until=NOON + until * HOUR)

    assert spans == []


@pytest.mark.parametrize("values", [{"status": UPCOMING}, {"status": COMPLETE, "ends_at": None}])
def test_what_has_not_begun_or_not_said_its_end_has_no_span(
    planned: Plan, website: Component, values: dict[str, object]
) -> None:
    planned(starts_at=NOON - HOUR, components={website.pk: None}, **values)

    assert Window.objects.all().spans(since=NOON - 9 * HOUR, until=NOON + 9 * HOUR) == []


@pytest.mark.parametrize(
    "impossible",
    [
        {"ends_at": NOON},
        {"status": IN_PROGRESS},
        {"status": COMPLETE},
        {"began_at": NOON},
        {"status": COMPLETE, "began_at": NOON, "ended_at": NOON - HOUR},
    ],
)
def test_the_database_keeps_out_what_must_never_be(
    planned: Plan, impossible: dict[str, object]
) -> None:
    window = planned()

    with pytest.raises(IntegrityError), transaction.atomic():
        Window.objects.filter(pk=window.pk).update(**impossible)
