"""How heavy the first view is: interface.md, *The public page*."""

from __future__ import annotations

import random
import re

import brotli
import pytest
from django.test import Client

from signalpost.components import operations as components
from signalpost.installation import example
from signalpost.kernel.actor import Actor

BUDGET = 60_000
LOADED = re.compile(r'<(?:link rel="(?:stylesheet|icon)"[^>]*href|script src)="([^"]+)"')


@pytest.fixture
def page(client: Client, alice: Actor) -> str:
    """30 components, with the example's three months of history."""
    example.fill(by=alice)
    letters = random.Random(30)
    for number in range(10):
        word = "".join(letters.choices("abcdefghijklmnopqrstuvwxyz", k=12))
        components.create(by=alice, name=f"{word} {number}", description=f"About {word}.")
    return client.get("/").text


def test_the_first_view_fits_its_budget(client: Client, page: str) -> None:
    paths = LOADED.findall(page)
    answers = [client.get(path, headers={"Accept-Encoding": "br"}) for path in paths]
    texts = [answer for answer in answers if answer["Content-Type"] != "image/png"]

    assert page.count('<div class="days"') == 30
    assert all(answer["Content-Encoding"] == "br" for answer in texts)
    assert _weight(client, page) < BUDGET


def test_with_every_chart_in_view_it_does_so_too(client: Client, page: str) -> None:
    charts = re.findall(r'data-from="(/figures/[^"]+)"', page)
    scripts = set(re.findall(r'data-(?:chart|uplot)="([^"]+)"', page))

    data = sum(_compressed(client.get(path).content) for path in charts)
    drawn = data + sum(_of_file(client, path) for path in scripts)

    assert (len(charts), len(scripts)) == (2, 2)
    assert _weight(client, page) + drawn < BUDGET


def test_style_comes_in_one_round_trip(client: Client, page: str) -> None:
    styles = [path for path in LOADED.findall(page) if path.endswith(".css")]

    imports = [path for path in styles if b"@import" in b"".join(client.get(path))]

    assert styles
    assert not imports


def _weight(client: Client, page: str) -> int:
    return _compressed(page.encode()) + sum(_of_file(client, path) for path in LOADED.findall(page))


def _compressed(body: bytes) -> int:
    """As the front does it."""
    return len(brotli.compress(body, quality=5))


def _of_file(client: Client, path: str) -> int:
    """Those are compressed when they are collected."""
    return len(b"".join(client.get(path, headers={"Accept-Encoding": "br"})))
