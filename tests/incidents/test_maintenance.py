from __future__ import annotations

import pytest

from signalpost.incidents.models import Incident
from signalpost.kernel.errors import Invalid
from tests.incidents.stage import MAINTENANCE, OPERATIONAL, Stage


@pytest.mark.parametrize("door", ["person", "check", "report"])
def test_maintenance_is_planned_and_never_stated(stage: Stage, door: str) -> None:
    words = ("A", MAINTENANCE) if door == "report" else (MAINTENANCE,)

    with pytest.raises(Invalid, match="Maintenance is planned as a window"):
        stage.play((door, *words))

    assert not Incident.objects.exists()
    assert stage.shown() is OPERATIONAL
