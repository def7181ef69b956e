from __future__ import annotations

import asyncio
import sys
from typing import Any

import pytest

from signalpost.serving import supervision
from signalpost.serving.supervision import Child
from tests.live import PATIENCE
from tests.serving.loops import run

#: In place of a command that would need an installation.
FOR_EVER = (sys.executable, "-c", "import time; time.sleep(3600)")


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "_FIRST_PAUSE", 0.001)


def test_one_that_is_stopped_while_it_is_being_started_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    child = Child(["runner"])
    start = asyncio.create_subprocess_exec

    async def start_late(*_command: str, **how: Any) -> asyncio.subprocess.Process:
        await child.stop()
        return await start(*FOR_EVER, **how)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", start_late)

    run(asyncio.wait_for(child.run(), PATIENCE))


def test_one_that_cannot_be_started_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    child = Child(["runner"])
    tries: list[tuple[str, ...]] = []

    async def refuse(*command: str, **_how: Any) -> asyncio.subprocess.Process:
        tries.append(command)
        if len(tries) == 2:
            await child.stop()
        raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr(asyncio, "create_subprocess_exec", refuse)

    run(asyncio.wait_for(child.run(), PATIENCE))

    assert len(tries) == 2
