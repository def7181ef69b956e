"""The serving process as it runs: CPU per request, start-up, memory with its runner."""

from __future__ import annotations

import itertools
import tempfile
import time
from pathlib import Path
from statistics import median

import httpx
import psutil

from benchmarks._figures import cpu_per_call, show
from tests.live import Installation, Served, until


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="signalpost-bench-") as folder:
        place = Installation(Path(folder), DATABASE_URL="")
        token = place.set_up()
        place.run("demo")
        with place.served() as server:
            until(lambda: _ready(server), what="ready")
            _memory(server)
            _requests(server, token)
        _start_up(place)


def _requests(server: Served, token: str) -> None:
    process = psutil.Process(server.process.pid)
    client = server.client
    client.headers["X-Cachet-Token"] = token
    with client, server.client as guest:
        components = client.get("/api/v1/components?per_page=20").json()["data"]
        assert len(components) == 20
        show(
            "GET 20 components with a token, CPU",
            cpu_per_call(process, lambda: client.get("/api/v1/components"), calls=200),
            "ms",
            target=4,
        )
        ids = itertools.cycle([component["id"] for component in components])
        body = {"name": "Slow", "message": "We look into it.", "status": 1, "component_status": 2}
        show(
            "POST incident with an impact, CPU",
            cpu_per_call(
                process,
                lambda: client.post("/api/v1/incidents", json=body | {"component_id": next(ids)}),
                calls=60,
                rounds=3,
            ),
            "ms",
            target=10,
        )
        for incident in client.get("/api/v1/incidents?name=Slow&per_page=1000").json()["data"]:
            client.delete(f"/api/v1/incidents/{incident['id']}")
        show(
            "GET / from a warm snapshot, CPU",
            cpu_per_call(process, lambda: guest.get("/"), calls=100),
            "ms",
        )


def _memory(server: Served) -> None:
    process = psutil.Process(server.process.pid)
    family = [process, *process.children(recursive=True)]
    total = sum(member.memory_full_info().pss for member in family) / 2**20
    show(f"{len(family)} processes idle, PSS", total, "MB", target=200)


def _start_up(place: Installation) -> None:
    taken = []
    for _ in range(5):
        began = time.monotonic()
        with place.served("--no-runner") as server:
            httpx.get(f"{server.url}/").raise_for_status()
            taken.append(time.monotonic() - began)
    show("start on an existing database, to the first page", median(taken), "s", target=2)


def _ready(server: Served) -> bool:
    return httpx.get(f"{server.url}/readyz?for=writes").status_code == 200
