from __future__ import annotations

from pathlib import Path

import pytest

from tests.live import Installation


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SIGNALPOST_THREADS", "many"),
        ("SIGNALPOST_TRUSTED_PROXIES", "proxy.example"),
        ("DATABASE_URL", "the usual one"),
    ],
)
def test_a_setting_that_cannot_be_right_is_named_in_a_sentence(
    tmp_path: Path, name: str, value: str
) -> None:
    place = Installation(tmp_path, **{"DATABASE_URL": "", name: value})

    done = place.run("user", "list", expect=1)

    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_the_key_is_written_once_for_its_owner_alone(tmp_path: Path) -> None:
    place = Installation(tmp_path / "data", DATABASE_URL="")

    place.run("--version")
    first = (tmp_path / "data" / "secret.key").read_text()
    place.run("--version")

    key = tmp_path / "data" / "secret.key"
    assert key.read_text() == first
    assert key.stat().st_mode & 0o777 == 0o600
