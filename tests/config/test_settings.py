"""Commands in wrong surroundings: a sentence and a hint, from each of them and the doctor."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.live import Installation

WRONG = {
    "SIGNALPOST_THREADS": "0",
    "SITE_URL": "status.example.com",
    "DATABASE_URL": "mysql://host/name",
}


@pytest.fixture(scope="session")
def _with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file: what commands do before that is not the business of these tests."""
    place = Installation(tmp_path_factory.mktemp("tables"), DATABASE_URL="")
    place.run("user", "list")
    return place.folder / "signalpost.sqlite3"


@pytest.fixture
def place(tmp_path: Path, _with_tables: Path) -> Installation:
    """With its tables and no key yet."""
    place = Installation(tmp_path / "data", DATABASE_URL="")
    place.folder.mkdir()
    shutil.copy(_with_tables, place.folder)
    return place


@pytest.mark.parametrize("command", [("serve",), ("user", "list"), ("manage", "check")])
def test_no_command_begins_with_wrong_settings_and_each_says_why(
    place: Installation, command: tuple[str, ...]
) -> None:
    done = place.under(**WRONG).run(*command, expect=1)

    said = [line.split(":")[1].strip() for line in done.stderr.splitlines()[::2]]
    assert sorted(said) == sorted(WRONG)
    assert "  → Set it to an address like https://status.example.com.\n" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_needs_no_right_settings(place: Installation) -> None:
    assert "status page" in place.under(**WRONG).run("--help").stdout


def test_the_doctor_tells_of_wrong_settings_and_looks_at_the_rest(place: Installation) -> None:
    done = place.under(DATABASE_URL="mysql://host/name", SITE_URL="nonsense").run(
        "doctor", expect=1
    )

    assert [line for line in done.stdout.splitlines() if not line.startswith(" ")] == [
        "WRONG SITE_URL: “nonsense” is no address of a site: that is http:// or https:// and a "
        "host, with nothing behind it.",
        "WRONG DATABASE_URL: It is not the address of a PostgreSQL database, nor of an SQLite "
        "file.",
        "ok    key: in the data directory, readable by its owner alone",
        *[line for line in done.stdout.splitlines() if line.startswith("ok    disk: ")],
    ]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["taken", "taken/data"])
def test_a_data_directory_that_cannot_be_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "taken").write_text("a file")
    place = Installation(tmp_path / name, DATABASE_URL="")

    refused = place.run("user", "list", expect=1)
    examined = place.run("doctor", expect=1)

    assert f"SIGNALPOST_DATA_DIR: The directory {tmp_path / name} cannot be made" in refused.stderr
    assert f"WRONG SIGNALPOST_DATA_DIR: The directory {tmp_path / name}" in examined.stdout
    assert "Traceback" not in refused.stderr + examined.stderr


def test_a_key_that_a_full_disk_left_empty_is_told(place: Installation) -> None:
    (place.folder / "secret.key").touch()

    refused = place.run("user", "list", expect=1)
    examined = place.run("doctor", expect=1)

    assert "secret.key is empty or cut off" in refused.stderr
    assert "secret.key is empty or cut off" in examined.stdout
    assert "ok    key" not in examined.stdout


def test_the_key_is_written_once_for_its_owner_alone(place: Installation) -> None:
    place.run("user", "list")
    first = (place.folder / "secret.key").read_text()
    place.run("user", "list")

    key = place.folder / "secret.key"
    assert key.read_text() == first
    assert key.stat().st_mode & 0o777 == 0o600


def test_others_read_nothing_in_a_data_directory_that_is_open_to_them(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    Installation(tmp_path, DATABASE_URL="").run("user", "list")

    database = tmp_path / "signalpost.sqlite3"
    assert database.stat().st_mode & 0o777 == 0o600


def test_a_weak_key_from_the_environment_is_the_doctors_business(place: Installation) -> None:
    place = place.under(SECRET_KEY="swordfish")
    place.run("user", "list")

    done = place.run("doctor", expect=1)

    assert "WRONG key: from SECRET_KEY, and so short or plain" in done.stdout


def test_the_doctor_names_the_key_that_is_in_force(place: Installation) -> None:
    place.run("user", "list")

    done = place.under(SECRET_KEY="correct horse battery staple, and more").run("doctor", expect=1)

    assert "ok    key: from SECRET_KEY" in done.stdout
