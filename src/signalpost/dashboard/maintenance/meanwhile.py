"""Forms about a window, and what others did to it while one was open."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from signalpost.components.models import Component
from signalpost.dashboard import meanwhile
from signalpost.dashboard.fields import label_of
from signalpost.dashboard.maintenance.forms import WindowForm
from signalpost.dashboard.meanwhile import Change, Row

_TIMES = ("starts_at", "ends_at", "began_at", "ended_at")


class AsOfForm(meanwhile.AsOfForm[Row]):
    did = {
        "window.extended": "It was extended.",
        "window.began": "It began.",
        "window.completed": "It was completed.",
        "window.updated": "An update was posted.",
        "window.update_edited": "An update was edited.",
        "window.update_deleted": "An update was deleted.",
    }

    def in_words(self, name: str, before: Any, after: Any) -> Change:
        """As the form of the whole window calls it."""
        field = WindowForm.base_fields.get(name)
        label = label_of(field, name)
        if name in _TIMES:
            before, after = _moment(before), _moment(after)
        elif name == "components":
            before, after = names(before), names(after)
        return label, before, after


def _moment(written: str | None) -> str:
    if not written:
        return "open"
    return f"{timezone.localtime(datetime.fromisoformat(written)):%Y-%m-%d %H:%M}"


def names(ids: list[int]) -> str:
    rows = Component.objects.filter(pk__in=ids).order_by("position", "pk")
    return ", ".join(rows.values_list("name", flat=True)) or "none"
