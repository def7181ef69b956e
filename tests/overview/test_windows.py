from __future__ import annotations

from typing import Any

import pytest
import time_machine

from signalpost.components.models import Component
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations
from signalpost.maintenance.models import Window
from signalpost.maintenance.statuses import WindowStatus
from signalpost.overview import windows
from tests.overview.conftest import HOUR, NOON

pytestmark = pytest.mark.usefixtures("clock")


def planned(by: Actor, **values: Any) -> Window:
    times = {"starts_at": NOON + HOUR, "ends_at": NOON + 2 * HOUR}
    return operations.plan(by=by, **({"name": "Database upgrade"} | times | values))


def test_a_window_is_shown_as_it_is_planned(
    alice: Actor, website: Component, checkout: Component
) -> None:
    window = planned(alice, components={checkout.pk: None, website.pk: None})

    shown = windows.find(window.pk)

    assert shown is not None
    assert (shown.status, shown.since, shown.until) == (
        WindowStatus.UPCOMING,
        NOON + HOUR,
        NOON + 2 * HOUR,
    )
    assert [covered.component for covered in shown.components] == ["Website", "Checkout"]


def test_a_window_is_shown_as_it_went(alice: Actor, clock: time_machine.Traveller) -> None:
    window = operations.begin(planned(alice).pk, by=alice)
    clock.shift(HOUR / 2)
    operations.complete(window.pk, by=alice)

    shown = windows.find(window.pk)

    assert shown is not None
    assert (shown.since, shown.until) == (NOON, NOON + HOUR / 2)
