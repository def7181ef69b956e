"""Metrics at both ends: what a point costs, and what is read of ten million of them.

Filling the database takes a few minutes, and 2 GB in the temporary folder.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil

from benchmarks._figures import cpu_of_each, cpu_per_call, show
from tests.live import Installation

MANY, FEW = 10_000_000, 10_000
BATCH = 10_000

#: Every 30 seconds backwards from now: 9.5 years of a series that never slept.
_STEADY = ":now - 30 * (:count - 1 - i)"
#: The last hour as full as that, the rest spread over the month that charts look at.
_SPREAD = """
    CASE WHEN i >= :count - 122 THEN :now - 30 * (:count - 1 - i)
         ELSE :now - 2760000 + i * 2760000 / :count END
"""
_POINTS = """
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :count - 1)
    INSERT INTO metrics_point (metric_id, thousandths, counter, measured_at, updated_at)
    SELECT :metric, 80000 + i * 7919 % 50000, 1, datetime({time}, 'unixepoch'), datetime('now')
    FROM n
"""
_ROLLUPS = """
    INSERT INTO {table} (metric_id, start, rows, total, weighted, least, most)
    SELECT metric_id, strftime('%s', measured_at) / (60 * {minutes}) * {minutes}, count(*),
           sum(thousandths), sum(thousandths * counter), min(thousandths), max(thousandths)
    FROM metrics_point WHERE metric_id = :metric GROUP BY 1, 2
"""
_INDEXES = """
    SELECT name, sql FROM sqlite_master
    WHERE tbl_name = 'metrics_point' AND sql LIKE 'CREATE INDEX%'
"""


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="signalpost-bench-") as folder:
        place = Installation(Path(folder), DATABASE_URL="")
        token = place.set_up()
        with _client(place, token) as (_, client):
            many, few = (_metric(client, name) for name in ("Many", "Few"))
        _fill(Path(folder), many, MANY, _STEADY)
        _fill(Path(folder), few, FEW, _SPREAD)
        with _client(place, token) as (process, client):
            _writing(process, client, many)
            _lists(process, client, many)
            _charts(process, client, many, few)


@contextlib.contextmanager
def _client(place: Installation, token: str) -> Iterator[tuple[psutil.Process, httpx.Client]]:
    """A server alone on its database, and somebody with a key to it."""
    with place.served("--no-runner") as server, server.client as client:
        client.headers["X-Cachet-Token"] = token
        yield psutil.Process(server.process.pid), client


def _metric(client: httpx.Client, name: str) -> int:
    body = {"name": name, "suffix": "ms", "default_value": 0, "calc_type": 1}
    answer = client.post("/api/v1/metrics", json=body).raise_for_status()
    return int(answer.json()["data"]["id"])


def _fill(folder: Path, metric: int, count: int, time_of_i: str) -> None:
    """Straight into the file that nobody else has open, with the indexes last."""
    given = {"metric": metric, "count": count, "now": int(time.time()) // 30 * 30}
    with contextlib.closing(sqlite3.connect(folder / "signalpost.sqlite3")) as database:
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000"):
            database.execute(f"PRAGMA {setting}")
        indexes = database.execute(_INDEXES).fetchall()
        for name, _ in indexes:
            database.execute(f"DROP INDEX {name}")
        database.execute(_POINTS.format(time=time_of_i), given)
        for table, minutes in (("metrics_minuterollup", 1), ("metrics_quarterrollup", 15)):
            database.execute(_ROLLUPS.format(table=table, minutes=minutes), given)
        for _, sql in indexes:
            database.execute(sql)
        database.execute("UPDATE metrics_metric SET size = :count WHERE id = :metric", given)
        database.commit()


def _writing(process: psutil.Process, client: httpx.Client, metric: int) -> None:
    ping = cpu_per_call(process, lambda: client.get("/api/v1/ping"), calls=200)
    show("for comparison: GET /ping, CPU", ping, "ms")
    path = f"/api/v1/metrics/{metric}/points"
    values = itertools.count()
    post = cpu_per_call(
        process, lambda: client.post(path, json={"value": next(values) / 1000}), calls=200
    )
    show(f"POST a point to {MANY:,} points, CPU", post, "ms", target=4)
    same = cpu_per_call(process, lambda: client.post(path, json={"value": 5}), calls=200)
    show("POST the same value again, CPU", same, "ms", target=4)
    now = int(time.time())
    points = [{"value": place / 8, "timestamp": now - 30 * place} for place in range(BATCH)]
    many = cpu_per_call(
        process, lambda: client.post(f"{path}/batch", json={"points": points}), calls=1
    )
    show(f"POST {BATCH:,} points at once, CPU", many / 1000, "s", target=1)


def _lists(process: psutil.Process, client: httpx.Client, metric: int) -> None:
    path = f"/api/v1/metrics/{metric}/points"
    first = cpu_per_call(process, lambda: client.get(path), calls=200)
    show("GET page 1 of the points, CPU", first, "ms", target=5)
    middle = MANY // 20 // 2
    deep = cpu_per_call(process, lambda: client.get(f"{path}?page={middle}"), calls=1, rounds=3)
    show(f"GET page {middle:,} of the points, CPU", deep, "ms")


def _charts(process: psutil.Process, client: httpx.Client, many: int, few: int) -> None:
    for view in ("last_hour", "today", "week", "month"):
        _both(process, client, view, f"/metrics/{few}", f"/metrics/{many}")
        drawn = (f"/figures/{metric}/{view}.json" for metric in (few, many))
        _both(process, client, f"{view} as the page draws it", *drawn)


def _both(process: psutil.Process, client: httpx.Client, view: str, few: str, many: str) -> None:
    """With a Time-Zone header, so that no remembered answer is served."""
    asked = {"params": {"filter": view}, "headers": {"Time-Zone": "Asia/Kathmandu"}}
    calls = [functools.partial(client.get, path, **asked) for path in (few, many)]
    taken = cpu_of_each(process, calls, calls=100, rounds=7)
    for count, milliseconds in zip((FEW, MANY), taken, strict=True):
        show(f"{view} of {count:,} points, CPU", milliseconds, "ms", target=5)
    show("… to", taken[1] / taken[0], "times", target=1.2)
