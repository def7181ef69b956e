"""/components/groups: contract 3.4."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse

from signalpost.cachet_api import answers, components, lists, words
from signalpost.cachet_api.call import Call
from signalpost.cachet_api.fields import CastWhole, Form, Text, Whole
from signalpost.components import operations
from signalpost.components.models import Component, Group
from signalpost.components.operations import MOST_COLLAPSED
from signalpost.kernel.text import NAME

_VISIBLE = "The {} field must be true or false."

CREATE = Form(
    Text(name="name", required=True, limit=NAME),
    CastWhole(name="order", default=0, null=0, blank=0),
    Whole(name="collapsed", required=True, default=0, least=0, most=MOST_COLLAPSED),
    CastWhole(name="visible", default=0, null=0, blank=0, least=0, most=1, message=_VISIBLE),
)
EDIT = Form(
    Text(name="name", filled=True, limit=NAME),
    CastWhole(name="order", blank=0),
    Whole(name="collapsed", least=0, most=MOST_COLLAPSED),
    CastWhole(name="visible", blank=0, least=0, most=1, message=_VISIBLE),
)

_COLUMN = {"order": "position"}
QUERY = lists.Query(
    filters=(
        lists.Filter("id", lists.whole, "pk"),
        lists.BY_NAME,
        lists.Filter("collapsed", lists.whole, "collapsed"),
        lists.Filter("visible", lists.flag, "visible"),
    ),
    sortable={
        "id": "pk",
        "name": "name",
        "order": "position",
        "collapsed": "collapsed",
        "visible": "visible",
    },
    descends=False,
)


def find(call: Call, group_id: int) -> Group:
    return lists.one(_with_components(Group.objects.seen_by(call.by)), group_id)


def index(call: Call) -> HttpResponse:
    return lists.listing(call, _with_components(Group.objects.seen_by(call.by)), present)


def show(call: Call, group: Group) -> HttpResponse:
    return answers.data(present(call, [group])[0])


def create(call: Call) -> HttpResponse:
    group = operations.create_group(by=call.by, **_ours(call.read()))
    return show(call, find(call, group.pk))


def edit(call: Call, group: Group) -> HttpResponse:
    operations.edit_group(group.pk, by=call.by, only_if=call.only_if, **_ours(call.read()))
    return show(call, find(call, group.pk))


def delete(call: Call, group: Group) -> HttpResponse:
    operations.delete_group(group.pk, by=call.by, only_if=call.only_if)
    return answers.nothing()


def present(call: Call, groups: Sequence[Group]) -> list[dict[str, Any]]:
    """With their enabled components, presented all at once whatever the number of groups."""
    members = [member for group in groups for member in group.components.all()]
    objects = {item["id"]: item for item in components.present(call, members)}
    return [
        _object(call, group, [objects[member.pk] for member in group.components.all()])
        for group in groups
    ]


def _object(call: Call, group: Group, members: list[dict[str, Any]]) -> dict[str, Any]:
    lowest = sorted(members, key=lambda member: -member["status"])
    return call.dated(
        {
            "id": group.pk,
            "name": group.name,
            "order": group.position,
            "visible": int(group.visible),
            "collapsed": group.collapsed,
            "created_at": group.created_at,
            "updated_at": group.updated_at,
            "enabled_components": members,
            "enabled_components_lowest": lowest,
            "lowest_human_status": words.COMPONENT_NAME[lowest[0]["status"]] if lowest else None,
        }
    )


def _with_components(rows: QuerySet[Group]) -> QuerySet[Group]:
    enabled = Component.objects.standing().filter(enabled=True)
    return rows.prefetch_related(Prefetch("components", enabled.order_by("position", "pk")))


def _ours(values: dict[str, Any]) -> dict[str, Any]:
    ours = {_COLUMN.get(name, name): value for name, value in values.items()}
    if "visible" in ours:
        ours["visible"] = bool(ours["visible"])
    return ours
