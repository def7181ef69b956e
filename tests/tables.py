"""The tables after a test that commits what it does."""

from __future__ import annotations

from django.db import connection, transaction


@transaction.atomic
def empty() -> None:
    """Delete what there is, where there is something: to truncate all is far more work."""
    tables = sorted(connection.introspection.django_table_names(include_views=False))
    names = [connection.ops.quote_name(table) for table in tables]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # whoever still writes is waited for
            cursor.execute(f"LOCK TABLE {', '.join(names)}")
        cursor.execute("SELECT " + ", ".join(f"EXISTS (SELECT 1 FROM {name})" for name in names))
        for name, has_rows in zip(names, cursor.fetchone(), strict=True):
            if has_rows:
                cursor.execute(f"DELETE FROM {name}")
