from __future__ import annotations

import pytest
from django.test import Client

from signalpost.cachet_api import openapi

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
