"""The key that signs links and encrypts stored secrets, written at the first start."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from signalpost.config.checks import Wrong

#: Whoever guesses the key can sign in as anybody.
_SHORTEST = 32
_FEWEST_LETTERS = 8


def is_weak(key: str) -> bool:
    return len(key) < _SHORTEST or len(set(key)) < _FEWEST_LETTERS


def kept_in(path: Path) -> str:
    """The key in that file; made, readable by the owner alone, when there is none."""
    try:
        if not path.exists():
            _write_once(path, secrets.token_urlsafe(48))
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Wrong(
            f"The key in {path} can be neither read nor written: {error}.",
            "Give it to this user, and make room on the disk.",
        ) from None
    if is_weak(key):
        raise Wrong(
            f"{path} is empty or cut off, and no key.",
            "Put it back from a backup. If nothing has been kept with it yet, delete it: "
            "another one is made.",
        )
    return key


def _write_once(path: Path, key: str) -> None:
    """Of several processes that start together one wins, and nobody reads half a key."""
    draft = path.with_suffix(f".{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(key + "\n")
            file.flush()
            os.fsync(file.fileno())  # a machine that stops now leaves no empty key
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
