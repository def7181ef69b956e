"""Forms of what others may change meanwhile, and what they did to it while one was open."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, Self, TypeVar

from django import forms
from django.db import models

from signalpost.dashboard.fields import in_words, label_of, type_anew, type_into
from signalpost.dashboard.screens import refuse
from signalpost.events import log
from signalpost.events.models import Event
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Changed, DomainError

#: A field, and what it was before and after.
Change = tuple[str, Any, Any]

Row = TypeVar("Row", bound=models.Model)

LOST = "Open this screen anew: it does not say what you have seen."


class AsOf(forms.IntegerField):
    """The version of the book that a form was opened at."""

    def __init__(self) -> None:
        super().__init__(
            widget=forms.HiddenInput, error_messages={"required": LOST, "invalid": LOST}
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        """It says nothing of the row itself."""
        return False


@dataclass(frozen=True, slots=True)
class Deed:
    """`text` is what was written, Markdown; `changes` are field, before, after."""

    by: str
    at: datetime
    words: str
    text: str = ""
    changes: tuple[Change, ...] = ()


class AsOfForm(forms.Form, Generic[Row]):
    """Fields of a row, and the version of the book that they were shown at.

    What is sent is called off where the book says more of the row by then. The form says what
    others did, takes over what they changed and nobody touched here, keeps what was typed, and
    can be sent again.
    """

    as_of = AsOf()

    #: What each kind of event is called here; those that it does not name are edits.
    did: ClassVar[Mapping[str, str]] = {}
    #: What it is called elsewhere, where the form has no field for it.
    called: ClassVar[Mapping[str, str]] = {}
    deeds: Sequence[Deed] = ()

    def __init__(self, data: Any = None, *, row: Row, version: int, **kwargs: Any) -> None:
        self.row, self.version = row, version
        first = self.values_of(row) | {"as_of": version}
        super().__init__(data, initial=first, **kwargs)

    @classmethod
    def of(cls, find: Callable[[], Row], data: Any = None, **kwargs: Any) -> Self:
        version = log.version()  # read first: the row is then at least this new
        return cls(data, row=find(), version=version, **kwargs)

    @classmethod
    def values_of(cls, row: Row) -> dict[str, Any]:
        """What the fields say of the row as it is."""
        return {name: getattr(row, name) for name in cls.base_fields if name != "as_of"}

    @property
    def subject(self) -> models.Model:
        """What the book speaks of, where that is not the row itself."""
        return self.row

    @property
    def watched(self) -> Collection[str] | None:
        """Which fields of it are nobody else's meanwhile; None: all that there is to it."""
        return None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self.seen = said.pop("as_of", 0)
        return said

    @property
    def changed(self) -> dict[str, Any]:
        """What was typed where it differs: the rest stays as it is."""
        return {
            name: self.cleaned_data[name] for name in self.changed_data if name in self.cleaned_data
        }

    @property
    def meant(self) -> dict[str, Any]:
        """What the row would say if it were written as it is typed so far."""
        return self.values_of(self.row) | (self.changed if self.is_bound else {})

    def only_if(self) -> None:
        """Nobody else has changed what is shown here, as a precondition."""
        log.as_of(self.seen, self.subject, fields=self.watched)()

    def write(self, operation: Callable[..., object], *ids: int, by: Actor, **values: Any) -> bool:
        """Whether it was written; if not, the form says why, and what others did meanwhile."""
        try:
            operation(*ids, by=by, only_if=self.only_if, **values)
        except DomainError as error:
            self.refuse(error)
        return not self.errors

    def refuse(self, error: DomainError) -> None:
        """Say what is wrong; what others have done meanwhile, which has now been seen."""
        refuse(self, error)
        if isinstance(error, Changed):
            said = log.since(self.seen, self.subject)
            watched = self.watched
            events = [event for event in said if watched is None or event.is_about(watched)]
            self.deeds = [self.deed(event) for event in events]
            self._take_over(events)
            type_into(self, as_of=str(self.version))

    def _take_over(self, events: Collection[Event]) -> None:
        """Where others changed what was left alone here, it is typed as it is now.

        Sent again, the form undoes nothing but what was typed on purpose.
        """
        shown: dict[str, Any] = {}
        for event in events:
            for name, (before, _after) in event.facts.get("changed", {}).items():
                field, value = self.as_shown(name, before)
                shown.setdefault(field, value)
        for name in shown.keys() & self.fields.keys():
            if not self._is_touched(name, shown[name]):
                type_anew(self, name, self.initial.get(name))
                self.cleaned_data.pop(name, None)

    def _is_touched(self, name: str, shown: Any) -> bool:
        field = self.fields[name]
        try:
            return field.has_changed(field.to_python(shown), self[name].data)
        except forms.ValidationError:  # it could not be typed today
            return True

    def as_shown(self, name: str, value: Any) -> tuple[str, Any]:
        """Which field shows what the book calls that, and how."""
        return name, value

    def deed(self, event: Event) -> Deed:
        words = self.did.get(event.kind, "It was edited.")
        changes = tuple(
            self.in_words(name, *values) for name, values in event.facts.get("changed", {}).items()
        )
        return Deed(event.actor_name, event.at, words, changes=changes)

    def in_words(self, name: str, before: Any, after: Any) -> Change:
        """As the form calls the field and what can be chosen in it."""
        field = self.fields.get(name)
        label = self.called.get(name) or label_of(field, name)
        return label, in_words(field, before), in_words(field, after)
