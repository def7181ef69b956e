from __future__ import annotations

import pytest

from signalpost.components import operations
from signalpost.components.models import Component
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import GUEST, Actor
from signalpost.kernel.errors import Invalid


def test_guests_see_enabled_components(
    website: Component, checkout: Component, alice: Actor, victor: Actor
) -> None:
    incidents.state_component(website.pk, by=alice, enabled=False)

    assert list(Component.objects.seen_by(GUEST)) == [checkout]
    assert set(Component.objects.seen_by(victor)) == {website, checkout}


def test_roll_ups_leave_out_what_stands_in_hidden_groups(
    website: Component, checkout: Component, alice: Actor
) -> None:
    hidden = operations.create_group(by=alice, name="Inside", visible=False)
    incidents.state_component(website.pk, by=alice, group_id=hidden.pk)

    assert list(Component.objects.outside_hidden_groups()) == [checkout]


def test_components_are_locked_by_id_whatever_the_order_asked_for(
    website: Component, checkout: Component
) -> None:
    found = Component.objects.locked([checkout.pk, website.pk])

    assert list(found) == [website.pk, checkout.pk]


def test_locking_names_the_first_that_is_missing(website: Component) -> None:
    with pytest.raises(Invalid, match="No component with id 98") as refused:
        Component.objects.locked([99, website.pk, 98])

    assert refused.value.field == "components"
