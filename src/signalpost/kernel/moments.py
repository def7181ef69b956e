"""Which moments can be kept, and shown in every zone."""

from __future__ import annotations

from datetime import datetime

from signalpost.kernel.errors import Invalid

#: Beyond these a shift of zone could leave the calendar.
FIRST_YEAR, LAST_YEAR = 1900, 2999
OUT_OF_REACH = f"A date lies between {FIRST_YEAR} and {LAST_YEAR}."


def is_within_reach(moment: datetime) -> bool:
    return FIRST_YEAR <= moment.year <= LAST_YEAR


def checked_moment(moment: datetime, *, field: str) -> datetime:
    """The moment in whole seconds, as every door shows it.

    What is sent back as it was read is then no change.
    """
    if not is_within_reach(moment):
        raise Invalid(OUT_OF_REACH, field=field)
    return moment.replace(microsecond=0)
