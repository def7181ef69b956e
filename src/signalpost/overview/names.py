"""How the components are called that visitors see."""

from __future__ import annotations

from collections.abc import Mapping

from signalpost.components.models import Component
from signalpost.kernel.actor import GUEST
from signalpost.kernel.text import in_line

#: By id, in the order in which components are listed.
Names = Mapping[int, str]


def shown() -> Names:
    seen = Component.objects.seen_by(GUEST).outside_hidden_groups()
    rows = seen.order_by("position", "pk").values_list("pk", "name")
    return {pk: in_line(name) for pk, name in rows}
