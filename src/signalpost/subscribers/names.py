"""What components and groups are called where people write them down."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from signalpost.components.models import Component, Group
from signalpost.kernel.cells import as_meant
from signalpost.kernel.errors import Invalid
from signalpost.kernel.text import without_controls

#: Stands between several in one cell.
BETWEEN = ";"

_ID = re.compile(r"#?([0-9]{1,18})", re.ASCII)


class Names:
    """Finds things of one kind by their name, or by their id: `12` or `#12`."""

    def __init__(self, kind: str, named: Iterable[tuple[int, str]]) -> None:
        self._kind = kind
        self._by_id = dict(named)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for pk, name in self._by_id.items():
            self._by_name[folded(name)].append(pk)

    def find(self, text: str) -> int:
        found = self._by_name.get(folded(text), [])
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            ids = ", ".join(f"#{pk}" for pk in found[:5])
            raise Invalid(f"More than one {self._kind} is called “{shortened(text)}”: {ids}.")
        number = _ID.fullmatch(text)
        if number is None or int(number[1]) not in self._by_id:
            raise Invalid(f"No {self._kind} is called “{shortened(text)}”.")
        return int(number[1])

    def called(self, pk: int) -> str:
        """The name, where it leads back to that id and to no other."""
        name = self._by_id[pk].strip()
        is_clear = self._by_name[folded(name)] == [pk] and BETWEEN not in name
        return name if is_clear and name == as_meant(name) else f"#{pk}"

    def listed(self, ids: Iterable[int | None]) -> str:
        return joined(*(self.called(pk) for pk in ids if pk is not None and pk in self._by_id))


def of_components() -> Names:
    return Names("component", Component.objects.standing().values_list("pk", "name"))


def of_groups() -> Names:
    return Names("group", Group.objects.values_list("pk", "name"))


def joined(*items: str) -> str:
    return f"{BETWEEN} ".join(filter(None, items))


def folded(text: str) -> str:
    return text.strip().casefold()


def shortened(text: str) -> str:
    """To be shown: a piece of whatever somebody wrote."""
    text = without_controls(text.replace("\x00", ""))
    return text if len(text) <= 80 else f"{text[:79]}…"
