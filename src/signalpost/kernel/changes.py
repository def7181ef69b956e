"""What an edit changed, for the book."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def assign(row: Any, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set those fields of `row` that differ; field to [before, after]."""
    changed = {}
    for field, value in values.items():
        before = getattr(row, field)
        if before != value:
            setattr(row, field, value)
            changed[field] = [before, value]
    return changed
