"""What `page` measures, where Django is set up."""

from __future__ import annotations

import random
import time
from statistics import median

import brotli
from django.core.management import call_command

from benchmarks import _snapshot
from benchmarks._figures import show
from signalpost.installation import example
from signalpost.kernel.actor import Actor
from signalpost.overview import snapshot
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
    seen = snapshot.build()
    html = home.page(seen)  # templates are read once
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        html = home.page(seen)
        taken.append((time.process_time() - begun) * 1000)
    show(f"{what}: CPU", median(taken), "ms")
    show(f"{what}: compressed", len(brotli.compress(html.encode(), quality=5)) / 1000, "kB")
