from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import Actor
from signalpost.overview import recent, snapshot

MAJOR = ComponentStatus.MAJOR_OUTAGE


@pytest.fixture(autouse=True)
def _slow_and_down(alice: Actor, website: Component, checkout: Component) -> None:
    incidents.report(by=alice, name="Slow", message="…", impacts={website.pk: MAJOR})
    incidents.report(by=alice, name="Down", message="…", impacts={checkout.pk: MAJOR})


def test_the_page_has_them_all_newest_first() -> None:
    assert [one.name for one in recent.of_page(snapshot.build()).incidents] == ["Down", "Slow"]


def test_a_component_has_its_own(website: Component) -> None:
    seen = snapshot.build()
    shown = [one for one in seen.components if one.id == website.pk]

    assert [one.name for one in recent.of_components(seen, shown).incidents] == ["Slow"]


def test_they_are_read_once_for_a_snapshot(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    seen = snapshot.build()
    recent.of_page(seen)

    with django_assert_num_queries(0):
        recent.of_page(seen)
