"""The groups and components of the first page: most of it, and the same until something changes."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from signalpost.overview.views import Snapshot
from signalpost.page import days, rendering


def drawn(seen: Snapshot) -> SafeString:
    """Drawn once for each language that visitors of this snapshot speak."""
    return seen.memory.recall(("listing", get_language()), lambda: _draw(seen))


def _draw(seen: Snapshot) -> SafeString:
    html = rendering.render_part("page/_listing.html", seen, **days.words(seen.components))
    return mark_safe(html)  # noqa: S308 (a template has escaped it)
