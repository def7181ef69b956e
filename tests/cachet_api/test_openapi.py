"""The description of the API, and the API held against it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from jsonschema_rs import Draft202012Validator
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from signalpost.cachet_api import openapi, shapes
from signalpost.cachet_api.schema import Shape
from signalpost.components.models import Component, Group
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import Actor
from signalpost.metrics import operations as metrics

#: About 500 requests, and 5 000 with `make fuzz` after as many from the edges of each schema.
FUZZ = os.environ.get("HYPOTHESIS_PROFILE") == "fuzz"
EXAMPLES = 120 if FUZZ else 11

schema = schemathesis.openapi.from_dict(openapi.document() | {"servers": [{"url": "/api/v1"}]})
schema.config.phases.coverage.enabled = FUZZ


@cache
def django() -> Any:
    return get_wsgi_application()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Django, told the client's address as a server does."""
    return django()(environ | {"REMOTE_ADDR": "127.0.0.1"}, start_response)


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """The test's transaction outlives each request, as with Django's own test client."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def something_of_each(alice: Actor, website: Component) -> None:
    """So that addresses with an id find what they are about."""
    Group.objects.create(name="Shop")
    incident = incidents.report(by=alice, name="Slow", message="…")
    incidents.post_update(incident.pk, by=alice, status=incident.status, message="…")
    metric = metrics.create(by=alice, name="Latency", suffix="ms", default_value=0)
    metrics.add_point(metric.pk, by=alice, value=1, measured_at=timezone.now())


@pytest.mark.usefixtures("_one_connection", "something_of_each")
@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_sent_the_answer_is_one_that_is_described(case: Case, token: str) -> None:
    case.call_and_validate(
        app=application,
        headers={"X-Cachet-Token": token, "Host": "localhost"},
        checks=[
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
        ],
    )


@pytest.mark.django_db
def test_it_is_served_with_the_address_of_the_installation(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json")

    assert answer["Content-Type"] == "application/json"
    assert answer.json()["servers"] == [{"url": "http://testserver/api/v1"}]


def test_every_address_but_the_aliases_is_described() -> None:
    described = set(openapi.document()["paths"])

    assert {
        "/components",
        "/incidents/{incident_id}/updates",
        "/subscriptions/{subscription_id}",
    } < (described)
    assert not any(path.startswith("/incidents/metrics") for path in described)


@pytest.mark.parametrize("shape", shapes.ALL, ids=lambda shape: shape.name)
def test_an_example_is_what_its_schema_says(shape: Shape) -> None:
    definitions = {known.name: known.schema for known in shapes.ALL}
    whole = shape.schema | {"components": {"schemas": definitions}}

    Draft202012Validator(whole).validate(dict(shape.example))


def test_every_field_of_every_write_is_described() -> None:
    for operation in openapi.operations():
        content = openapi.document()["paths"][f"/{operation.path}"]
        described = content[operation.method.lower()].get("requestBody", {})
        names: list[str] = [field.name for field in operation.verb.form]
        if names:
            properties = described["content"]["application/json"]["schema"]["properties"]
            assert list(properties) == names


def test_the_document_is_plain_json() -> None:
    assert json.loads(json.dumps(openapi.document())) == openapi.document()


def test_if_match_is_described_where_answers_carry_a_tag() -> None:
    paths = openapi.document()["paths"]

    def takes_it(path: str, verb: str) -> bool:
        return any(one["name"] == "If-Match" for one in paths[path][verb]["parameters"])

    assert takes_it("/metrics/{metric_id}", "put")
    assert takes_it("/incidents/{incident_id}/updates/{update_id}", "delete")
    assert not takes_it("/metrics/{metric_id}/points/{point_id}", "put")
    assert not takes_it("/subscribers/{subscriber_id}", "delete")
