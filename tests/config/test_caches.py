from __future__ import annotations

import logging

import pytest

from signalpost.config.caches import ServerOrTable

pytestmark = pytest.mark.django_db


def test_while_the_server_is_away_a_table_counts_and_the_log_says_so_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    cache = ServerOrTable("redis://127.0.0.1:1/0", {})

    with caplog.at_level(logging.WARNING):
        was_free = [cache.add("form", "", 60) for _ in range(2)]

    assert was_free == [True, False]
    assert len(caplog.messages) == 1
