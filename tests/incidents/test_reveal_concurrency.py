"""Whoever reveals an incident while others make it say more: nothing is left unsaid."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.incidents import operations
from signalpost.incidents.models import Unspoken
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_unsaid(alice: Actor) -> None:
    hosts = [
        components.create(by=alice, name=f"Host {number}", status=Status.MAJOR_OUTAGE).pk
        for number in range(6)
    ]
    incident = operations.report(by=alice, name="Back", message="", visible=False)
    ready = threading.Barrier(len(hosts) + 1)

    def call_operational(pk: int) -> None:
        operations.post_update(
            incident.pk,
            by=alice,
            status=IncidentStatus.WATCHING,
            message="Well.",
            impacts={pk: Status.OPERATIONAL},
        )

    def run(act: Callable[[], object]) -> None:
        ready.wait()
        act()
        connection.close()

    acts: list[Callable[[], object]] = [lambda pk=pk: call_operational(pk) for pk in hosts]
    acts.append(lambda: operations.edit(incident.pk, by=alice, visible=True))
    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not Unspoken.objects.exists()
    assert set(Component.objects.values_list("status", flat=True)) == {Status.OPERATIONAL}
