"""How figures are taken and printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median

import psutil


def show(what: str, value: float, unit: str, *, target: float | None = None) -> None:
    """One line of the report; `target` is what the value should stay below."""
    aim = "" if target is None else f"   (at most {target:g})"
    print(f"  {what:<58} {value:9.2f} {unit}{aim}")


def cpu_per_call(
    process: psutil.Process, call: Callable[[], object], *, calls: int, rounds: int = 5
) -> float:
    """Milliseconds of CPU that `process` spends on a call; the median of the rounds."""
    [taken] = cpu_of_each(process, [call], calls=calls, rounds=rounds)
    return taken


def cpu_of_each(
    process: psutil.Process, several: Sequence[Callable[[], object]], *, calls: int, rounds: int = 5
) -> list[float]:
    """The same of several calls, by turns: what else the machine does then befalls all of them."""
    for call in several:
        for _ in range(max(10, calls // 10)):
            call()
    taken: list[list[float]] = [[] for _ in several]
    for _ in range(rounds):
        for call, times in zip(several, taken, strict=True):
            before = _cpu(process)
            for _ in range(calls):
                call()
            times.append((_cpu(process) - before) / calls * 1000)
    return [median(times) for times in taken]


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)
