"""What will happen when a form about an incident is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from signalpost.dashboard import outlook
from signalpost.dashboard.outlook import Words
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.overview import forecast, present, words
from signalpost.overview.forecast import Present, Statement
from signalpost.subscribers import following


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook(outlook.Outlook):
    """`until_then`: what the banner says in between, where visitors see it now and will again."""

    later: datetime | None
    until_then: Words = ""


def of(now: Present, statement: Statement, *, notify: bool, later: datetime | None) -> Outlook:
    touched = statement.statuses.keys() | _spoken_of(now, statement)
    return Outlook.of(
        now,
        forecast.after(now, statement),
        named=statement.statuses.keys(),
        told=following.concerned(touched) if notify and statement.is_heard else {},
        is_heard=statement.is_heard,
        later=later if later and later > statement.at else None,
    )


def of_edit(now: Present, incident: Incident, said: Mapping[str, Any], *, at: datetime) -> Outlook:
    """An edit is not announced; the end of an embargo is."""
    later = said["published_at"]
    statement = Statement(
        at=at,
        statuses={},
        is_open=said["status"] != IncidentStatus.FIXED,
        is_heard=said["visible"],
        incident_id=incident.pk,
        name=said["name"],
        so_far=present.said_by(incident, published_at=later, at=at),
        kept=present.kept_by(incident),
    )
    coming = of(now, statement, notify=said["notify"], later=later)
    is_seen = incident.speaks(at=at)
    if coming.later is None:
        return replace(coming, is_seen=is_seen, told=None)
    hidden = forecast.after(now, replace(statement, is_heard=False))
    return replace(coming, is_seen=is_seen, until_then=words.HEADLINES[hidden.level])


def _spoken_of(now: Present, statement: Statement) -> set[int]:
    heard = {part.id for part in now.parts.values() if statement.incident_id in part.said}
    return heard | (statement.so_far or {}).keys() | statement.kept.keys()
