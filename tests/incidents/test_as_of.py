"""Who has seen an incident at a version changes it only while it is as they saw it."""

from __future__ import annotations

import pytest

from signalpost.events import log
from signalpost.incidents import operations
from signalpost.incidents.models import Incident, Update
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Changed


def test_an_edit_after_somebody_elses_is_refused(alice: Actor, mia: Actor, slow: Incident) -> None:
    seen = log.version()
    operations.edit(slow.pk, by=mia, name="Very slow")

    with pytest.raises(Changed):
        operations.edit(slow.pk, by=alice, name="Slower", only_if=log.as_of(seen, slow))

    assert Incident.objects.get().name == "Very slow"


def test_an_update_after_somebody_elses_is_refused(
    alice: Actor, mia: Actor, slow: Incident
) -> None:
    seen = log.version()
    operations.post_update(slow.pk, by=mia, status=IncidentStatus.FIXED, message="Fixed.")

    with pytest.raises(Changed):
        operations.post_update(
            slow.pk,
            by=alice,
            status=IncidentStatus.WATCHING,
            message="We watch.",
            only_if=log.as_of(seen, slow),
        )

    assert Update.objects.get().message == "Fixed."


def test_an_edit_of_an_update_after_somebody_elses_is_refused(
    alice: Actor, mia: Actor, slow: Incident
) -> None:
    update = operations.post_update(
        slow.pk, by=mia, status=IncidentStatus.IDENTIFIED, message="Found."
    )
    seen = log.version()
    operations.edit_update(slow.pk, update.pk, by=mia, message="Found it.")

    with pytest.raises(Changed):
        operations.edit_update(
            slow.pk, update.pk, by=alice, message="Foud.", only_if=log.as_of(seen, slow)
        )

    update.refresh_from_db()
    assert update.message == "Found it."


def test_what_happens_to_other_incidents_is_no_hindrance(alice: Actor, slow: Incident) -> None:
    seen = log.version()
    operations.report(by=alice, name="Another", message="")

    operations.edit(slow.pk, by=alice, name="Very slow", only_if=log.as_of(seen, slow))

    slow.refresh_from_db()
    assert slow.name == "Very slow"
