"""What others did to something while somebody had its form open."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db import models

from signalpost.events import log
from signalpost.events.models import Event

#: A field, and what it was before and after.
Change = tuple[str, Any, Any]


LOST = "Open this screen anew: it does not say what you have seen."


class AsOf(forms.IntegerField):
    """The version of the book that a form was opened at."""

    def __init__(self) -> None:
        super().__init__(
            widget=forms.HiddenInput, error_messages={"required": LOST, "invalid": LOST}
        )


@dataclass(frozen=True, slots=True)
class Deed:
    """`text` is what was written, Markdown; `changes` are field, before, after."""

    by: str
    at: datetime
    words: str
    text: str = ""
    changes: tuple[Change, ...] = ()


def as_it_is(name: str, before: Any, after: Any) -> Change:
    return name, before, after


def deeds(
    subject: models.Model,
    *,
    since: int,
    did: Mapping[str, str],
    in_words: Callable[..., Change] = as_it_is,
    fields: Collection[str] | None = None,
) -> list[Deed]:
    """What the book says of a row since that version, oldest first; of these `fields`, if given.

    `did`: what each kind of event is called here; those that it does not name are edits.
    """
    return [
        Deed(
            event.actor_name,
            event.at,
            did.get(event.kind, "It was edited."),
            changes=tuple(in_words(*change) for change in changes(event)),
        )
        for event in log.since(since, subject)
        if fields is None or event.is_about(fields)
    ]


def changes(event: Event) -> tuple[Change, ...]:
    return tuple((name, *values) for name, values in event.facts.get("changed", {}).items())
