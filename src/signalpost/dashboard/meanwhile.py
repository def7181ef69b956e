"""What others did to something while somebody had its form open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from signalpost.events.models import Event


class AsOf(forms.IntegerField):
    """The version of the book that a form was opened at."""

    def __init__(self) -> None:
        lost = "Open this screen anew: it does not say what you have seen."
        super().__init__(
            widget=forms.HiddenInput, error_messages={"required": lost, "invalid": lost}
        )


@dataclass(frozen=True, slots=True)
class Deed:
    """`text` is what was written, Markdown; `changes` are field, before, after."""

    by: str
    at: datetime
    words: str
    text: str = ""
    changes: tuple[tuple[str, Any, Any], ...] = ()


def changes(event: Event) -> tuple[tuple[str, Any, Any], ...]:
    return tuple((name, *values) for name, values in event.facts.get("changed", {}).items())
