from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db.utils import ConnectionHandler

from signalpost.config import databases
from signalpost.installation import backup
from signalpost.kernel.errors import Conflict

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A database that somebody is writing to."""
    file = tmp_path / "running.sqlite3"
    here = ConnectionHandler({"default": databases.named_by(f"sqlite:///{file}")})["default"]
    monkeypatch.setattr(backup, "connection", here)
    with closing(sqlite3.connect(file)) as other, closing(here):
        other.executescript("PRAGMA journal_mode=WAL; CREATE TABLE site (name);")
        other.execute("INSERT INTO site VALUES ('kept')")
        other.commit()
        other.execute("INSERT INTO site VALUES ('half written')")
        yield


def test_a_backup_holds_what_was_written_and_the_key_for_its_owner_alone(tmp_path: Path) -> None:
    backup.write(tmp_path / "copy")

    with closing(sqlite3.connect(tmp_path / "copy" / "signalpost.sqlite3")) as copy:
        assert copy.execute("SELECT name FROM site").fetchall() == [("kept",)]
    assert (tmp_path / "copy" / "secret.key").read_text().strip() == settings.SECRET_KEY
    assert {file.stat().st_mode & 0o077 for file in (tmp_path / "copy").iterdir()} == {0}


def test_a_backup_takes_the_place_of_no_other(tmp_path: Path) -> None:
    backup.write(tmp_path / "copy")

    with pytest.raises(Conflict, match="is not empty"):
        backup.write(tmp_path / "copy")
