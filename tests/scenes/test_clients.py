"""Published clients of the Cachet API, unmodified, against a live server."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.live import PATIENCE, Installation, Served, until

CLIENTS = Path(__file__).parent / "clients"
PYTHON = Path(__file__).parents[2] / ".venv-clients" / "bin" / "python"
HOW_TO_INSTALL = "The published clients are not installed: `make .venv-clients/.installed`."


@pytest.fixture
def python() -> Path:
    """An interpreter that has the clients."""
    if not PYTHON.exists() and os.environ.get("CI") == "true":
        pytest.fail(HOW_TO_INSTALL)
    if not PYTHON.exists():
        pytest.skip(HOW_TO_INSTALL)
    return PYTHON


@pytest.mark.parametrize(
    "script", ["with_cachet_client.py", "with_cachet.py", "with_cachethq_client.py"]
)
def test_a_published_client_does_everything_it_offers(
    live: Installation, python: Path, script: str
) -> None:
    with live.served("--no-runner") as server:
        done = subprocess.run(
            [python, CLIENTS / script, f"{server.url}/api/v1", live.token],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    assert done.returncode == 0, done.stdout + done.stderr


class Service:
    """What is watched: well until it is told to fail."""

    def __init__(self) -> None:
        self.status = 200

    @contextmanager
    def running(self) -> Iterator[str]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(service.status)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            server.server_close()


@contextmanager
def url_monitor(
    python: Path, folder: Path, server: Served, token: str, watched: str, ids: dict[str, int]
) -> Iterator[None]:
    """cachet-url-monitor, watching once a second with all of its actions."""
    endpoint = {
        "name": "Shop",
        "url": watched,
        "method": "GET",
        "timeout": 5,
        "expectation": [
            {"type": "HTTP_STATUS", "status_range": "200-299", "incident": "MAJOR"},
        ],
        "allowed_fails": 0,
        "frequency": 1,
        "component_id": ids["component"],
        "metric_id": ids["metric"],
        "latency_unit": "ms",
        "action": ["UPDATE_STATUS", "CREATE_INCIDENT", "PUSH_METRICS"],
        "public_incidents": True,
    }
    settings = {
        "cachet": {
            "api_url": f"{server.url}/api/v1",
            "token": [{"type": "TOKEN", "value": token}],
        },
        "endpoints": [endpoint],
    }
    file = folder / "monitor.yml"
    file.write_text(json.dumps(settings))  # JSON is YAML
    process = subprocess.Popen([python, "-m", "cachet_url_monitor.scheduler", str(file)])
    try:
        yield
    finally:
        process.kill()
        process.wait(PATIENCE)


def test_the_url_monitor_tells_of_a_failure_and_of_its_end(
    live: Installation, python: Path, tmp_path: Path
) -> None:
    shop = Service()
    with live.served("--no-runner") as server, shop.running() as watched, server.client as client:
        client.headers["X-Cachet-Token"] = live.token

        def read(path: str) -> Any:
            return client.get(f"/api/v1/{path}").json()["data"]

        def create(path: str, **values: Any) -> int:
            created: int = client.post(f"/api/v1/{path}", json=values).json()["data"]["id"]
            return created

        ids = {
            "component": create("components", name="Shop", status=1),
            "metric": create("metrics", name="Latency", suffix="ms", default_value=0),
        }
        component = f"components/{ids['component']}"
        points = f"metrics/{ids['metric']}/points"
        with url_monitor(python, tmp_path, server, live.token, watched, ids):
            until(lambda: read(points), what="a point while all is well")

            shop.status = 500
            until(lambda: read(component)["status"] == 4, what="major outage")
            until(lambda: read("incidents"), what="an incident")
            incident = read("incidents")[0]
            assert (incident["status"], incident["component_id"]) == (1, ids["component"])

            shop.status = 200
            until(lambda: read("incidents")[0]["status"] == 4, what="the incident is fixed")
            until(lambda: read(component)["status"] == 1, what="the component is well again")
            assert len(read("incidents")) == 1
