"""The words and incidents that the cells of a page's bars refer to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from signalpost.components.statuses import ComponentStatus
from signalpost.overview.views import ComponentView


def words(components: Iterable[ComponentView]) -> dict[str, Any]:
    """For `_day_words.html`: each incident of their days once, however many cells name it."""
    links = {
        link.id: link
        for component in components
        for cell in component.cells
        for link in cell.incidents
    }
    return {"component_statuses": list(ComponentStatus), "day_incidents": list(links.values())}
