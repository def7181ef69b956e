"""What somebody follows, as a form: everything, or what is ticked among groups and components."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms

from signalpost.components import order
from signalpost.components.models import Component, Group
from signalpost.dashboard.incidents.picking import IN_SIGHT, UNFOLDED

_TICKED = ("groups", "components")
EVERYTHING, CHOSEN = "everything", "chosen"


@dataclass(frozen=True, slots=True)
class Tick:
    id: int
    name: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Bunch:
    """A group, which can be followed itself, with its components; None for those in no group."""

    group: Tick | None
    components: list[Tick]
    is_unfolded: bool


class FollowingForm(forms.Form):
    follows = forms.ChoiceField(
        label="What do they follow?",
        choices=[
            (EVERYTHING, "Everything, and what is added later"),
            (CHOSEN, "What you choose below"),
        ],
        widget=forms.RadioSelect,
        initial=EVERYTHING,
    )
    groups = forms.TypedMultipleChoiceField(
        coerce=int,
        required=False,
        error_messages={"invalid_choice": "No group with id %(value)s."},
    )
    components = forms.TypedMultipleChoiceField(
        coerce=int,
        required=False,
        error_messages={"invalid_choice": "No component with id %(value)s."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._groups = {row.pk: row for row in Group.objects.all()}
        self._components = {row.pk: row for row in Component.objects.standing()}
        self.fields["groups"].choices = _choices(self._groups)  # type: ignore[attr-defined]
        self.fields["components"].choices = _choices(self._components)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        is_wrong = self.errors.keys() & {*_TICKED}
        is_chosen = is_wrong or said["groups"] or said["components"]
        if said.get("follows") == CHOSEN and not is_chosen:
            self.add_error("components", "Choose at least one, or everything.")
        return said

    @property
    def chosen(self) -> dict[str, Any]:
        """As `operations.choose` takes it."""
        said = self.cleaned_data
        return {
            "everything": said["follows"] == EVERYTHING,
            "components": said["components"],
            "groups": said["groups"],
        }

    @property
    def is_large(self) -> bool:
        return len(self._components) > IN_SIGHT

    def bunches(self) -> Iterator[Bunch]:
        """In the order of the page; unfolded where there is little, or something is ticked."""
        is_small = len(self._components) <= UNFOLDED
        arrangement = order.read(self._components.values(), self._groups.values())
        for group_id, members in arrangement.items():
            group = self._tick("groups", self._groups[group_id]) if group_id else None
            ticks = [self._tick("components", self._components[pk]) for pk in members]
            if group or ticks:
                is_picked = any(tick.is_on for tick in [*ticks, group] if tick)
                yield Bunch(group, ticks, is_unfolded=is_small or is_picked)

    def _tick(self, field: str, row: Component | Group) -> Tick:
        return Tick(row.pk, row.name, str(row.pk) in self._ticked[field])

    @cached_property
    def _ticked(self) -> dict[str, set[str]]:
        """As texts, since what was sent may be anything."""
        return {field: set(map(str, self[field].value() or ())) for field in _TICKED}


def _choices(rows: dict[int, Component] | dict[int, Group]) -> list[tuple[int, str]]:
    return [(pk, row.name) for pk, row in rows.items()]
