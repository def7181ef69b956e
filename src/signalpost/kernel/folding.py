"""`name__same="…"`: equal but for case, in any alphabet and on every database."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Lookup
from django.db.models.sql.compiler import SQLCompiler


@CharField.register_lookup
class Same(Lookup):
    """SQLite's own comparisons, and so its `iexact`, know no case but that of ASCII."""

    lookup_name = "same"

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        return self._folded_by("UPPER", compiler, connection)

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        connection.ensure_connection()
        connection.connection.create_function("FOLDED", 1, str.casefold, deterministic=True)
        return self._folded_by("FOLDED", compiler, connection)

    def _folded_by(
        self, function: str, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{function}({left}) = {function}({right})", (*left_params, *right_params)
