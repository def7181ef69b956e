from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import Actor
from signalpost.overview import snapshot, years

DAY = timedelta(days=1)


@pytest.fixture
def shop(alice: Actor) -> list[Component]:
    """Two components of a group, 200 days old; one of them was down for the first ten."""
    long_ago = timezone.now() - 200 * DAY
    with time_machine.travel(long_ago):
        group = components.create_group(by=alice, name="Shop")
        made = [
            components.create(by=alice, name=name, group_id=group.pk)
            for name in ("Website", "Checkout")
        ]
        incidents.state_component(made[0].pk, by=alice, status=ComponentStatus.MAJOR_OUTAGE)
    with time_machine.travel(long_ago + 10 * DAY):
        incidents.state_component(made[0].pk, by=alice, status=ComponentStatus.OPERATIONAL)
    return made


def test_a_group_has_the_year_of_all_its_components(shop: list[Component]) -> None:
    seen = snapshot.build()

    uptime = years.of_group(seen, seen.groups[0])

    assert uptime.year
    assert uptime.year.known.days == 400
    assert round(uptime.year.down / DAY) == 10
    assert uptime.quarter.down == timedelta()


def test_the_page_has_the_year_of_everything_visitors_see(
    shop: list[Component], alice: Actor
) -> None:
    components.create(by=alice, name="Inside", enabled=False)
    seen = snapshot.build()

    assert years.of_page(seen) == years.of_group(seen, seen.groups[0])


def test_it_is_worked_out_once_for_a_snapshot(
    shop: list[Component], django_assert_num_queries
) -> None:
    seen = snapshot.build()
    years.of_page(seen)

    with django_assert_num_queries(0):
        years.of_page(seen)
