"""The server as its users run it: a process, its runner beside it, real connections."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import psutil
import pytest

from signalpost.kernel.errors import Conflict
from signalpost.serving import server as serving
from tests.live import PATIENCE, Installation, Served, installation, until

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def place(
    _set_up: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """An installation for all tests that only ask something of a server."""
    with installation(tmp_path_factory.mktemp("shared") / "data", like=_set_up) as place:
        yield place


@pytest.fixture(scope="module")
def server(place: Installation) -> Iterator[Served]:
    """One that runs already, without a runner."""
    with place.served("--no-runner") as server:
        yield server


def runner_of(server: Served) -> psutil.Process | None:
    children = psutil.Process(server.process.pid).children()
    return next((child for child in children if "runner" in _words(child)), None)


def _words(process: psutil.Process) -> list[str]:
    """Its command line; none once it has ended, also while nobody has asked how."""
    try:
        return process.cmdline()
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return []


def ready(server: Served) -> httpx.Response:
    return server.client.get("/readyz?for=writes")


def test_a_server_and_commands_may_begin_at_the_same_moment(fresh: Installation) -> None:
    commands = [fresh.begin("user", "list") for _ in range(3)]

    with fresh.served("--no-runner"):
        outputs = [command.communicate(timeout=PATIENCE)[0] for command in commands]

    assert [command.returncode for command in commands] == [0, 0, 0], outputs


def test_a_server_that_is_stopped_while_it_begins_says_nothing_of_errors(
    fresh: Installation,
) -> None:
    process = fresh.begin("serve", "--port", "0", "--no-runner")
    until(lambda: (fresh.folder / "prepare.lock").exists(), what="it began")

    process.terminate()

    output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Traceback" not in output


def test_a_server_that_must_not_begin_ends_with_the_sentence_that_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(**_: object) -> None:
        raise Conflict("The database is newer.")

    monkeypatch.setattr(serving, "prepare", refuse)

    with serving.listen("127.0.0.1", 0) as listener, pytest.raises(Conflict, match="is newer"):
        serving.serve(listener, with_runner=False)


def test_the_runner_does_not_hold_the_address_of_a_server_that_is_gone() -> None:
    with serving.listen("127.0.0.1", 0) as listener:
        assert not listener.get_inheritable()


def test_an_installation_that_nobody_has_set_up_says_how(unclaimed: Installation) -> None:
    with unclaimed.served("--no-runner") as server:
        output = server.process.stdout
        assert output
        said, link = output.readline(), output.readline().strip()
        page = httpx.get(link)

        assert "set this installation up" in said
        assert 'name="code" value="' in page.text


def test_the_link_for_setting_up_leads_where_visitors_are(unclaimed: Installation) -> None:
    behind_a_proxy = unclaimed.under(SITE_URL="https://status.example.com")
    with behind_a_proxy.served("--no-runner") as server:
        output = server.process.stdout
        assert output
        _said, link = output.readline(), output.readline().strip()

        assert link.startswith("https://status.example.com/dashboard/set-up/?code=")


def test_it_is_ready_for_writes_once_its_runner_beats(live: Installation) -> None:
    with live.served() as server:
        until(lambda: ready(server).status_code == 200, what="ready for writes")

        assert ready(server).json() == {
            "state": "ok",
            "database": True,
            "migrations": True,
            "runner": True,
            "room": True,
        }


def test_without_a_runner_readers_are_served_and_writers_warned(server: Served) -> None:
    for_readers = server.client.get("/readyz")

    assert (for_readers.status_code, for_readers.json()["state"]) == (200, "degraded")
    assert ready(server).status_code == 503


def test_a_runner_that_dies_is_started_again(live: Installation) -> None:
    with live.served() as server:
        until(lambda: runner_of(server), what="a runner")
        first = runner_of(server)
        assert first

        first.kill()

        until(lambda: (now := runner_of(server)) and now.pid != first.pid, what="another runner")


def test_it_stops_cleanly_and_takes_its_runner_along(live: Installation) -> None:
    with live.served() as server:
        until(lambda: runner_of(server), what="a runner")
        runner = runner_of(server)
        assert runner

        code = server.stop()

        assert code == 0
        assert not runner.is_running()


def test_a_runner_does_not_outlive_a_server_that_is_killed(live: Installation) -> None:
    with live.served() as server:
        until(lambda: ready(server).status_code == 200, what="ready for writes")
        runner = runner_of(server)
        assert runner

        os.kill(server.process.pid, signal.SIGKILL)

        until(lambda: not runner.is_running() or runner.status() == "zombie", what="it is gone")


def test_a_port_that_is_taken_is_said_in_a_sentence(live: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        done = live.run("serve", "--port", port, expect=1)

    assert f"Cannot listen on 127.0.0.1, port {port}: Address already in use" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_body_over_one_megabyte_is_refused_with_the_doors_error(
    server: Served, place: Installation
) -> None:
    answer = server.client.post(
        "/api/v1/components", content=b"x" * 1_000_001, headers={"X-Cachet-Token": place.token}
    )

    assert answer.status_code == 413
    assert answer.json()["errors"][0]["title"] == "Payload Too Large"


def test_a_body_without_a_length_is_refused_at_the_same_size(
    server: Served, place: Installation
) -> None:
    pieces = (b"x" * 100_000 for _ in range(11))

    answer = server.client.post(
        "/api/v1/components", content=pieces, headers={"X-Cachet-Token": place.token}
    )

    assert answer.status_code == 413


def begun(server: Served, path: str, *, body: bytes, of: int, token: str) -> socket.socket:
    """A connection that has sent a part of a body, and stays open."""
    url = urlsplit(server.url)
    connection = socket.create_connection((url.hostname or "", url.port or 0))
    connection.sendall(
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nX-Cachet-Token: {token}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {of}\r\n\r\n".encode()
        + body
    )
    return connection


def test_a_request_that_is_cut_off_is_not_carried_out(server: Served, place: Installation) -> None:
    """Without its end this draft would be public."""
    whole = b"name=Draft&message=M&status=1&visible=0"
    part = whole.removesuffix(b"&visible=0")
    path = "/api/v1/incidents"
    client = server.client
    client.headers["X-Cachet-Token"] = place.token

    cut = begun(server, path, body=part, of=len(whole), token=place.token)
    client.get(path)  # by now the other one has been begun
    cut.close()
    client.post(path, content=whole, headers={"Content-Type": FORM}).raise_for_status()

    assert [incident["visible"] for incident in client.get(path).json()["data"]] == [0]


def test_bodies_that_trickle_keep_nobody_else_out(server: Served, place: Installation) -> None:
    path = "/api/v1/components"
    with contextlib.ExitStack() as connections:
        for _ in range(300):  # more than may wait
            connections.enter_context(begun(server, path, body=b"n", of=10, token=place.token))

        read = [server.client.get(path) for path in ("/", "/api/v1/status", "/readyz")]
        written = server.client.post(
            path, json={"name": "Queue"}, headers={"X-Cachet-Token": place.token}
        )

    assert [answer.status_code for answer in (*read, written)] == [200, 200, 200, 200]


def test_the_page_comes_compressed(server: Served) -> None:
    answer = server.client.get("/", headers={"Accept-Encoding": "br"})

    assert answer.headers["Content-Encoding"] == "br"
    assert "</html>" in answer.text


def test_a_delete_answers_nothing_at_all(server: Served, place: Installation) -> None:
    client = server.client
    client.headers["X-Cachet-Token"] = place.token
    made = client.post("/api/v1/components", json={"name": "Gone", "status": 1}).json()["data"]

    answer = client.delete(f"/api/v1/components/{made['id']}")

    assert (answer.status_code, answer.content) == (204, b"")
    assert "content-type" not in answer.headers


def test_both_calls_of_cachets_documentation_create_a_component(
    server: Served, place: Installation
) -> None:
    body = b'{"name":"API","description":"An example description","status":1}'
    kind = {"Content-Type": "application/json;"}

    with_token = server.client.post(
        "/api/v1/components", content=body, headers=kind | {"X-Cachet-Token": place.token}
    )
    with_password = server.client.post(
        "/api/v1/components",
        content=body,
        headers=kind,
        auth=("alice@example.com", "correct horse battery"),
    )

    assert (with_token.status_code, with_password.status_code) == (200, 200)
    page = server.client.get("/")
    assert len(re.findall(r"<h3>.*<bdi>API</bdi>.*</h3>", page.text)) == 2
