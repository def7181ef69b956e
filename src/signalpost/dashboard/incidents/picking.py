"""Saying how components are, with one tap each, or one for a whole group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString

from signalpost.components.statuses import ComponentStatus
from signalpost.overview.forecast import Part, Present
from signalpost.ui.templatetags.ui import icon

#: What people can say of a component. Maintenance is planned, and nobody says *unknown*.
STATABLE = (
    ComponentStatus.OPERATIONAL,
    ComponentStatus.PERFORMANCE_ISSUES,
    ComponentStatus.PARTIAL_OUTAGE,
    ComponentStatus.MAJOR_OUTAGE,
)

#: With more components than these, there is a field to find one by its name, and forms fold the
#: groups in which all is well: what is to be written below them is not three screens away.
IN_SIGHT = 12
#: Where nothing follows them, they are folded with more than these.
UNFOLDED = 24


@dataclass(frozen=True, slots=True)
class Choice:
    """A status that can be picked, in pieces of HTML: a screen shows each hundreds of times."""

    value: ComponentStatus
    #: Of what is tapped, and of the field that is named for those who hear the screen.
    marks: SafeString
    named: SafeString
    icon: SafeString


def choices() -> list[Choice]:
    return [_choice(status) for status in STATABLE]


def _choice(status: ComponentStatus) -> Choice:
    label = status.label
    return Choice(
        status,
        marks=format_html('data-status="{}" title="{}"', status, label),
        named=format_html('aria-label="{}"', label),
        icon=icon(status),
    )


_KEY = re.compile(r"[cg][0-9]{1,18}")


class Picks(forms.Widget):
    """What radio groups say that are named `c12` for component 12 and `g3` for group 3."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return {key: data[key] for key in data if _KEY.fullmatch(key) and data[key]}


class Statuses(forms.Field):
    """Component id to status. What is said of a group holds for members that are left alone."""

    widget = Picks
    present: Present
    #: Those that stand outside their group on the screen, and speak for themselves alone.
    apart: frozenset[int] = frozenset()

    def clean(self, value: dict[str, str]) -> dict[int, ComponentStatus]:
        picked = {key: _status(one) for key, one in value.items()}
        chosen = {int(key[1:]): one for key, one in picked.items() if key[0] == "c"}
        if unknown := sorted(chosen.keys() - self.present.parts.keys()):
            raise ValidationError(f"No component with id {unknown[0]}.")
        for part in self.present.parts.values():
            of_group = picked.get(f"g{part.group_id}")
            if of_group and part.id not in chosen and part.id not in self.apart:
                chosen[part.id] = of_group
        return chosen


def _status(value: str) -> ComponentStatus:
    if value not in STATABLE:
        raise ValidationError(f"“{value}” is no status that a component can be given.")
    return ComponentStatus(value)


@dataclass(frozen=True, slots=True)
class Row:
    """`status`: as it is now; `picked`: as somebody is about to say."""

    part: Part
    status: ComponentStatus
    picked: str = ""

    @property
    def key(self) -> str:
        return f"c{self.part.id}"


@dataclass(frozen=True, slots=True)
class Bunch:
    """A group as a form shows it; without `id`, the components in no group."""

    id: int | None
    name: str
    rows: tuple[Row, ...]
    is_unfolded: bool

    @property
    def key(self) -> str:
        return f"g{self.id}"


def is_large(present: Present) -> bool:
    return len(present.parts) > IN_SIGHT


def bunches(
    present: Present, picked: Mapping[str, str], *, unfolded: int = IN_SIGHT
) -> list[Bunch]:
    """In the order of the page; with more components than `unfolded`, what is well is folded."""
    return list(_bunches(present, picked, is_small=len(present.parts) <= unfolded))


def _bunches(present: Present, picked: Mapping[str, str], *, is_small: bool) -> Iterator[Bunch]:
    for (pk, name), parts in groupby(present.parts.values(), lambda one: (one.group_id, one.group)):
        rows = tuple(Row(part, part.status, picked.get(f"c{part.id}", "")) for part in parts)
        is_quiet = all(_is_well(row) and not row.picked for row in rows)
        yield Bunch(pk, name, rows, is_unfolded=is_small or not is_quiet)


def _is_well(row: Row) -> bool:
    return row.status in (ComponentStatus.OPERATIONAL, ComponentStatus.UNKNOWN)
