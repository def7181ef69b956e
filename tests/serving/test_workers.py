"""Several serving processes on one address, the process that supervises them, a runner alone."""

from __future__ import annotations

import contextlib
import os
import signal
import socket

import httpx
import psutil

from tests.live import PATIENCE, Installation, until


def test_several_workers_share_one_address(live: Installation) -> None:
    with live.served("--workers", "2", "--no-runner") as server:
        workers = psutil.Process(server.process.pid).children()

        assert len(workers) == 2
        assert server.client.get("/api/v1/ping").status_code == 200
        assert server.stop() == 0


def test_a_worker_that_begins_leaves_visitors_to_those_that_are_ready(live: Installation) -> None:
    with live.served("--workers", "2", "--no-runner") as server:

        def workers() -> list[psutil.Process]:
            return psutil.Process(server.process.pid).children()

        def asked() -> int:
            with server.client as visitor:  # by a connection of its own
                return visitor.get("/api/v1/ping").status_code

        assert asked() == 200
        first, second = workers()
        first.kill()
        first.wait(PATIENCE)
        until(lambda: {one.pid for one in workers()} - {first.pid, second.pid}, what="another one")

        assert {asked() for _ in range(200)} == {200}


def test_workers_say_that_the_database_is_away(fresh: Installation) -> None:
    without = fresh.under(DATABASE_URL="postgres://nobody:none@127.0.0.1:1/nothing")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = without.begin("serve", "--port", str(port), "--workers", "2", "--no-runner")
    try:
        until(lambda: _answers(port), what="it listens")

        assert httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE).status_code == 200
        assert httpx.get(f"http://127.0.0.1:{port}/", timeout=PATIENCE).status_code == 503
    finally:
        server.terminate()
        server.communicate(timeout=PATIENCE)


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
        return True
    return False


def test_workers_do_not_outlive_a_supervisor_that_is_killed(live: Installation) -> None:
    with live.served("--workers", "2") as server:
        assert server.client.get("/api/v1/ping").status_code == 200
        children = psutil.Process(server.process.pid).children()

        os.kill(server.process.pid, signal.SIGKILL)

        _, alive = psutil.wait_procs(children, timeout=PATIENCE)
        assert not alive


def test_a_runner_alone_may_be_the_first_to_begin(fresh: Installation) -> None:
    runner = fresh.begin("runner")
    try:
        until(lambda: "ok    runner" in fresh.begin("doctor").communicate()[0], what="it beats")
    finally:
        runner.terminate()
        output, _ = runner.communicate(timeout=PATIENCE)

    assert output == ""
