"""Queries that are asked with nearly every request, put into SQL once.

Django builds and words a query anew whenever it is asked. For a look-up of one row that takes
several times what the database and the making of the object take together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connection
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")


def given(name: str, kind: Field[Any, Any]) -> Any:
    """Stands in a prepared query for a value that is told when it is asked."""
    return _Given(name, kind)


class Prepared(Generic[Row]):
    """What `build` returns, with `given(…)` where values differ from call to call.

    `build` runs at the first call and not again: whatever else it reads is read once.
    """

    def __init__(self, build: Callable[[], QuerySet[Any, Row]]) -> None:
        self._build = build

    def __call__(self, **values: Any) -> list[Row]:
        """The rows for these values, named as in `given`."""
        compiler = self._worded.compiler_for(values)
        rows: Any = self._worded.rows.all()
        rows.query.get_compiler = lambda *_, **__: compiler
        return list(rows._iterable_class(rows))  # as Django makes them of any query

    def first(self, **values: Any) -> Row | None:
        """Of a query that finds one row at most: it is not limited here."""
        found = self(**values)
        return found[0] if found else None

    @cached_property
    def _worded(self) -> _Worded[Row]:
        rows = self._build()
        compiler = rows.query.get_compiler("default")
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        return _Worded(rows, compiler, sql, tuple(parameters), converters)


class _Worded(NamedTuple, Generic[Row]):
    rows: QuerySet[Any, Row]
    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]
    converters: Any

    def compiler_for(self, values: Mapping[str, Any]) -> Any:
        """Django's own, which has at hand what it would work out anew: SQL and converters."""
        bound = tuple(
            part.bind(values[part.name]) if isinstance(part, _Given) else part
            for part in self.parameters
        )
        compiler: Any = copy(self.compiler)
        compiler.connection = connection  # this thread's
        compiler.as_sql = lambda *_, **__: (self.sql, bound)
        compiler.get_converters = lambda _: self.converters
        return compiler


class _Given(Expression):
    """A place for a value, among the parameters of the SQL."""

    def __init__(self, name: str, kind: Field[Any, Any]) -> None:
        super().__init__(output_field=kind)
        self.name = name

    def as_sql(self, *_: Any) -> tuple[str, Any]:
        return "%s", (self,)

    def bind(self, value: Any) -> Any:
        return self.output_field.get_db_prep_value(value, connection)
