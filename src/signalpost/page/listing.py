"""The groups and components of the first page: most of it, and the same until something changes."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

from signalpost.overview.views import Snapshot
from signalpost.page import days, languages, rendering


def drawn(seen: Snapshot) -> SafeString:
    """Drawn once for each manner in which visitors of this snapshot read."""
    return seen.memory.recall(("listing", languages.manner()), lambda: _draw(seen))


def _draw(seen: Snapshot) -> SafeString:
    html = rendering.render_part("page/_listing.html", seen, **days.words(seen.components))
    return mark_safe(html)  # noqa: S308 (a template has escaped it)
