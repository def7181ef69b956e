"""Comparing but for case, in any alphabet and on every database.

SQLite's own comparisons, and so `iexact` and `icontains` there, know no case but that of ASCII.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Lookup, TextField
from django.db.models.sql.compiler import SQLCompiler

Sql = tuple[str, tuple[str | int, ...]]


@CharField.register_lookup
class Same(Lookup):
    """`name__same="…"`: equal."""

    lookup_name = "same"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        return _compared(self, "UPPER({}) = UPPER({})", compiler, connection)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        _teach_folding(connection)
        return _compared(self, "FOLDED({}) = FOLDED({})", compiler, connection)


@CharField.register_lookup
@TextField.register_lookup
class Holds(Lookup):
    """`name__holds="…"`: has it somewhere."""

    lookup_name = "holds"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        return _compared(self, "STRPOS(UPPER({}), UPPER({})) > 0", compiler, connection)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        _teach_folding(connection)
        return _compared(self, "INSTR(FOLDED({}), FOLDED({})) > 0", compiler, connection)


def _compared(
    lookup: Lookup, sql: str, compiler: SQLCompiler, connection: BaseDatabaseWrapper
) -> Sql:
    left, left_params = lookup.process_lhs(compiler, connection)
    right, right_params = lookup.process_rhs(compiler, connection)
    return sql.format(left, right), (*left_params, *right_params)


def _teach_folding(connection: BaseDatabaseWrapper) -> None:
    connection.ensure_connection()
    connection.connection.create_function("FOLDED", 1, str.casefold, deterministic=True)
