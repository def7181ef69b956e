"""When the windows of a series begin: RFC 5545 rules, of the kinds that cannot run away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from signalpost.kernel.errors import Invalid
from signalpost.kernel.moments import is_within_reach

LONGEST = 200
MOST_TIMES = 1000

_DAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
_DAYS = rf"{_DAY}(?:,{_DAY})*"
_NTH_DAYS = rf"(?:[+-]?[1-5])?{_DAY}(?:,(?:[+-]?[1-5])?{_DAY})*"
_MONTH_DAYS = r"-?(?:[1-9]|[12]\d|3[01])(?:,-?(?:[1-9]|[12]\d|3[01]))*"
_MONTHS = r"(?:[1-9]|1[0-2])(?:,(?:[1-9]|1[0-2]))*"

#: A rule of these parts names a day within a few periods or never; what could be searched for
#: through thousands of years is refused.
_PARTS = {
    "DAILY": {},
    "WEEKLY": {"BYDAY": _DAYS, "WKST": _DAY},
    "MONTHLY": {"BYDAY": _NTH_DAYS, "BYMONTHDAY": _MONTH_DAYS, "BYSETPOS": "-?[1-4]"},
    "YEARLY": {"BYMONTH": _MONTHS, "BYDAY": _NTH_DAYS, "BYMONTHDAY": _MONTH_DAYS},
}
_ALWAYS = {"FREQ": "[A-Z]+", "INTERVAL": "[1-9][0-9]{0,2}", "COUNT": "[1-9][0-9]{0,3}"}
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")


@dataclass(frozen=True, slots=True)
class Rule:
    """`text` without its UNTIL, which is `until`: the last moment at which a window may begin."""

    text: str
    until: datetime | None

    def starts(self, *, first: datetime, zone: ZoneInfo) -> Iterator[datetime]:
        """Each start in UTC. A wall-clock time in `zone` stays what it is when clocks change."""
        first_wall = first.astimezone(zone).replace(tzinfo=None)
        for wall in rrulestr(self.text, dtstart=first_wall):
            # Of an hour that comes twice the first start may lie in the second, no other does.
            moment = first if wall == first_wall else wall.replace(tzinfo=zone)
            start = moment.astimezone(UTC)
            if (self.until and start > self.until) or not is_within_reach(start):
                return
            yield start


def parsed(text: str, *, zone: ZoneInfo) -> Rule:
    """The rule in `text`; Invalid with a sentence when it is none, or not one of ours."""
    text = text.strip().upper().removeprefix("RRULE:")
    if len(text) > LONGEST:
        raise _wrong(f"A rule has at most {LONGEST} characters.")
    parts = _split(text)
    if parts.get("FREQ") not in _PARTS:
        raise _wrong("A rule begins with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.")
    until = parts.pop("UNTIL", None)
    _check(parts)
    if until is not None and "COUNT" in parts:
        raise _wrong("A rule has COUNT or UNTIL, not both.")
    plain = ";".join(f"{name}={value}" for name, value in parts.items())
    return Rule(plain, _moment(until, zone) if until is not None else None)


def _split(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in text.rstrip(";").split(";"):
        name, equals, value = part.partition("=")
        if not equals or name in parts:
            raise _wrong("A rule looks like FREQ=WEEKLY;BYDAY=SU, each part once.")
        parts[name] = value
    return parts


def _check(parts: dict[str, str]) -> None:
    known = _ALWAYS | _PARTS[parts["FREQ"]]
    for name, value in parts.items():
        if name not in known:
            raise _wrong(f"{name[:20]} does not go with FREQ={parts['FREQ']} here.")
        if not re.fullmatch(known[name], value):
            raise _wrong(f"{value[:40]} is no value for {name}.")
    if int(parts.get("COUNT", 1)) > MOST_TIMES:
        raise _wrong(f"A window repeats at most {MOST_TIMES} times.")
    if "BYDAY" in parts and "BYMONTHDAY" in parts:
        raise _wrong("A rule has BYDAY or BYMONTHDAY, not both.")
    if "BYSETPOS" in parts and not re.fullmatch(_DAYS, parts.get("BYDAY", "")):
        raise _wrong("BYSETPOS picks among the days of a BYDAY without numbers.")
    if parts["FREQ"] == "YEARLY" and "BYDAY" in parts and "BYMONTH" not in parts:
        raise _wrong("BYDAY in a yearly rule needs a BYMONTH.")


def _moment(until: str, zone: ZoneInfo) -> datetime:
    """RFC 5545's forms: a day (all of it), a local time, or a time in UTC."""
    match = _UNTIL.fullmatch(until)
    try:
        if not match:
            raise ValueError
        day, time, utc = match.groups()
        wall = datetime.strptime(day + (time or "235959"), "%Y%m%d%H%M%S")
    except ValueError:
        raise _wrong("UNTIL is a day like 20270131, or a time like 20270131T220000Z.") from None
    return wall.replace(tzinfo=UTC if utc else zone)


def _wrong(sentence: str) -> Invalid:
    return Invalid(sentence, field="rule")
