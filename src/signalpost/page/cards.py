"""What a page shows of itself where people share links to it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from signalpost.components.statuses import ComponentStatus
from signalpost.overview.rules import Level

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Card:
    """`title` and `description` are for programs that show links; the rest is for the picture.

    A picture that is not at `preview` stands below the page. `query` belongs to the address where
    the path alone leads to something else ("?month=…").
    """

    path: str
    title: Words
    description: Words
    status: ComponentStatus | Level
    label: Words = ""
    headline: Words = ""
    below: Words = ""
    preview: str = ""
    query: str = ""

    @property
    def picture(self) -> str:
        return self.preview or f"{self.path.rstrip('/')}/preview.png"
