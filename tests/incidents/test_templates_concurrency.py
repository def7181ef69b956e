"""Many templates of one name at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from signalpost.incidents import templates
from signalpost.kernel.actor import Actor

WRITERS = 6


@pytest.mark.django_db(transaction=True)
def test_each_gets_a_slug_of_its_own() -> None:
    with ThreadPoolExecutor(WRITERS) as threads:
        slugs = list(threads.map(_create, range(WRITERS)))

    assert sorted(slugs) == ["outage", *(f"outage-{place}" for place in range(2, WRITERS + 1))]


def _create(_: int) -> str:
    try:
        return templates.create(by=Actor("token", "tests"), name="Outage", text="Down.").slug
    finally:
        connection.close()
