"""Metrics as charts, with the incidents of that time behind the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from signalpost.metrics import curves, spans
from signalpost.metrics.choices import View
from signalpost.metrics.lines import Frame, Line
from signalpost.metrics.reading import MetricView, Reading
from signalpost.overview import archive
from signalpost.overview.archive import Lasting
from signalpost.overview.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Band:
    """An incident, as far as it lies in the chart."""

    incident: Lasting
    since: datetime
    until: datetime
    x: float
    width: float

    @classmethod
    def of(cls, incident: Lasting, frame: Frame) -> Band:
        """What is open lasts to the end of the line, which may be a few seconds ahead."""
        since = max(incident.began_at, frame.begin)
        until = min(incident.ended_at or frame.end, frame.end)
        left, right = frame.x(since), frame.x(until)
        return cls(incident, since, until, left, round(right - left, 1))


@dataclass(frozen=True, slots=True)
class Figure:
    reading: Reading
    view: View
    zone: ZoneInfo
    line: Line
    bands: Sequence[Band]

    @property
    def metric(self) -> MetricView:
        return self.reading.metric

    @property
    def data(self) -> dict[str, object]:
        """For the script that draws it. Times are seconds since 1970; null breaks the line.

        `zone` is the site's, where each point is one of its days.
        """
        drawn, frame = self.line.drawn, self.line.frame
        return {
            "points": [[_seconds(spot.at) for spot in drawn], [spot.value for spot in drawn]],
            "between": [frame.low, frame.high] if frame else None,
            "unit": self.metric.suffix,
            "bands": [
                [_seconds(band.since), _seconds(band.until), band.incident.name]
                for band in self.bands
            ],
            "zone": self.zone.key if curves.is_by_day(self.view) else None,
        }


def draw(reading: Reading, view: View | None, *, seen: Snapshot, at: datetime) -> Figure:
    """With what the page tells of incidents. Without a view, in the metric's own."""
    view = view or reading.metric.default_view
    turned = spans.last_turn(at)
    return seen.memory.recall(
        ("figure", reading.metric.id, view),
        lambda: _draw(reading, view, seen, turned),
        of=(reading, turned),
    )


def _draw(reading: Reading, view: View, seen: Snapshot, at: datetime) -> Figure:
    line = Line.through(curves.read(reading.metric, view, zone=seen.site.zone, at=at))
    bands = [Band.of(one, line.frame) for one in _incidents(seen)] if line.frame else []
    return Figure(
        reading, view, seen.site.zone, line, bands=[band for band in bands if band.width > 0]
    )


def _incidents(seen: Snapshot) -> Sequence[Lasting]:
    since = seen.made_at - max(map(curves.reach, View))
    return seen.memory.recall("lasting", lambda: archive.lasting(since=since))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
