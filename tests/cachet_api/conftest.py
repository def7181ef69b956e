"""The door as clients meet it: `api` with Alice's key, `guest` with none."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from signalpost.accounts import operations as accounts
from signalpost.accounts.roles import Scope
from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Incident
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations as maintenance
from signalpost.maintenance.models import Window


class Api:
    """Sends JSON the way cachet-client does; `send` for everything that others do."""

    def __init__(self, key: str = "", **headers: str) -> None:
        self.headers = ({"X-Cachet-Token": key} if key else {}) | headers
        self._client = Client(raise_request_exception=False)

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self.send("GET", path, query=query)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self._json("POST", path, body, headers)

    def put(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self._json("PUT", path, body, headers)

    def delete(self, path: str, **headers: str) -> HttpResponse:
        return self.send("DELETE", path, headers=headers)

    def send(
        self,
        method: str,
        path: str,
        body: bytes | str = b"",
        kind: str = "",
        *,
        query: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> HttpResponse:
        """One request as given; `kind` is its Content-Type."""
        return self._client.generic(
            method,
            f"/api/v1{path}",
            body,
            kind,
            headers=self.headers | (headers or {}),
            query_params=query,
        )

    def _json(self, method: str, path: str, body: Any, headers: dict[str, str]) -> HttpResponse:
        return self.send(
            method,
            path,
            json.dumps({} if body is None else body),
            "application/json",
            headers=headers,
        )


def data(response: HttpResponse) -> Any:
    """What a success carries."""
    assert response.status_code == 200, response.content
    return json.loads(response.content)["data"]


def meta(response: HttpResponse) -> Any:
    assert response.status_code == 200, response.content
    return json.loads(response.content)["meta"]


def error(response: HttpResponse) -> dict[str, Any]:
    """The one error of the contract's body."""
    [only] = json.loads(response.content)["errors"]
    assert only["status"] == response.status_code
    return only


def details(response: HttpResponse) -> list[str]:
    """The sentences of a refusal."""
    assert response.status_code == 400, response.content
    return error(response)["meta"]["details"]


def ids(response: HttpResponse) -> list[int]:
    return [item["id"] for item in data(response)]


@pytest.fixture
def api(token: str) -> Api:
    return Api(token)


@pytest.fixture
def guest(db: None) -> Api:
    return Api()


@pytest.fixture
def viewing(victor: Actor, alice: Actor) -> Api:
    """Victor's key: sees what the team sees."""
    return Api(accounts.create_token(victor.user_id, by=alice, name="viewing")[1])


@pytest.fixture
def reading(alice: Actor) -> Api:
    return Api(accounts.create_token(alice.user_id, by=alice, name="reading", scope=Scope.READ)[1])


@pytest.fixture
def measuring(alice: Actor) -> Api:
    scope = Scope.METRICS
    return Api(accounts.create_token(alice.user_id, by=alice, name="measuring", scope=scope)[1])


@pytest.fixture
def upgrade(alice: Actor) -> Window:
    """Planned for tomorrow, for an hour."""
    starts_at = timezone.now() + timedelta(days=1)
    ends_at = starts_at + timedelta(hours=1)
    return maintenance.plan(by=alice, name="DB upgrade", starts_at=starts_at, ends_at=ends_at)


@pytest.fixture
def slow(alice: Actor) -> Incident:
    return incidents.report(by=alice, name="Slow", message="We look.")
