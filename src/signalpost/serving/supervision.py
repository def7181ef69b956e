"""Child processes that are kept alive: the runner, and further serving processes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import select
import sys
import time
from collections.abc import Callable, Sequence

logger = logging.getLogger(__name__)

_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
#: One that ran this long had started well; its next end begins with the first pause again.
_WELL_STARTED = 60.0
_GRACE = 15.0


def is_left_alone() -> bool:
    """Whether the process that supervises this one is gone; only where one does."""
    return bool(select.select([sys.stdin], [], [], 0)[0])


def when_left_alone(act: Callable[[], None]) -> None:
    """Call it once that process is gone."""
    loop = asyncio.get_running_loop()

    def left_alone() -> None:
        loop.remove_reader(sys.stdin)
        act()

    loop.add_reader(sys.stdin, left_alone)


class Child:
    """Runs `signalpost ARGUMENTS` again whenever it ends, until it is stopped."""

    def __init__(self, arguments: Sequence[str], *, pass_fds: Sequence[int] = ()) -> None:
        self._command = [sys.executable, "-m", "signalpost.cli.main", *arguments]
        self._pass_fds = pass_fds
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Until `stop`. Pauses grow while it keeps dying, or cannot even be started."""
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            began = time.monotonic()
            ended = await self._run_once()
            if self._stopping.is_set():
                return
            if time.monotonic() - began > _WELL_STARTED:
                pause = _FIRST_PAUSE
            logger.error("%s ended with %s; again in %.1f s", self._command[3], ended, pause)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def stop(self) -> None:
        """Ask it to end, and end it when it does not in time."""
        self._stopping.set()
        if self._process:
            await _end(self._process)

    async def _run_once(self) -> int | OSError:
        """What it ended with, or why it could not begin: the system has no room for one more."""
        try:
            process = self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,  # ends when we do, however that comes
                pass_fds=self._pass_fds,
                start_new_session=True,  # a Ctrl-C at the terminal is ours to pass on, in order
            )
        except OSError as error:
            return error
        if self._stopping.is_set():  # while it was being started, when there was none to end
            await _end(process)
        return await process.wait()


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), _GRACE)
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
