"""Metrics as charts, with the incidents of that time behind the line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from signalpost.metrics import curves
from signalpost.metrics.choices import View
from signalpost.metrics.lines import Frame, Line
from signalpost.metrics.reading import MetricView, Reading
from signalpost.overview import archive
from signalpost.overview.archive import Lasting


@dataclass(frozen=True, slots=True)
class Band:
    """An incident, as far as it lies in the chart."""

    incident: Lasting
    since: datetime
    until: datetime
    x: float
    width: float

    @classmethod
    def of(cls, incident: Lasting, frame: Frame, now: datetime) -> Band:
        since = max(incident.began_at, frame.begin)
        until = min(incident.ended_at or now, frame.end)
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


def draw(
    readings: Collection[Reading], view: View | None, *, zone: ZoneInfo, at: datetime
) -> list[Figure]:
    """Without a view, each metric has its own."""
    views = [view or reading.metric.default_view for reading in readings]
    told = archive.lasting(since=at - max(map(curves.reach, views))) if views else ()
    return [
        _figure(reading, one, told, zone, at) for reading, one in zip(readings, views, strict=True)
    ]


def _figure(
    reading: Reading, view: View, told: Iterable[Lasting], zone: ZoneInfo, now: datetime
) -> Figure:
    line = Line.through(curves.read(reading.metric, view, zone=zone, at=now))
    bands = [Band.of(one, line.frame, now) for one in told] if line.frame else []
    return Figure(reading, view, zone, line, [band for band in bands if band.width > 0])


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
