"""Tables that people take away, as files; that they did is in the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import StreamingHttpResponse

from signalpost.dashboard.screens import DashboardRequest
from signalpost.events import audit
from signalpost.kernel import cells


def answer(
    name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> StreamingHttpResponse:
    lines = cells.lines(columns, rows)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def note_export(request: DashboardRequest, kind: str, *, rows: int) -> None:
    audit.note(
        kind,
        name=request.by.name,
        user_id=request.by.user_id,
        address=request.META["REMOTE_ADDR"],
        rows=rows,
    )
