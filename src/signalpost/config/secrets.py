"""The key that signs links and encrypts stored secrets, written at the first start."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path


def key_in(directory: Path) -> str:
    """The key in `directory`/secret.key; made, readable by the owner alone, when there is none."""
    path = directory / "secret.key"
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def _write_once(path: Path, key: str) -> None:
    """Of several processes that start together one wins, and nobody reads half a key."""
    draft = path.with_suffix(f".{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key + "\n")
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
