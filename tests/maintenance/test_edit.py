from __future__ import annotations

from datetime import datetime

import pytest
import time_machine

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.events.models import Event
from signalpost.kernel.actor import SYSTEM, Actor
from signalpost.kernel.errors import Conflict, Invalid, NotFound
from signalpost.maintenance import operations
from signalpost.maintenance.clock import complete_due
from signalpost.maintenance.models import Window
from signalpost.maintenance.statuses import WindowStatus
from tests.maintenance.conftest import HOUR, MINUTE, NOON, Plan

UPCOMING, IN_PROGRESS, COMPLETE = WindowStatus


def newest() -> Event:
    return Event.objects.order_by("-version")[0]


# Edit


def test_a_new_time_is_recorded_beside_the_old_one(planned: Plan, mia: Actor) -> None:
    window = planned()

    operations.edit(window.pk, by=mia, starts_at=NOON + 90 * MINUTE, ends_at=NOON + 3 * HOUR)

    assert newest().kind == "window.edited"
    assert newest().facts["changed"] == {
        "starts_at": ["2026-03-10T13:00:00Z", "2026-03-10T13:30:00Z"],
        "ends_at": ["2026-03-10T14:00:00Z", "2026-03-10T15:00:00Z"],
    }


def test_an_edit_that_changes_nothing_is_not_recorded(
    planned: Plan, mia: Actor, website: Component
) -> None:
    window = planned(components={website.pk: None})
    before = Event.objects.count()

    operations.edit(
        window.pk,
        by=mia,
        name=window.name,
        status=UPCOMING,
        starts_at=window.starts_at,
        components={website.pk: None},
    )

    assert Event.objects.count() == before


def test_components_are_replaced(
    planned: Plan, mia: Actor, website: Component, checkout: Component
) -> None:
    window = planned(components={website.pk: None})

    operations.edit(window.pk, by=mia, components={checkout.pk: None})

    assert list(window.coverage.values_list("component", flat=True)) == [checkout.pk]
    assert newest().facts["changed"] == {"components": [[website.pk], [checkout.pk]]}


def test_a_component_that_stays_keeps_its_row(
    planned: Plan, mia: Actor, website: Component, checkout: Component
) -> None:
    window = planned(components={website.pk: None})
    row = window.coverage.get()

    worse = {website.pk: ComponentStatus.MAJOR_OUTAGE, checkout.pk: None}
    operations.edit(window.pk, by=mia, components=worse)

    assert window.coverage.get(component=website).pk == row.pk
    assert window.coverage.get(component=website).status == "major"


def test_components_can_be_taken_out(planned: Plan, mia: Actor, website: Component) -> None:
    window = planned(components={website.pk: None})

    operations.edit(window.pk, by=mia, components={})

    assert not window.coverage.exists()


def test_stating_in_progress_begins_it(planned: Plan, mia: Actor) -> None:
    window = operations.edit(planned().pk, by=mia, status=IN_PROGRESS)

    assert window.began_at == NOON
    assert newest().kind == "window.began"


def test_stating_complete_completes_it(
    planned: Plan, mia: Actor, clock: time_machine.Traveller
) -> None:
    window = planned(starts_at=NOON)
    clock.shift(30 * MINUTE)

    window = operations.edit(window.pk, by=mia, status=COMPLETE)

    assert (window.began_at, window.ended_at) == (NOON, NOON + 30 * MINUTE)
    assert newest().kind == "window.completed"


def test_a_cancelled_window_lasted_no_time(planned: Plan, mia: Actor) -> None:
    window = operations.edit(planned().pk, by=mia, status=COMPLETE)

    assert (window.began_at, window.ended_at) == (NOON, NOON)


def test_a_reopened_window_has_not_ended(planned: Plan, mia: Actor) -> None:
    window = planned(starts_at=NOON - 3 * HOUR, ends_at=NOON - HOUR, status=COMPLETE)

    window = operations.edit(window.pk, by=mia, status=IN_PROGRESS)

    assert (window.began_at, window.ended_at) == (NOON - 3 * HOUR, None)
    assert newest().kind == "window.edited"


def test_a_reopened_window_is_left_to_people(planned: Plan, mia: Actor) -> None:
    window = planned(starts_at=NOON - 3 * HOUR, ends_at=NOON - HOUR, status=COMPLETE)

    operations.edit(window.pk, by=mia, status=IN_PROGRESS)

    assert complete_due(by=SYSTEM, now=NOON + HOUR) == 0


def test_correcting_the_start_of_history_corrects_when_it_began(planned: Plan, mia: Actor) -> None:
    window = planned(starts_at=NOON - 3 * HOUR, ends_at=NOON - HOUR, status=COMPLETE)

    window = operations.edit(window.pk, by=mia, starts_at=NOON - 4 * HOUR)

    assert window.began_at == NOON - 4 * HOUR


def test_the_actual_times_can_be_corrected(planned: Plan, mia: Actor) -> None:
    window = planned(starts_at=NOON - 3 * HOUR, ends_at=NOON - HOUR, status=COMPLETE)

    window = operations.edit(
        window.pk, by=mia, began_at=NOON - 170 * MINUTE, ended_at=NOON - 70 * MINUTE
    )

    assert window.starts_at == NOON - 3 * HOUR
    assert newest().facts["changed"].keys() == {"began_at", "ended_at"}


def test_an_end_told_in_minutes_may_lie_in_the_minute_of_the_beginning(
    planned: Plan, mia: Actor, clock: time_machine.Traveller
) -> None:
    clock.shift(40)
    window = operations.begin(planned().pk, by=mia)
    clock.shift(10)

    window = operations.edit(window.pk, by=mia, status=COMPLETE, ended_at=NOON)

    assert (window.began_at, window.ended_at) == (NOON, NOON)


@pytest.mark.parametrize(
    ("status", "values", "field", "sentence"),
    [
        (UPCOMING, {"name": ""}, "name", "name is required"),
        (UPCOMING, {"ends_at": NOON + 59 * MINUTE}, "ends_at", "cannot end before it begins"),
        (UPCOMING, {"starts_at": NOON + 3 * HOUR}, "ends_at", "cannot end before it begins"),
        (UPCOMING, {"starts_at": NOON.replace(year=9999)}, "starts_at", "between 1900 and 2999"),
        (UPCOMING, {"began_at": NOON}, "began_at", "has not begun"),
        (UPCOMING, {"ended_at": NOON + 3 * HOUR}, "ended_at", "has not ended"),
        (IN_PROGRESS, {"ended_at": NOON + 3 * HOUR}, "ended_at", "has not ended"),
        (COMPLETE, {"ended_at": NOON - HOUR}, "ended_at", "cannot end before it begins"),
        (UPCOMING, {"components": {99: None}}, "components", "No component with id 99"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    planned: Plan,
    mia: Actor,
    status: WindowStatus,
    values: dict[str, object],
    field: str,
    sentence: str,
) -> None:
    window = planned(status=status)
    before = Event.objects.count()

    with pytest.raises(Invalid, match=sentence) as refused:
        operations.edit(window.pk, by=mia, message="Changed.", **values)

    assert refused.value.field == field
    assert Window.objects.get().message == ""
    assert Event.objects.count() == before


@pytest.mark.parametrize("operation", ["edit", "begin", "complete", "delete"])
def test_there_is_nothing_to_do_with_a_window_that_is_gone(
    planned: Plan, mia: Actor, operation: str
) -> None:
    window = planned()
    operations.delete(window.pk, by=mia)

    with pytest.raises(NotFound, match=f"No window with id {window.pk}"):
        getattr(operations, operation)(window.pk, by=mia)


# Begin, extend, complete


def test_a_window_can_begin_ahead_of_its_start(planned: Plan, mia: Actor) -> None:
    window = operations.begin(planned().pk, by=mia)

    assert (window.status, window.began_at) == (IN_PROGRESS, NOON)
    assert window.starts_at == NOON + HOUR
    assert newest().kind == "window.began"


def test_a_window_begins_once(planned: Plan, mia: Actor) -> None:
    window = operations.begin(planned().pk, by=mia)

    with pytest.raises(Conflict, match="has begun already"):
        operations.begin(window.pk, by=mia)


def test_what_began_now_is_completed_by_the_clock(planned: Plan, mia: Actor) -> None:
    window = planned(starts_at=NOON - HOUR)

    operations.begin(window.pk, by=mia)

    assert complete_due(by=SYSTEM, now=NOON + 2 * HOUR) == 1


def test_a_window_can_be_extended(planned: Plan, mia: Actor) -> None:
    window = operations.extend(planned().pk, by=mia, until=NOON + 3 * HOUR)

    assert window.ends_at == NOON + 3 * HOUR
    assert newest().kind == "window.extended"
    assert newest().facts["changed"] == {
        "ends_at": ["2026-03-10T14:00:00Z", "2026-03-10T15:00:00Z"]
    }


@pytest.mark.parametrize("until", [NOON - HOUR, NOON + 2 * HOUR, NOON.replace(year=9999)])
def test_an_extension_makes_it_longer(planned: Plan, mia: Actor, until: datetime) -> None:
    window = planned()

    with pytest.raises(Invalid) as refused:
        operations.extend(window.pk, by=mia, until=until)

    assert refused.value.field == "ends_at"


def test_what_is_complete_is_not_extended(planned: Plan, mia: Actor) -> None:
    window = planned(status=COMPLETE)

    with pytest.raises(Conflict, match="complete already"):
        operations.extend(window.pk, by=mia, until=NOON + 9 * HOUR)


def test_a_window_can_be_completed_early(
    planned: Plan, mia: Actor, clock: time_machine.Traveller
) -> None:
    window = operations.begin(planned().pk, by=mia)
    clock.shift(20 * MINUTE)

    window = operations.complete(window.pk, by=mia)

    assert (window.status, window.ended_at) == (COMPLETE, NOON + 20 * MINUTE)
    assert window.ends_at == NOON + 2 * HOUR
    assert newest().kind == "window.completed"


def test_a_window_completes_once(planned: Plan, mia: Actor) -> None:
    window = operations.complete(planned().pk, by=mia)

    with pytest.raises(Conflict, match="complete already"):
        operations.complete(window.pk, by=mia)


def test_a_deleted_window_stands_nowhere(planned: Plan, mia: Actor) -> None:
    window = planned()

    operations.delete(window.pk, by=mia)

    assert not Window.objects.standing().exists()
    assert newest().kind == "window.deleted"


# Updates


def test_an_update_says_how_it_goes_on(planned: Plan, mia: Actor) -> None:
    window = planned()

    update = operations.post_update(window.pk, by=mia, message="Half done.")

    assert update.user_id == mia.user_id
    assert newest().kind == "window.updated"
    assert newest().facts["update_id"] == update.pk


def test_an_update_can_be_corrected(planned: Plan, mia: Actor) -> None:
    window = planned()
    update = operations.post_update(window.pk, by=mia, message="Half dome.")

    operations.edit_update(window.pk, update.pk, by=mia, message="Half done.")

    assert newest().facts["changed"] == {"message": ["Half dome.", "Half done."]}


def test_an_update_can_be_removed(planned: Plan, mia: Actor) -> None:
    window = planned()
    update = operations.post_update(window.pk, by=mia, message="Half done.")

    operations.delete_update(window.pk, update.pk, by=mia)

    assert not window.updates.exists()
    assert newest().kind == "window.update_deleted"


def test_an_update_says_something(planned: Plan, mia: Actor) -> None:
    with pytest.raises(Invalid, match="message is required"):
        operations.post_update(planned().pk, by=mia, message=" ")


def test_an_update_belongs_to_its_window(planned: Plan, mia: Actor) -> None:
    update = operations.post_update(planned().pk, by=mia, message="Half done.")
    other = planned()

    with pytest.raises(NotFound, match="has no update with id"):
        operations.delete_update(other.pk, update.pk, by=mia)
