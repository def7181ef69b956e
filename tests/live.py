"""A real installation in a folder of its own, run by the `signalpost` command as its users do."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import httpx

PASSWORD = "correct horse battery"

#: Generous: CI machines are slow and shared. Nothing is asserted with it.
PATIENCE = 60.0

logging.getLogger("httpx").setLevel(logging.WARNING)


@dataclass
class Served:
    """A server that answers at `url`; its output up to then in `said`."""

    url: str
    process: subprocess.Popen[str]
    said: str

    @property
    def client(self) -> httpx.Client:
        # It speaks no TLS: reading all the world's certificates would only take its time.
        return httpx.Client(base_url=self.url, timeout=PATIENCE, verify=False)

    def stop(self) -> int:
        """Ask it to end, as an init system does; its exit code."""
        self.process.terminate()
        return self.process.wait(PATIENCE)


class Installation:
    """Where `signalpost` keeps its state. `environment` adds to or replaces variables."""

    #: The first API token of one that is set up.
    token = ""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self._environment = os.environ | {"SIGNALPOST_DATA_DIR": str(folder)} | environment

    @property
    def database(self) -> str:
        """Its name on the server; nothing for SQLite."""
        return urlsplit(self._environment["DATABASE_URL"]).path.removeprefix("/")

    def under(self, **environment: str) -> Installation:
        """The same one, with further variables."""
        other = Installation(self.folder)
        other._environment = self._environment | environment
        other.token = self.token
        return other

    def run(self, *arguments: str, expect: int = 0) -> subprocess.CompletedProcess[str]:
        """One command, to its end."""
        done = subprocess.run(
            self._command(*arguments),
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == expect, done.stdout + done.stderr
        return done

    def set_up(self, *, email: str = "alice@example.com", site_name: str = "Northwind") -> str:
        """As `signalpost setup` does; the first API token."""
        done = self.run("setup", "--email", email, "--password", PASSWORD, "--site-name", site_name)
        self.token = done.stdout.splitlines()[-1]
        return self.token

    @contextlib.contextmanager
    def served(self, *options: str) -> Iterator[Served]:
        """A server on a free port, from its announcement until the end of the block."""
        process = self.begin("serve", "--port", "0", *options)
        try:
            assert process.stdout
            url, said = _announced(process.stdout)
            yield Served(url, process, said)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(PATIENCE)
            if process.stdout:
                process.stdout.close()

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        """One command, and not its end; errors are told in its output."""
        return subprocess.Popen(
            self._command(*arguments),
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    @staticmethod
    def _command(*arguments: str) -> list[str]:
        return [sys.executable, "-m", "signalpost.cli.main", *arguments]


@contextlib.contextmanager
def installation(folder: Path, *, like: Installation | None = None) -> Iterator[Installation]:
    """One on the kind of database that this run is about: fresh, or a copy of one at rest."""
    with _database(like) as address:
        place = Installation(folder, DATABASE_URL=address)
        if like:
            shutil.copytree(like.folder, folder)
            place.token = like.token
        yield place


@contextlib.contextmanager
def _database(like: Installation | None) -> Iterator[str]:
    """Its address; nothing for SQLite, which is a file in the installation's folder."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield ""
        return
    import psycopg

    name = f"live_{uuid.uuid4().hex[:12]}"
    template = like.database if like else "template1"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def until(holds: Callable[[], object], *, what: str) -> None:
    """Wait for a condition; fail with `what` when it never comes true."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"never came true: {what}"
        time.sleep(0.05)


def _announced(output: IO[str]) -> tuple[str, str]:
    said = ""
    for line in output:
        said += line
        if "Signalpost is at http://" in line:
            return line.split(" at ", 1)[1].strip().rstrip("/"), said
    raise AssertionError(f"The server ended without a word of its address:\n{said}")
