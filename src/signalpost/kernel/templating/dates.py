"""Dates in the letters of PHP's date(), in which Cachet's templates and settings are written."""

from __future__ import annotations

from datetime import datetime

from django.utils.dateformat import DateFormat


def written(moment: datetime, format: str) -> str:
    return _Date(moment).format(format)


class _Date(DateFormat):
    """Django's letters, but for those that mean something else to PHP.

    A date that names no zone tells none: the server's would be a guess.
    """

    data: datetime

    def __init__(self, moment: datetime) -> None:
        super().__init__(moment)
        self.timezone = moment.tzinfo

    def a(self) -> str:
        return self.A().lower()

    def c(self) -> str:
        return self.format(r"Y-m-d\TH:i:sP")

    def e(self) -> str:
        """The offset itself where the zone has no other name."""
        name = self.data.tzname() or ""
        return name.removeprefix("UTC") or name

    T = e

    def L(self) -> int:  # type: ignore[override]
        return int(super().L())

    def N(self) -> str:
        return str(self.data.isoweekday())

    def P(self) -> str:
        offset = self.O()
        return offset and f"{offset[:3]}:{offset[3:]}"

    def r(self) -> str:
        return self.format("D, d M Y H:i:s O").rstrip()

    def z(self) -> int:
        return super().z() - 1
