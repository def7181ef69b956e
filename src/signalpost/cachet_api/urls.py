"""Every address of this door. Literal segments beat ids, and ids are digits (contract 6)."""

from __future__ import annotations

from typing import Protocol

from django.urls import URLPattern, path, re_path, register_converter
from django.urls.converters import IntConverter

from signalpost.cachet_api import (
    answers,
    components,
    general,
    groups,
    incidents,
    metrics,
    openapi,
    points,
    schedules,
    subscribers,
    templates,
    updates,
)
from signalpost.cachet_api.api import Handler, Lookup, Resource, Verb, unknown_route
from signalpost.cachet_api.fields import Form
from signalpost.cachet_api.lists import Query


class IdConverter(IntConverter):
    """Positive, and small enough for every database."""

    regex = "[1-9][0-9]{0,17}"


register_converter(IdConverter, "id")

_COMPONENTS, _INCIDENTS = "components.write", "incidents.write"
_METRICS, _POINTS = "metrics.write", "points.write"
_MAINTENANCE, _TEMPLATES = "maintenance.write", "templates.write"
_SUBSCRIBERS_READ, _SUBSCRIBERS = "subscribers.read", "subscribers.write"


class Listed(Protocol):
    """A module whose things are listed and added at one address."""

    QUERY: Query
    CREATE: Form

    @property
    def index(self) -> Handler: ...
    @property
    def create(self) -> Handler: ...


class Single(Protocol):
    """A module whose things have addresses of their own."""

    EDIT: Form

    @property
    def find(self) -> Lookup: ...
    @property
    def show(self) -> Handler: ...
    @property
    def edit(self) -> Handler: ...
    @property
    def delete(self) -> Handler: ...


def _list(address: str, room: Listed, power: str, *, of: Lookup | None = None) -> URLPattern:
    """`of` finds what the things belong to."""
    listing = Verb(room.index, query=room.QUERY)
    return path(address, Resource(of, GET=listing, POST=Verb(room.create, power, room.CREATE)))


def _item(address: str, room: Single, power: str) -> URLPattern:
    return path(
        address,
        Resource(
            room.find,
            GET=Verb(room.show, is_item=True),
            PUT=Verb(room.edit, power, room.EDIT),
            DELETE=Verb(room.delete, power),
        ),
    )


def _metrics(root: str) -> list[URLPattern]:
    its_points = f"{root}/<id:metric_id>/points"
    return [
        _list(root, metrics, _METRICS),
        _item(f"{root}/<id:metric_id>", metrics, _METRICS),
        _list(its_points, points, _POINTS, of=metrics.find),
        path(
            f"{its_points}/batch",
            Resource(metrics.find, POST=Verb(points.create_many, _POINTS, points.BATCH)),
        ),
        path(
            f"{its_points}/<id:point_id>",
            Resource(
                points.find,
                PUT=Verb(points.edit, _POINTS, points.EDIT),
                DELETE=Verb(points.delete, _POINTS),
            ),
        ),
    ]


urlpatterns = [
    path("ping", Resource(GET=Verb(general.ping, is_always_open=True))),
    path("version", Resource(GET=Verb(general.version, is_always_open=True))),
    path(
        "status",
        Resource(GET=Verb(general.status, is_always_open=True, cache=answers.STATUS)),
    ),
    _list("components", components, _COMPONENTS),
    _item("components/<id:component_id>", components, _COMPONENTS),
    _list("components/groups", groups, _COMPONENTS),
    _item("components/groups/<id:group_id>", groups, _COMPONENTS),
    _list("incidents", incidents, _INCIDENTS),
    _list("incidents/templates", templates, _TEMPLATES),
    _item("incidents/templates/<id:template_id>", templates, _TEMPLATES),
    _item("incidents/<id:incident_id>", incidents, _INCIDENTS),
    _list("incidents/<id:incident_id>/updates", updates, _INCIDENTS, of=incidents.find),
    _item("incidents/<id:incident_id>/updates/<id:update_id>", updates, _INCIDENTS),
    *_metrics("metrics"),
    *_metrics("incidents/metrics"),
    _list("schedules", schedules, _MAINTENANCE),
    _item("schedules/<id:window_id>", schedules, _MAINTENANCE),
    path(
        "subscribers",
        Resource(
            GET=Verb(subscribers.index, _SUBSCRIBERS_READ, query=subscribers.QUERY),
            POST=Verb(subscribers.create, _SUBSCRIBERS, subscribers.CREATE),
        ),
    ),
    path(
        "subscribers/<id:subscriber_id>",
        Resource(subscribers.find, DELETE=Verb(subscribers.delete, _SUBSCRIBERS)),
    ),
    path(
        "subscriptions/<id:subscription_id>",
        Resource(
            subscribers.find_subscription,
            DELETE=Verb(subscribers.delete_subscription, _SUBSCRIBERS),
        ),
    ),
    path("openapi.json", Resource(GET=Verb(openapi.show, is_always_open=True))),
    re_path(r"", unknown_route),
]
