"""The newest incidents, read once for a snapshot: feed readers ask for them all the time."""

from __future__ import annotations

from collections.abc import Iterable

from signalpost.overview import archive
from signalpost.overview.archive import Found
from signalpost.overview.snapshot import Snapshot
from signalpost.overview.views import ComponentView


def of_page(seen: Snapshot) -> Found:
    return seen.memory.recall("recent", archive.search)


def of_components(seen: Snapshot, shown: Iterable[ComponentView]) -> Found:
    """Those that touched any of them."""
    touching = tuple(one.id for one in shown)
    return seen.memory.recall(("recent", touching), lambda: archive.search(touching=touching))
