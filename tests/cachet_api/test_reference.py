from __future__ import annotations

import re
import shlex
from html import unescape
from string import Template

import pytest
from django.test import Client

from signalpost.cachet_api import openapi
from signalpost.components.models import Component, Group
from signalpost.incidents import operations as incidents
from signalpost.incidents import templates
from signalpost.incidents.models import Incident
from signalpost.kernel.actor import Actor
from signalpost.maintenance.models import Window
from signalpost.metrics import operations as metrics
from tests.cachet_api.conftest import Api

pytestmark = pytest.mark.django_db


def test_the_reference_names_every_operation(client: Client) -> None:
    page = client.get("/docs").content.decode()

    for operation in openapi.operations():
        assert f"<code>/api/v1/{operation.path}</code>" in page


def test_the_reference_shows_calls_as_one_types_them(client: Client) -> None:
    page = client.get("/docs").content.decode()

    assert "curl $SITE/api/v1/incidents/$INCIDENT_ID/updates" in page


def test_the_reference_loads_nothing_from_elsewhere(client: Client) -> None:
    page = client.get("/docs").content.decode()

    assert 'src="http' not in page
    assert 'rel="stylesheet" href="http' not in page


@pytest.fixture
def ids(alice: Actor, website: Component, slow: Incident, upgrade: Window) -> dict[str, int]:
    """Something of each kind, by the name that stands for it in an address."""
    update = incidents.post_update(slow.pk, by=alice, status=slow.status, message="…")
    metric = metrics.create(by=alice, name="Latency", suffix="ms")
    return {
        "COMPONENT_ID": website.pk,
        "GROUP_ID": Group.objects.create(name="Shop").pk,
        "INCIDENT_ID": slow.pk,
        "UPDATE_ID": update.pk,
        "TEMPLATE_ID": templates.create(by=alice, name="Outage", text="…").pk,
        "METRIC_ID": metric.pk,
        "POINT_ID": metrics.add_point(metric.pk, by=alice, value=1).pk,
        "WINDOW_ID": upgrade.pk,
    }


def test_each_write_that_the_reference_shows_is_accepted(
    client: Client, api: Api, ids: dict[str, int]
) -> None:
    page = client.get("/docs").content.decode()
    shown = re.findall(r'class="method">(POST|PUT)<.*?<code>(curl .*?)</code>', page, re.DOTALL)

    assert shown
    for method, call in shown:
        _, address, *options = shlex.split(unescape(call).replace("\\\n", ""))
        path = Template(address).substitute(ids, SITE="").removeprefix("/api/v1")
        body = options[options.index("-d") + 1] if "-d" in options else ""
        answer = api.send(method, path, body, "application/json")
        assert answer.status_code == 200, f"{method} {path} {body}: {answer.content.decode()}"


def test_the_reference_names_the_headers_that_an_operation_knows(client: Client) -> None:
    page = client.get("/docs").content.decode()

    for name in ("Time-Zone", "Idempotency-Key", "If-Match"):
        assert f"<code>{name}</code>" in page
