"""What the worst templates take: the table of hostile ones that the tests refuse."""

from __future__ import annotations

import time
import tracemalloc
from contextlib import suppress

import django
from django.conf import settings

from benchmarks._figures import show
from signalpost.kernel import templating
from signalpost.kernel.errors import Invalid
from tests.kernel.hostile_templates import GREEDY, UNSPEAKABLE, VARIABLES

_SHOWN, _ROUNDS = 5, 5


def run() -> None:
    if not settings.configured:
        settings.configure()  # dates are written by Django
        django.setup()
    sources = UNSPEAKABLE | {name: source for name, (source, _) in GREEDY.items()}
    taken = {name: (_milliseconds(source), _megabytes(source)) for name, source in sources.items()}
    for place, what, unit, most in ((0, "slowest", "ms", 50), (1, "largest", "MB", 1)):
        worst = sorted(taken.items(), key=lambda pair: -pair[1][place])[:_SHOWN]
        for name, figures in worst:
            show(f"{what} of {len(sources)}: {name}", figures[place], unit, target=most)


def _milliseconds(source: str) -> float:
    """Of CPU, in the slowest round: the promise is made for each."""
    rounds = []
    for _ in range(_ROUNDS):
        begun = time.process_time()
        _render(source)
        rounds.append(time.process_time() - begun)
    return max(rounds) * 1000


def _megabytes(source: str) -> float:
    tracemalloc.start()
    _render(source)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def _render(source: str) -> None:
    with suppress(Invalid):
        templating.parse(source).render(VARIABLES)
