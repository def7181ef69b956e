from __future__ import annotations

from signalpost.components.models import Component
from signalpost.overview import snapshot


def test_a_component_without_a_group_is_shown_by_itself(website: Component) -> None:
    shown = snapshot.build()

    (group,) = shown.groups
    assert group.id is None
    assert [component.name for component in group.components] == ["Website"]
