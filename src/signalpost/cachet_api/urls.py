"""Every address of this door. Literal segments beat ids, and ids are digits (contract 6)."""

from __future__ import annotations

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
from signalpost.cachet_api.api import Resource, Verb, unknown_route


class IdConverter(IntConverter):
    """Positive, and small enough for every database."""

    regex = "[1-9][0-9]{0,17}"


register_converter(IdConverter, "id")

_COMPONENTS, _INCIDENTS = "components.write", "incidents.write"
_METRICS, _POINTS = "metrics.write", "points.write"
_MAINTENANCE, _TEMPLATES = "maintenance.write", "templates.write"
_SUBSCRIBERS_READ, _SUBSCRIBERS = "subscribers.read", "subscribers.write"


def _metrics(root: str) -> list[URLPattern]:
    return [
        path(
            root,
            Resource(
                GET=Verb(metrics.index, query=metrics.QUERY),
                POST=Verb(metrics.create, _METRICS, metrics.CREATE),
            ),
        ),
        path(
            f"{root}/<id:metric_id>",
            Resource(
                metrics.find,
                GET=Verb(metrics.show, is_item=True),
                PUT=Verb(metrics.edit, _METRICS, metrics.EDIT),
                DELETE=Verb(metrics.delete, _METRICS),
            ),
        ),
        path(
            f"{root}/<id:metric_id>/points",
            Resource(
                metrics.find,
                GET=Verb(points.index, query=points.QUERY),
                POST=Verb(points.create, _POINTS, points.CREATE),
            ),
        ),
        path(
            f"{root}/<id:metric_id>/points/batch",
            Resource(metrics.find, POST=Verb(points.create_many, _POINTS, points.BATCH)),
        ),
        path(
            f"{root}/<id:metric_id>/points/<id:point_id>",
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
    path(
        "components",
        Resource(
            GET=Verb(components.index, query=components.QUERY),
            POST=Verb(components.create, _COMPONENTS, components.CREATE),
        ),
    ),
    path(
        "components/<id:component_id>",
        Resource(
            components.find,
            GET=Verb(components.show, is_item=True),
            PUT=Verb(components.edit, _COMPONENTS, components.EDIT),
            DELETE=Verb(components.delete, _COMPONENTS),
        ),
    ),
    path(
        "components/groups",
        Resource(
            GET=Verb(groups.index, query=groups.QUERY),
            POST=Verb(groups.create, _COMPONENTS, groups.CREATE),
        ),
    ),
    path(
        "components/groups/<id:group_id>",
        Resource(
            groups.find,
            GET=Verb(groups.show, is_item=True),
            PUT=Verb(groups.edit, _COMPONENTS, groups.EDIT),
            DELETE=Verb(groups.delete, _COMPONENTS),
        ),
    ),
    path(
        "incidents",
        Resource(
            GET=Verb(incidents.index, query=incidents.QUERY),
            POST=Verb(incidents.create, _INCIDENTS, incidents.CREATE),
        ),
    ),
    path(
        "incidents/templates",
        Resource(
            GET=Verb(templates.index, query=templates.QUERY),
            POST=Verb(templates.create, _TEMPLATES, templates.CREATE),
        ),
    ),
    path(
        "incidents/templates/<id:template_id>",
        Resource(
            templates.find,
            GET=Verb(templates.show, is_item=True),
            PUT=Verb(templates.edit, _TEMPLATES, templates.EDIT),
            DELETE=Verb(templates.delete, _TEMPLATES),
        ),
    ),
    path(
        "incidents/<id:incident_id>",
        Resource(
            incidents.find,
            GET=Verb(incidents.show, is_item=True),
            PUT=Verb(incidents.edit, _INCIDENTS, incidents.EDIT),
            DELETE=Verb(incidents.delete, _INCIDENTS),
        ),
    ),
    path(
        "incidents/<id:incident_id>/updates",
        Resource(
            incidents.find,
            GET=Verb(updates.index, query=updates.QUERY),
            POST=Verb(updates.create, _INCIDENTS, updates.CREATE),
        ),
    ),
    path(
        "incidents/<id:incident_id>/updates/<id:update_id>",
        Resource(
            updates.find,
            GET=Verb(updates.show, is_item=True),
            PUT=Verb(updates.edit, _INCIDENTS, updates.EDIT),
            DELETE=Verb(updates.delete, _INCIDENTS),
        ),
    ),
    *_metrics("metrics"),
    *_metrics("incidents/metrics"),
    path(
        "schedules",
        Resource(
            GET=Verb(schedules.index, query=schedules.QUERY),
            POST=Verb(schedules.create, _MAINTENANCE, schedules.CREATE),
        ),
    ),
    path(
        "schedules/<id:window_id>",
        Resource(
            schedules.find,
            GET=Verb(schedules.show, is_item=True),
            PUT=Verb(schedules.edit, _MAINTENANCE, schedules.EDIT),
            DELETE=Verb(schedules.delete, _MAINTENANCE),
        ),
    ),
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
