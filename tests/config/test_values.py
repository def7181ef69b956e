from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from signalpost.config import databases, secrets, values
from signalpost.config.checks import Reader, Wrong

KEY = "correct horse battery staple, and more"


@pytest.mark.parametrize(
    ("reading", "text"),
    [
        (values.switch, "perhaps"),
        (values.between(1, 1000), "many"),
        (values.between(1, 1000), "0"),
        (values.between(1, 1000), "1001"),
        (values.path, "~nobody-of-that-name"),
        (values.site_address, "status.example.com"),
        (values.site_address, "https://status.example.com/path?x#y"),
        (values.issuer, "login.example.com"),
        (values.issuer, "https://login.example.com/?realm=staff"),
        (values.cache, "the usual one"),
        (values.cache, "carrier-pigeon://host"),
        (values.cache, "memcached://host"),
        (values.cache, "locmem://"),
        (values.cache, "redis://"),
        (values.cache, "redis://host:port/0"),
        (values.server, "mail.example.com"),
        (values.server, "smtp://mail.example.com:many"),
        (values.mail_address, "Northwind"),
        (values.networks, "proxy.example"),
        (values.header, "X Remote User"),
        (values.log_level, "LOUD"),
        (databases.named_by, "the usual one"),
        (databases.named_by, "mysql://host/name"),
        (databases.named_by, "oracle://host/name"),
        (databases.named_by, "postgres://host"),
        (databases.named_by, "postgres://host:port/name"),
        (databases.named_by, "postgres://host/name?sslmod=require"),
        (databases.named_by, "sqlite://"),
        (databases.named_by, f"sqlite:///{__file__}"),
    ],
)
def test_what_can_mean_nothing_is_wrong_and_comes_with_a_hint(
    reading: Callable[[str], object], text: str
) -> None:
    with pytest.raises(Wrong) as wrong:
        reading(text)

    assert wrong.value.says.endswith(".")
    assert wrong.value.hint


@pytest.mark.parametrize(
    ("reading", "text", "value"),
    [
        (values.words, " ops, board,", ["ops", "board"]),
        (values.switch, "yes", True),
        (values.switch, "0", False),
        (values.between(1, 1000), "8", 8),
        (values.site_address, "", ""),
        (values.site_address, "https://Status.example.com/", "https://status.example.com"),
        (values.issuer, "https://login.example.com/realms/a", "https://login.example.com/realms/a"),
        (values.server, "", None),
        (values.log_level, "debug", "DEBUG"),
    ],
)
def test_what_is_right_is_read(reading: Callable[[str], object], text: str, value: object) -> None:
    assert reading(text) == value


@pytest.mark.parametrize(
    ("text", "engine"),
    [
        ("postgres://me:secret@host:5433/name?sslmode=require", "postgresql"),
        ("postgres:///name?isolation_level=4", "postgresql"),
        ("sqlite:////no/such/place/yet.sqlite3", "sqlite3"),
    ],
)
def test_a_database_may_be_away_when_its_address_is_read(text: str, engine: str) -> None:
    assert databases.named_by(text)["ENGINE"] == f"django.db.backends.{engine}"


def test_a_server_that_vanishes_is_waited_for_as_long_as_the_address_says() -> None:
    options = databases.named_by("postgres://host/name?connect_timeout=30")["OPTIONS"]

    assert (options["connect_timeout"], options["tcp_user_timeout"]) == (30, 20_000)


@pytest.mark.parametrize(("key", "is_weak"), [("x", True), ("ab" * 40, True), (KEY, False)])
def test_a_key_is_weak_that_is_short_or_says_the_same_again_and_again(
    key: str, is_weak: bool
) -> None:
    assert secrets.is_weak(key) is is_weak


class TestTheKeyInAFile:
    def test_it_is_made_once(self, tmp_path: Path) -> None:
        first = secrets.kept_in(tmp_path / "secret.key")

        assert secrets.kept_in(tmp_path / "secret.key") == first
        assert [file.name for file in tmp_path.iterdir()] == ["secret.key"]

    @pytest.mark.parametrize("left", [b"", b"\n", b"half a key\n", b"\xff" * 64])
    def test_what_a_full_disk_left_is_no_key(self, tmp_path: Path, left: bytes) -> None:
        (tmp_path / "secret.key").write_bytes(left)

        with pytest.raises(Wrong, match=r"secret\.key"):
            secrets.kept_in(tmp_path / "secret.key")

    def test_what_cannot_be_written_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(Wrong, match="can be neither read nor written"):
            secrets.kept_in(tmp_path / "missing" / "secret.key")


class TestReading:
    def read(self, monkeypatch: pytest.MonkeyPatch, text: str) -> tuple[int, list[Any]]:
        monkeypatch.setenv("SIGNALPOST_THREADS", text)
        read = Reader()
        return read("SIGNALPOST_THREADS", values.between(1, 9), "8"), read.mistakes

    def test_what_is_empty_is_not_set(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.read(monkeypatch, " ") == (8, [])

    def test_in_place_of_what_is_wrong_stands_the_default_and_a_mistake(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        value, (mistake,) = self.read(monkeypatch, "many")

        assert value == 8
        assert str(mistake).startswith("SIGNALPOST_THREADS: “many” is not a whole number")


def test_the_cache_is_talked_to_by_the_whole_address() -> None:
    address = "redis://signalpost:secret@cache.example.com:6380/2"

    assert values.cache(address)["LOCATION"] == address


@pytest.mark.parametrize(
    ("client", "issuer"), [("signalpost", ""), ("", "https://login.example.com")]
)
def test_an_issuer_and_its_client_are_of_no_use_alone(client: str, issuer: str) -> None:
    with pytest.raises(Wrong):
        values.check_client(client, of=issuer)


def test_a_header_that_nobody_is_trusted_to_set_is_wrong() -> None:
    with pytest.raises(Wrong, match="No proxy is trusted"):
        values.check_believed("X-Remote-User", of=[])


def test_settings_that_go_together_are_right_with_each_other_and_left_out() -> None:
    values.check_client("", of="")
    values.check_client("signalpost", of="https://login.example.com")
    values.check_believed("", of=[])
    values.check_believed("X-Remote-User", of=["127.0.0.1"])
