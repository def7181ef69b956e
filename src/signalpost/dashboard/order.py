"""Where something new stands among others."""

from __future__ import annotations

from typing import Any

from django.db.models import Max, QuerySet

from signalpost.kernel.numbers import LARGEST


def behind(rows: QuerySet[Any]) -> int:
    """The position after theirs, as far as there is one: a client may have given the last."""
    last = rows.aggregate(last=Max("position"))["last"] or 0
    return int(min(last + 1, LARGEST))
