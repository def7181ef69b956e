"""Stretches of time that points are counted by: minutes and quarter-hours since 1970, in UTC.

Every zone that clocks show today lies a whole number of quarter-hours from UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime

MINUTE = 1
QUARTER = 15
_HALF_MINUTE = 30
_BETWEEN_TURNS = _HALF_MINUTE // 2


def minute_of(moment: datetime) -> int:
    return int(moment.timestamp() // 60)


def quarter_of(minute: int) -> int:
    return minute - minute % QUARTER


def moment_of(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)


def to_half_minute(moment: datetime) -> datetime:
    """The nearest 30 seconds, half up: when a point is said to be measured."""
    halves = (moment.timestamp() + _HALF_MINUTE / 2) // _HALF_MINUTE
    return datetime.fromtimestamp(halves * _HALF_MINUTE, UTC)


def last_turn(moment: datetime) -> datetime:
    """The last time that `minute_of` or `to_half_minute` may have turned: until the next, both say
    what they say of it.
    """
    turns = moment.timestamp() // _BETWEEN_TURNS
    return datetime.fromtimestamp(turns * _BETWEEN_TURNS, UTC)
