"""A rule as somebody would say it: every 2 weeks on Monday and Friday until 3 Mar 2027."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from signalpost.maintenance.recurrence import Rule

_DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}
_WORKING_DAYS = ["MO", "TU", "WE", "TH", "FR"]


def repeats(rule: Rule, *, first: datetime, zone: ZoneInfo) -> str:
    """What the rule leaves out, such as the day of a week, is that of the first start."""
    begins = first.astimezone(zone)
    parts = dict(part.split("=", 1) for part in rule.text.split(";"))
    said = [_how_often(parts), _on(parts, begins), _how_long(parts), _until(rule, begins)]
    return " ".join(filter(None, said))


def _how_often(parts: Mapping[str, str]) -> str:
    unit, interval = _UNITS[parts["FREQ"]], int(parts.get("INTERVAL", 1))
    return f"every {unit}" if interval == 1 else f"every {interval} {unit}s"


def _on(parts: Mapping[str, str], begins: datetime) -> str:
    match parts["FREQ"]:
        case "DAILY":
            return ""
        case "WEEKLY":
            days = (
                parts["BYDAY"].split(",") if "BYDAY" in parts else [list(_DAYS)[begins.weekday()]]
            )
            return f"on {_listed([_weekday(day) for day in sorted(days, key=_DAYS.__getitem__)])}"
        case "MONTHLY":
            return f"on {_days_of_month(parts, begins)}"
        case _:
            return f"on {_days_of_month(parts, begins)} of {_months(parts, begins)}"


def _days_of_month(parts: Mapping[str, str], begins: datetime) -> str:
    if "BYDAY" not in parts:
        numbers = parts.get("BYMONTHDAY", str(begins.day)).split(",")
        return _listed([_date(int(number)) for number in numbers])
    days = parts["BYDAY"].split(",")
    if "BYSETPOS" not in parts:
        return _listed([_nth_weekday(day) for day in days])
    which = "working day" if days == _WORKING_DAYS else _listed(list(map(_weekday, days)), "or")
    return f"the {_nth(int(parts['BYSETPOS']))} {which}"


def _months(parts: Mapping[str, str], begins: datetime) -> str:
    if "BYMONTH" in parts:
        return _listed([calendar.month_name[int(number)] for number in parts["BYMONTH"].split(",")])
    return "every month" if "BYMONTHDAY" in parts else calendar.month_name[begins.month]


def _how_long(parts: Mapping[str, str]) -> str:
    times = parts.get("COUNT", "")
    return {"": "", "1": "once"}.get(times, f"{times} times")


def _until(rule: Rule, begins: datetime) -> str:
    """The last day on which it may begin, at its hour."""
    if rule.until is None:
        return ""
    until = rule.until.astimezone(begins.tzinfo)
    last = until.date() - timedelta(days=until.time() < begins.time())
    return f"until {last.day} {calendar.month_abbr[last.month]} {last.year}"


def _nth_weekday(day: str) -> str:
    number, name = day[:-2], _weekday(day[-2:])
    return f"the {_nth(int(number))} {name}" if number else f"every {name}"


def _nth(number: int) -> str:
    if number > 0:
        return _NTH[number]
    return "last" if number == -1 else f"{_NTH[-number]}-to-last"


def _date(number: int) -> str:
    if number == -1:
        return "the last day"
    return f"the {_ordinal(number)}" if number > 0 else f"the {_ordinal(-number)}-to-last day"


def _ordinal(number: int) -> str:
    ending = "th" if number in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _weekday(day: str) -> str:
    return calendar.day_name[_DAYS[day]]


def _listed(items: Sequence[str], last: str = "and") -> str:
    *before, end = items
    return f"{', '.join(before)} {last} {end}" if before else end
