"""What `page` measures, where Django is set up."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from statistics import median

import brotli
from django.conf import settings
from django.core.management import call_command
from django.utils import translation

from benchmarks import _snapshot
from benchmarks._figures import show
from signalpost.installation import example
from signalpost.kernel.actor import Actor
from signalpost.overview import snapshot
from signalpost.overview.snapshot import Snapshot
from signalpost.page import home
from signalpost.site import operations as site

BY = Actor("system", "benchmark")


def measure() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    example.fill(by=BY)
    _page("the example site, 20 components and 2 charts")
    call_command("flush", interactive=False, verbosity=0)
    site.change(by=BY, name="Northwind Status")
    _snapshot.fill(random.Random(4))
    _page("200 components, 2 000 incidents")


def _page(what: str, *, rounds: int = 9) -> None:
    home.page(snapshot.build())  # templates are read once
    anew, again = [], []
    for _ in range(rounds):
        seen = snapshot.build()
        anew.append(_cpu(seen))
        again.append(_cpu(seen))
    show(f"{what}: of a new snapshot, CPU", median(anew), "ms")
    show(f"{what}: from then on, CPU", median(again), "ms", target=40)
    show(f"{what}: first in a language, CPU", median(_in_each_language(seen)), "ms")
    html = home.page(seen).encode()
    show(f"{what}: compressed", len(brotli.compress(html, quality=5)) / 1000, "kB")


def _in_each_language(seen: Snapshot) -> Iterator[float]:
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            yield _cpu(seen)


def _cpu(seen: Snapshot) -> float:
    begun = time.process_time()
    home.page(seen)
    return (time.process_time() - begun) * 1000
