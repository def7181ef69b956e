"""Schedules as clients write them."""

from __future__ import annotations

#: As cachet-client's schedules.create sends it.
UPGRADE = {
    "name": "DB upgrade",
    "message": "Short downtime.",
    "status": 0,
    "scheduled_at": "2035-02-01 22:00",
    "completed_at": "2035-02-01 23:00",
    "notify": 0,
}
#: Where it is over.
PAST = {"scheduled_at": "2020-02-01 22:00", "completed_at": "2020-02-01 23:00"}
