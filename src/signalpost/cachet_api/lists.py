"""Paging, sorting and filtering: contract section 4."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Case, Expression, F, IntegerField, Model, QuerySet, Value, When
from django.http import HttpResponse

from signalpost.cachet_api import answers, values
from signalpost.cachet_api.fields import Refused
from signalpost.kernel.errors import NotFound
from signalpost.kernel.folding import Same
from signalpost.kernel.numbers import LARGEST
from signalpost.kernel.text import storable

if TYPE_CHECKING:
    from signalpost.cachet_api.call import Call

Row = TypeVar("Row", bound=Model)
#: Wire name → what to sort by.
Sortable = Mapping[str, str | Expression]

PER_PAGE = 20
MOST_PER_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Filter:
    """Equality with a column; `means` turns what was read into what the column holds."""

    name: str
    kind: Callable[[str, str], Any]
    column: str
    means: Callable[[Any], Any] = lambda value: value
    is_none_at_0: bool = False

    def of(self, call: Call, rows: QuerySet[Row]) -> QuerySet[Row]:
        given = call.text(self.name)
        if not given:
            return rows
        value = self.kind(self.name, given)
        if self.is_none_at_0 and value == 0:
            return rows.filter(**{f"{self.column}__isnull": True})
        return rows.filter(**{self.column: self.means(value)})


@dataclass(frozen=True, slots=True)
class AnyOf(Filter):
    """One of several: `name=a`, `name[]=a&name[]=b` or `name[0]=a`; also commas."""

    def of(self, call: Call, rows: QuerySet[Row]) -> QuerySet[Row]:
        given = call.given.parameters.get(self.name)
        several = list(given.values()) if isinstance(given, dict) else given
        several = several if isinstance(several, list) else [several]
        texts = [str(value) for value in several if isinstance(value, str | int)]
        parts = [part.strip() for text in texts for part in text.split(",") if part.strip()]
        if not parts:
            return rows
        wanted = [self.kind(self.name, part) for part in parts]
        return rows.filter(**{f"{self.column}__in": wanted}).distinct()


@dataclass(frozen=True, slots=True)
class Query:
    """What a list may be asked for, and how it stands where it is not asked.

    `first` comes before any sorting, `default` is the order without one, and `descends` its
    direction where none is given. A field that is not listed is ignored.
    """

    filters: Sequence[Filter] = ()
    sortable: Sortable = field(default_factory=dict)
    first: Sequence[str] = ()
    default: Sequence[str] = ("pk",)
    descends: bool = True

    def of(self, call: Call, rows: QuerySet[Row]) -> QuerySet[Row]:
        for one in self.filters:
            rows = one.of(call, rows)
        return self._sorted(call, rows)

    def _sorted(self, call: Call, rows: QuerySet[Row]) -> QuerySet[Row]:
        """Ties by id in the same direction; what is not set is the least, on every database."""
        column = self.sortable.get(call.text("sort"))
        if column is None:
            return rows.order_by(*self.first, *self.default)
        order = call.text("order").lower()
        goes_down = order != "asc" and (self.descends or order != "")
        key = F(column) if isinstance(column, str) else column
        by = key.desc(nulls_last=True) if goes_down else key.asc(nulls_first=True)
        return rows.order_by(*self.first, by, "-pk" if goes_down else "pk")


def listing(
    call: Call,
    rows: QuerySet[Row],
    present: Callable[[Call, Sequence[Row]], list[dict[str, Any]]],
    *,
    total: int | None = None,
) -> HttpResponse:
    """One page of `rows` as the request asks, with the contract's pagination.

    `total` spares counting them.
    """
    rows = (call.verb.query or Query()).of(call, rows)
    size = min(_positive(call.text("per_page")) or PER_PAGE, MOST_PER_PAGE)
    page = _positive(call.text("page")) or 1
    shown, total = _page(rows, start=(page - 1) * size, size=size, total=total)
    pages = max(1, math.ceil(total / size))
    pagination = {
        "total": total,
        "count": len(shown),
        "per_page": size,
        "current_page": page,
        "total_pages": pages,
        "links": {
            "next_page": _address(call, page + 1) if page < pages else None,
            "previous_page": _address(call, page - 1) if page > 1 else None,
        },
    }
    return answers.data(present(call, shown), meta={"pagination": pagination})


def one(rows: QuerySet[Row], pk: int) -> Row:
    """The one of `rows` with that id; NotFound where there is none."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFound(f"No {rows.model._meta.verbose_name} with id {pk}.")
    return row


def whole(name: str, text: str) -> int:
    """A number, also as 1.0; True and False count as 1 and 0: clients in Python send both."""
    said = values.truth(text)
    if said is not None:
        return int(said)
    text = text.removesuffix(".0")
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
        raise Refused(f"The {name.replace('_', ' ')} must be an integer.")
    return int(text)


def flag(name: str, text: str) -> bool:
    said = values.truth(text)
    if said is not None:
        return said
    raise Refused(f"The {name.replace('_', ' ')} field must be true or false.")


def text(name: str, value: str) -> str:
    if not storable(value):
        raise Refused(f"The {name} contains characters that cannot be stored.")
    return value


#: Equality in any case (contract 4.3).
BY_NAME = Filter("name", text, f"name__{Same.lookup_name}")


def by_number(column: str, numbers: Mapping[Any, int]) -> Case:
    """To sort by Cachet's numbers and not by our words."""
    cases = (When(**{column: word}, then=Value(number)) for word, number in numbers.items())
    return Case(*cases, output_field=IntegerField())


def _page(
    rows: QuerySet[Row], *, start: int, size: int, total: int | None
) -> tuple[list[Row], int]:
    """The page's rows, and how many there are in all; counted only where that is not seen."""
    if total is not None:
        return list(rows[start : start + size]) if start < total else [], total
    found = list(rows[start : start + size + 1]) if start <= LARGEST else []
    if 0 < len(found) <= size:
        return found, start + len(found)
    return found[:size], rows.count() if found or start else 0


def _positive(given: str) -> int:
    """0 for whatever is not a whole number from 1 on."""
    is_number = given.isascii() and given.isdigit() and len(given) <= 18
    return int(given) if is_number else 0


def _address(call: Call, page: int) -> str:
    """The asked address with its own query in order, and `page` last."""
    pairs: list[tuple[str, str]] = []
    for key, given in call.request.GET.lists():
        if key == "page":
            continue
        if key.endswith("[]"):
            pairs += [(f"{key[:-2]}[{place}]", value) for place, value in enumerate(given)]
        else:
            pairs.append((key, given[-1]))
    query = urlencode([*pairs, ("page", str(page))], errors="replace")
    return f"{call.base}{call.request.path_info}?{query}"
