"""Migrations go forward from what earlier releases have written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from signalpost.incidents.models import Impact

Migrate = Callable[[str], Apps]


@pytest.fixture
def migrate(transactional_db: None) -> Iterator[Migrate]:
    def to(name: str) -> Apps:
        target = [("incidents", name)]
        executor = MigrationExecutor(connection)
        executor.migrate(target)
        return MigrationExecutor(connection).loader.project_state(target).apps

    yield to
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_what_incidents_said_before_anything_was_kept_stays_said(migrate: Migrate) -> None:
    before = migrate("0006_postmortem")
    now = timezone.now()
    component = _row(before, "components", "Component", name="Website", asserted_at=now)
    incident = _row(before, "incidents", "Incident", occurred_at=now, published_at=now)
    said = {"stated_at": now, "began_at": now}
    _row(before, "incidents", "Impact", incident=incident, component=component, **said)

    migrate("0007_unspoken")

    assert Impact.objects.get().stated_at == now


def _row(apps: Apps, room: str, model: str, **values: Any) -> Any:
    return apps.get_model(room, model).objects.create(**values)
