"""/components: contract 3.3."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import BigIntegerField, Case, IntegerField, QuerySet, Value, When
from django.http import HttpResponse

from signalpost.cachet_api import answers, lists, words
from signalpost.cachet_api.call import Call
from signalpost.cachet_api.fields import (
    Array,
    Boolean,
    CastBoolean,
    CastWhole,
    Form,
    Text,
    Url,
    Whole,
)
from signalpost.components import operations
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.kernel.prepared import Prepared, given
from signalpost.kernel.text import LINE, NAME, TEXT
from signalpost.overview import statuses

CREATE = Form(
    Text(name="name", required=True, limit=NAME),
    Text(name="description", default="", null="", blank="", limit=TEXT),
    CastWhole(name="status", least=0, most=4, default=0, null=0, blank=0),
    Url(name="link", default="", null="", blank="", limit=LINE),
    Whole(name="order", default=0, null=0),
    Whole(name="group_id", default=0, null=0, least=0),
    CastBoolean(name="enabled", default=True, null=False, blank=False),
    Array(name="meta"),
    Text(name="tags", limit=LINE),
)
EDIT = Form(
    Text(name="name", filled=True, limit=NAME),
    Text(name="description", blank="", limit=TEXT),
    Whole(name="status", least=0, most=4),
    Url(name="link", blank="", limit=LINE),
    Whole(name="order"),
    Whole(name="group_id", least=0),
    Boolean(name="enabled"),
    Array(name="meta"),
    Text(name="tags", limit=LINE),
    CastBoolean(name="silent"),
)

#: Bounds instead of a list of ids, which would have to be put into SQL anew for each length of it.
_tags_between = Prepared(
    lambda: (
        Component.tags.through.objects.filter(
            component__gte=given("first", BigIntegerField()),
            component__lte=given("last", BigIntegerField()),
        )
        .order_by("pk")
        .values_list("component", "tag__slug", "tag__name")
    )
)
_COLUMN = {"order": "position"}
QUERY = lists.Query(
    filters=(
        lists.Filter("id", lists.whole, "pk"),
        lists.BY_NAME,
        lists.Filter("status", lists.whole, "shown"),
        lists.Filter("group_id", lists.whole, "group", is_none_at_0=True),
        lists.Filter("enabled", lists.flag, "enabled"),
        lists.AnyOf("tags", lists.text, "tags__slug"),
    ),
    sortable={
        "id": "pk",
        "name": "name",
        "status": "shown",
        "order": "position",
        "group_id": "group_id",
        "enabled": "enabled",
    },
)


def find(call: Call, component_id: int) -> Component:
    return lists.one(Component.objects.seen_by(call.by), component_id)


def index(call: Call) -> HttpResponse:
    rows: QuerySet[Component] = Component.objects.seen_by(call.by)
    if call.text("sort") == "status" or call.text("status"):
        rows = _with_what_is_shown(call, rows)
    return lists.listing(call, rows, present)


def show(call: Call, component: Component) -> HttpResponse:
    return answers.data(present(call, [component])[0])


def create(call: Call) -> HttpResponse:
    values = call.read()
    status = words.COMPONENT_FROM[values.pop("status")]
    component = operations.create(by=call.by, status=status, **_ours(values))
    return show(call, find(call, component.pk))


def edit(call: Call, component: Component) -> HttpResponse:
    values = call.read()
    if "status" in values:
        values["status"] = words.COMPONENT_FROM[values["status"]]
    incidents.state_component(component.pk, by=call.by, only_if=call.only_if, **_ours(values))
    # Read again: the database may write `meta` otherwise than it came, and the tag covers it.
    return show(call, find(call, component.pk))


def delete(call: Call, component: Component) -> HttpResponse:
    operations.delete(component.pk, by=call.by, only_if=call.only_if)
    return answers.nothing()


def present(call: Call, components: Sequence[Component]) -> list[dict[str, Any]]:
    """The contract's objects, in its key order."""
    shown = statuses.shown(components, at=call.at)
    tags = _tags(components)
    return [
        _object(call, component, shown[component.pk], tags.get(component.pk, {}))
        for component in components
    ]


def _tags(components: Sequence[Component]) -> dict[int, dict[str, str]]:
    """Slug → name by component, in the order they were given; one lean query for all."""
    tags: defaultdict[int, dict[str, str]] = defaultdict(dict)
    if ids := [component.pk for component in components]:
        for pk, slug, name in _tags_between(first=min(ids), last=max(ids)):
            tags[pk][slug] = name
    return tags


def _object(
    call: Call, component: Component, status: ComponentStatus, tags: dict[str, str]
) -> dict[str, Any]:
    number = words.COMPONENT[status]
    return call.dated(
        {
            "id": component.pk,
            "name": component.name,
            "description": component.description,
            "link": component.link,
            "status": number,
            "order": component.position,
            "group_id": component.group_id or 0,
            "enabled": component.enabled,
            "meta": component.meta,
            "created_at": component.created_at,
            "updated_at": component.updated_at,
            "deleted_at": None,
            "status_name": words.COMPONENT_NAME[number],
            "tags": tags,
        }
    )


def _ours(values: dict[str, Any]) -> dict[str, Any]:
    ours = {_COLUMN.get(name, name): value for name, value in values.items()}
    if "group_id" in ours:
        ours["group_id"] = ours["group_id"] or None
    if "tags" in ours:
        ours["tags"] = ours["tags"].split(",")
    return ours


def _with_what_is_shown(call: Call, rows: QuerySet[Component]) -> QuerySet[Component]:
    otherwise = statuses.shown_otherwise(at=call.at)
    number = [
        *(When(pk=pk, then=Value(words.COMPONENT[status])) for pk, status in otherwise.items()),
        *(When(status=status, then=Value(code)) for status, code in words.COMPONENT.items()),
    ]
    return rows.alias(shown=Case(*number, output_field=IntegerField()))
