"""Eight clients who change the same things at once: nothing is lost, nobody waits for ever."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from django.db import connection
from django.http import HttpResponse

from signalpost.components.models import Component, Group, StatusChange
from signalpost.events import log
from signalpost.events.kinds import KINDS
from signalpost.events.models import Event
from signalpost.incidents.models import Impact, Incident
from signalpost.incidents.statuses import IncidentStatus
from tests.cachet_api.conftest import Api, data

WRITERS, CHANGES = 8, 50

pytestmark = pytest.mark.django_db(transaction=True)


class Writer:
    """Changes whatever it finds, in an order of its own."""

    def __init__(self, api: Api, number: int) -> None:
        self.api = api
        self.number = number
        self.chance = random.Random(number)
        self.answers: list[HttpResponse] = []

    def work(self) -> list[HttpResponse]:
        changes: list[Callable[[], HttpResponse]] = [
            self.state_component,
            self.edit_component,
            self.tag_component,
            self.report,
            self.edit_incident,
            self.post_update,
            self.delete_incident,
            self.move_component,
            self.replace_group,
            self.replace_component,
        ]
        try:
            return [self.chance.choice(changes)() for _ in range(CHANGES)]
        finally:
            connection.close()

    def state_component(self) -> HttpResponse:
        return self.api.put(self._component(), {"status": self._status()})

    def edit_component(self) -> HttpResponse:
        return self.api.put(self._component(), {"order": self.chance.randrange(100)})

    def tag_component(self) -> HttpResponse:
        names = self.chance.sample(["edge", "core", "europe", "asia", f"own {self.number}"], 3)
        return self.api.put(self._component(), {"tags": ",".join(names)})

    def report(self) -> HttpResponse:
        return self.api.post(
            "/incidents", {"name": "Down", "message": "…", "status": 1} | self._pair()
        )

    def edit_incident(self) -> HttpResponse:
        return self.api.put(
            self._incident(), {"status": self.chance.randrange(1, 5)} | self._pair()
        )

    def post_update(self) -> HttpResponse:
        given = {"message": "…", "status": self.chance.randrange(1, 5)}
        return self.api.post(f"{self._incident()}/updates", given | self._pair())

    def delete_incident(self) -> HttpResponse:
        return self.api.delete(self._incident())

    def move_component(self) -> HttpResponse:
        groups = list(Group.objects.values_list("pk", flat=True))
        return self.api.put(self._component(), {"group_id": self.chance.choice([0, *groups])})

    def replace_group(self) -> HttpResponse:
        groups = list(Group.objects.values_list("pk", flat=True))
        self.api.post("/components/groups", {"name": "Again", "visible": 1})
        return self.api.delete(f"/components/groups/{self.chance.choice([1, *groups])}")

    def replace_component(self) -> HttpResponse:
        self.api.post("/components", {"name": "Again", "status": 1, "tags": "edge,core"})
        return self.api.delete(self._component())

    def _component(self) -> str:
        return f"/components/{self.chance.choice(self._standing())}"

    def _incident(self) -> str:
        pks = list(Incident.objects.standing().values_list("pk", flat=True)) or [1]
        return f"/incidents/{self.chance.choice(pks)}"

    def _pair(self) -> dict[str, int]:
        return {
            "component_id": self.chance.choice(self._standing()),
            "component_status": self._status(),
        }

    def _standing(self) -> list[int]:
        return list(Component.objects.standing().values_list("pk", flat=True)) or [1]

    def _status(self) -> int:
        return self.chance.randrange(5)


@pytest.fixture
def answers(api: Api) -> list[HttpResponse]:
    """What the writers got."""
    for number in range(6):
        data(api.post("/components", {"name": f"Component {number}", "status": 1}))
    for number in range(2):
        data(api.post("/components/groups", {"name": f"Group {number}", "visible": 1}))
    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(Writer(api, number).work) for number in range(WRITERS)]
        return [answer for writer in writers for answer in writer.result()]


def test_mixed_changes_leave_a_consistent_house(answers: list[HttpResponse]) -> None:
    statuses = [answer.status_code for answer in answers]
    assert len(statuses) == WRITERS * CHANGES
    # Somebody else may have deleted it meanwhile; nothing else goes wrong.
    assert set(statuses) <= {200, 204, 400, 404}
    assert sum(status in (200, 204) for status in statuses) > len(statuses) / 2
    _versions_have_no_gaps()
    _statuses_form_a_chain()
    _resolved_incidents_hold_nothing()


def _versions_have_no_gaps() -> None:
    events = list(Event.objects.order_by("version").values_list("version", "kind"))
    assert [version for version, _ in events] == list(range(1, len(events) + 1))
    assert log.version() == len(events)
    assert log.page_version() == max(version for version, kind in events if KINDS[kind].public)


def _statuses_form_a_chain() -> None:
    """Each change begins where the one before it ended, and the last is what is asserted."""
    for component in Component.objects.all():
        changes = list(StatusChange.objects.filter(component=component).order_by("pk"))
        assert all(first.after == second.before for first, second in pairwise(changes))
        assert all(first.at <= second.at for first, second in pairwise(changes))
        assert changes[-1].after == component.status


def _resolved_incidents_hold_nothing() -> None:
    closed = Impact.objects.open().filter(incident__status=IncidentStatus.FIXED)
    deleted = Impact.objects.open().filter(incident__deleted_at__isnull=False)
    assert not (closed | deleted).exists()


def test_writers_of_one_row_do_not_undo_each_other(api: Api) -> None:
    made = data(api.post("/incidents", {"name": "Down", "message": "…", "status": 1}))

    def write(number: int) -> None:
        try:
            for count in range(1, CHANGES + 1):
                data(api.put(f"/incidents/{made['id']}", {"meta": {f"writer {number}": count}}))
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))

    meta = data(api.get(f"/incidents/{made['id']}"))["meta"]
    assert meta == {f"writer {number}": CHANGES for number in range(WRITERS)}
    assert Event.objects.filter(kind="incident.edited").count() == WRITERS * CHANGES
    _versions_have_no_gaps()
