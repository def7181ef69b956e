"""Every address of this door. Literal segments beat ids, and ids are digits (contract 6)."""

from __future__ import annotations

from django.urls import path, re_path, register_converter
from django.urls.converters import IntConverter

from signalpost.cachet_api import answers, components, general, groups, incidents, updates
from signalpost.cachet_api.api import Verb, resource, unknown_route


class IdConverter(IntConverter):
    """Positive, and small enough for every database."""

    regex = "[1-9][0-9]{0,17}"


register_converter(IdConverter, "id")

_COMPONENTS, _INCIDENTS = "components.write", "incidents.write"

urlpatterns = [
    path("ping", resource(GET=Verb(general.ping, is_always_open=True))),
    path("version", resource(GET=Verb(general.version, is_always_open=True))),
    path(
        "status",
        resource(GET=Verb(general.status, is_always_open=True, cache=answers.STATUS)),
    ),
    path(
        "components",
        resource(GET=Verb(components.index), POST=Verb(components.create, _COMPONENTS)),
    ),
    path(
        "components/<id:component_id>",
        resource(
            components.find,
            GET=Verb(components.show, is_item=True),
            PUT=Verb(components.edit, _COMPONENTS),
            DELETE=Verb(components.delete, _COMPONENTS),
        ),
    ),
    path(
        "components/groups",
        resource(GET=Verb(groups.index), POST=Verb(groups.create, _COMPONENTS)),
    ),
    path(
        "components/groups/<id:group_id>",
        resource(
            groups.find,
            GET=Verb(groups.show, is_item=True),
            PUT=Verb(groups.edit, _COMPONENTS),
            DELETE=Verb(groups.delete, _COMPONENTS),
        ),
    ),
    path(
        "incidents",
        resource(GET=Verb(incidents.index), POST=Verb(incidents.create, _INCIDENTS)),
    ),
    path(
        "incidents/<id:incident_id>",
        resource(
            incidents.find,
            GET=Verb(incidents.show, is_item=True),
            PUT=Verb(incidents.edit, _INCIDENTS),
            DELETE=Verb(incidents.delete, _INCIDENTS),
        ),
    ),
    path(
        "incidents/<id:incident_id>/updates",
        resource(
            incidents.find,
            GET=Verb(updates.index),
            POST=Verb(updates.create, _INCIDENTS),
        ),
    ),
    path(
        "incidents/<id:incident_id>/updates/<id:update_id>",
        resource(
            updates.find,
            GET=Verb(updates.show, is_item=True),
            PUT=Verb(updates.edit, _INCIDENTS),
            DELETE=Verb(updates.delete, _INCIDENTS),
        ),
    ),
    re_path(r"", unknown_route),
]
