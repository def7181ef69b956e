from __future__ import annotations

import pytest

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.incidents import operations
from signalpost.incidents.models import Incident
from signalpost.kernel.actor import Actor
from tests.cachet_api.conftest import Api, data, details
from tests.cachet_api.incidents import DOWN


@pytest.mark.parametrize("verb", ["post", "put"])
@pytest.mark.parametrize(
    ("given", "missing", "present"),
    [
        ({"component_id": 1}, "component status", "component id"),
        ({"component_status": 1}, "component id", "component status"),
    ],
)
def test_component_and_status_come_as_a_pair(
    api: Api,
    slow: Incident,
    website: Component,
    verb: str,
    given: dict[str, int],
    missing: str,
    present: str,
) -> None:
    path = "/incidents" if verb == "post" else f"/incidents/{slow.pk}"

    response = getattr(api, verb)(path, DOWN | given)

    assert details(response) == [f"The {missing} field is required when {present} is present."]


def test_an_unknown_component_is_refused_and_nothing_is_written(api: Api) -> None:
    response = api.post("/incidents", DOWN | {"component_id": 99, "component_status": 1})

    assert details(response) == ["The component id is invalid: No component with id 99."]
    assert not Incident.objects.exists()


@pytest.mark.parametrize("status", range(5))
def test_it_sets_the_components_status(api: Api, website: Component, status: int) -> None:
    api.post("/incidents", DOWN | {"component_id": website.pk, "component_status": status})

    assert data(api.get(f"/components/{website.pk}"))["status"] == status


def test_a_component_status_of_0_counts_as_given(api: Api, website: Component) -> None:
    made = data(api.post("/incidents", DOWN | {"component_id": website.pk, "component_status": 0}))

    assert made["component_id"] == website.pk


def test_a_hidden_incident_changes_no_component_until_it_is_visible(
    api: Api, website: Component
) -> None:
    pair = {"component_id": website.pk, "component_status": 4}
    made = data(api.post("/incidents", DOWN | pair | {"visible": 0}))
    assert data(api.get(f"/components/{website.pk}"))["status"] == 1

    api.put(f"/incidents/{made['id']}", {"visible": 1})

    assert data(api.get(f"/components/{website.pk}"))["status"] == 4


def test_what_a_hidden_incident_called_operational_is_so_once_it_is_visible(
    api: Api, website: Component, alice: Actor
) -> None:
    operations.state_component(website.pk, by=alice, status=Status.MAJOR_OUTAGE)
    pair = {"component_id": website.pk, "component_status": 1}
    made = data(api.post("/incidents", DOWN | pair | {"visible": 0}))

    api.put(f"/incidents/{made['id']}", {"visible": 1})

    assert data(api.get(f"/components/{website.pk}"))["status"] == 1


@pytest.mark.parametrize("way", ["update", "edit"])
def test_a_fixed_incident_gives_the_component_its_prior_status_back(
    api: Api, website: Component, alice: Actor, way: str
) -> None:
    operations.state_component(website.pk, by=alice, status=Status.PERFORMANCE_ISSUES)
    pair = {"component_id": website.pk, "component_status": 4}
    made = data(api.post("/incidents", DOWN | pair))

    if way == "update":
        api.post(f"/incidents/{made['id']}/updates", {"status": 4, "message": "Done."})
    else:
        api.put(f"/incidents/{made['id']}", {"status": 4})

    assert data(api.get(f"/components/{website.pk}"))["status"] == 2


def test_a_status_set_meanwhile_stays_when_the_incident_is_fixed(
    api: Api, website: Component
) -> None:
    pair = {"component_id": website.pk, "component_status": 4}
    made = data(api.post("/incidents", DOWN | pair))
    api.put(f"/components/{website.pk}", {"status": 3})

    api.put(f"/incidents/{made['id']}", {"status": 4})

    assert data(api.get(f"/components/{website.pk}"))["status"] == 3


def test_an_edit_that_fixes_and_states_leaves_what_it_states(api: Api, website: Component) -> None:
    pair = {"component_id": website.pk, "component_status": 4}
    made = data(api.post("/incidents", DOWN | pair))

    api.put(f"/incidents/{made['id']}", {"status": 4} | pair | {"component_status": 2})

    assert data(api.get(f"/components/{website.pk}"))["status"] == 2
