"""Which components a write speaks of, and what it says of each."""

from __future__ import annotations

from typing import Any

from signalpost.cachet_api import words
from signalpost.cachet_api.fields import Form, Items, Whole
from signalpost.components.statuses import ComponentStatus

#: More than any page has.
MOST = 1000

_STATED = Form(
    Whole(name="id", older="component_id", required=True, least=1),
    Whole(name="status", older="component_status", required=True, least=0, most=4),
)
#: Cachet's one pair, and a list for several.
FIELDS = (
    Whole(name="component_id", required_with="component_status", least=0),
    Whole(name="component_status", required_with="component_id", least=0, most=4),
    Items(name="components", form=_STATED, most=MOST),
)


def impacts(values: dict[str, Any]) -> dict[int, ComponentStatus]:
    """Takes them out of `values`; a component 0 is none."""
    pair = {values.pop("component_id", 0): values.pop("component_status", 0)}
    listed = {item["id"]: item["status"] for item in values.pop("components", ())}
    said = pair | listed
    return {pk: words.COMPONENT_FROM[status] for pk, status in said.items() if pk}
