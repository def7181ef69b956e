"""/incidents: contract 3.5."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import Any

from django.db.models import Case, F, IntegerField, Prefetch, QuerySet, Value, When
from django.http import HttpResponse

from signalpost.cachet_api import answers, lists, stated, templates, words
from signalpost.cachet_api.call import Call
from signalpost.cachet_api.fields import Array, CastBoolean, Form, Moment, Text, Whole, pick
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations
from signalpost.incidents.models import Impact, Incident, Update
from signalpost.incidents.statuses import IncidentStatus
from signalpost.incidents.templates import Draft
from signalpost.kernel.text import NAME, TEXT

#: Null and an empty text take it away.
_POSTMORTEM = Text(name="postmortem", limit=TEXT, verbatim=True, null="", blank="")
CREATE = Form(
    Text(name="name", required=True, limit=NAME),
    Whole(name="status", required=True, least=0, most=4),
    # Asked for once the rest is right: it is Cachet's second stage that does (contract 3.0).
    Text(name="message", unless="template", limit=TEXT, verbatim=True),
    CastBoolean(name="visible", default=True, null=False, blank=False),
    *stated.FIELDS,
    CastBoolean(name="notify", default=True, null=False, blank=False),
    CastBoolean(name="stickied", default=False, null=False, blank=False),
    Moment(name="occurred_at"),
    Moment(name="published_at"),
    *templates.FIELDS,
    Array(name="meta"),
    _POSTMORTEM,
)
EDIT = Form(
    Text(name="name", filled=True, limit=NAME),
    Whole(name="status", least=0, most=4),
    Text(name="message", filled=True, limit=TEXT),
    CastBoolean(name="visible", blank=False),
    *stated.FIELDS,
    CastBoolean(name="stickied", blank=False),
    Moment(name="occurred_at"),
    Moment(name="published_at"),
    *templates.FIELDS,
    Array(name="meta"),
    _POSTMORTEM,
)

#: Sorts by Cachet's number and not by our word.
NUMBER = Case(
    *(When(status=status, then=Value(number)) for status, number in words.INCIDENT.items()),
    output_field=IntegerField(),
)
QUERY = lists.Query(
    filters=(
        lists.Filter("id", lists.whole, "pk"),
        lists.Filter("user_id", lists.whole, "user"),
        lists.Filter("component_id", lists.whole, "shown_component", is_none_at_0=True),
        lists.BY_NAME,
        lists.Filter(
            "status",
            lists.whole,
            "status",
            means=lambda number: words.INCIDENT_FROM.get(number, ""),
        ),
        lists.Filter("visible", lists.flag, "visible"),
        lists.Filter("stickied", lists.flag, "stickied"),
    ),
    sortable={
        "id": "pk",
        "user_id": "user_id",
        "name": "name",
        "status": NUMBER,
        "visible": "visible",
        "stickied": "stickied",
        "message": "message",
        "occurred_at": "occurred_at",
    },
)


def find(call: Call, incident_id: int) -> Incident:
    return lists.one(with_parts(Incident.objects.seen_by(call.by, at=call.at)), incident_id)


def index(call: Call) -> HttpResponse:
    rows = Incident.objects.seen_by(call.by, at=call.at)
    if call.text("component_id"):
        rows = rows.alias(shown_component=_shown_component(call))
    return lists.listing(call, with_parts(rows), present)


def show(call: Call, incident: Incident) -> HttpResponse:
    return answers.data(present(call, [incident])[0])


def create(call: Call) -> HttpResponse:
    values = call.read()
    if not templates.write_message(values, _draft(call, values)):
        templates.refuse_without_message(values)
    incident = operations.report(by=call.by, **_ours(values))
    return show(call, find(call, incident.pk))


def edit(call: Call, incident: Incident) -> HttpResponse:
    values = call.read()
    templates.write_message(values, _draft(call, values))
    operations.edit(incident.pk, by=call.by, only_if=call.only_if, **_ours(values))
    return show(call, find(call, incident.pk))


def delete(call: Call, incident: Incident) -> HttpResponse:
    operations.delete(incident.pk, by=call.by, only_if=call.only_if)
    return answers.nothing()


def _draft(call: Call, values: dict[str, Any]) -> Draft:
    own = {"name", "message", "visible", "notify", "stickied", "component_id"}
    occurred_at = call.text("occurred_at") or None
    return Draft(**pick(values, own), occurred_at=occurred_at, **templates.said(values))


def with_parts(rows: QuerySet[Incident]) -> QuerySet[Incident]:
    newest_first = Update.objects.order_by("-created_at", "-pk")
    impacts = Impact.objects.select_related("component").order_by("pk")
    parts = (Prefetch("updates", newest_first), Prefetch("impacts", impacts))
    return rows.select_related("component").prefetch_related(*parts)


def present(call: Call, incidents: Sequence[Incident]) -> list[dict[str, Any]]:
    """The contract's objects, in its key order."""
    hidden = _hidden(call, (one for incident in incidents for one in incident.updates.all()))
    return [_object(call, incident, hidden) for incident in incidents]


def present_updates(call: Call, updates: Sequence[Update]) -> list[dict[str, Any]]:
    hidden = _hidden(call, updates)
    return [_update(call, update, hidden) for update in updates]


def _update(call: Call, update: Update, hidden: Set[int]) -> dict[str, Any]:
    number = words.INCIDENT[IncidentStatus(update.status)]
    return call.dated(
        {
            "id": update.pk,
            "incident_id": update.incident_id,
            "status": number,
            "message": update.message,
            "user_id": update.user_id,
            "created_at": update.created_at,
            "updated_at": update.updated_at,
            "human_status": words.INCIDENT_NAME[number],
            "permalink": f"{call.base}/incidents/{update.incident_id}#update-{update.pk}",
            "components": [
                {"id": int(pk), "status": words.COMPONENT[ComponentStatus(said)]}
                for pk, said in update.stated.items()
                if int(pk) not in hidden
            ],
        }
    )


def _object(call: Call, incident: Incident, hidden: Set[int]) -> dict[str, Any]:
    updates = list(incident.updates.all())
    newest = updates[0] if updates else None
    own = words.INCIDENT[IncidentStatus(incident.status)]
    latest = words.INCIDENT[IncidentStatus(newest.status)] if newest else own
    return call.dated(
        {
            "id": incident.pk,
            "user_id": incident.user_id,
            "component_id": _component_id(call, incident),
            "name": incident.name,
            "status": own,
            "visible": int(incident.visible),
            "stickied": incident.stickied,
            "notifications": False,
            "message": incident.message,
            "occurred_at": incident.occurred_at,
            "created_at": incident.created_at,
            "updated_at": incident.updated_at,
            "deleted_at": None,
            "is_resolved": latest == words.INCIDENT[IncidentStatus.FIXED],
            "meta": incident.meta or [],
            "updates": [_update(call, update, hidden) for update in updates],
            "human_status": words.INCIDENT_NAME[own],
            "latest_update_id": newest.pk if newest else None,
            "latest_status": latest,
            "latest_human_status": words.INCIDENT_NAME[latest],
            "latest_icon": words.INCIDENT_ICON[latest],
            "permalink": f"{call.base}/incidents/{incident.pk}",
            "duration": _duration(incident, newest),
            "components": _touched(call, incident),
            "published_at": incident.published_at,
            "resolved_at": incident.resolved_at,
            "postmortem": incident.postmortem,
        }
    )


def _shown_component(call: Call) -> Case | F:
    """What a list is filtered by: the one that _component_id names."""
    if call.by.is_team:
        return F("component")
    return Case(When(component__enabled=True, then=F("component")))


def _component_id(call: Call, incident: Incident) -> int:
    """0 without one, and for guests also instead of one that is disabled."""
    component = incident.component
    return component.pk if component and (component.enabled or call.by.is_team) else 0


def _hidden(call: Call, updates: Iterable[Update]) -> Set[int]:
    """The components that they spoke of and that the caller may not see."""
    spoken_of = {int(pk) for update in updates for pk in update.stated}
    if call.by.is_team or not spoken_of:
        return frozenset()
    disabled = Component.objects.filter(pk__in=spoken_of, enabled=False)
    return set(disabled.values_list("pk", flat=True))


def _touched(call: Call, incident: Incident) -> list[dict[str, Any]]:
    """What it last said of each component it ever spoke of; open while `ended_at` is null."""
    newest = {impact.component_id: impact for impact in incident.impacts.all()}
    return [
        call.dated(
            {
                "id": impact.component_id,
                "name": impact.component.name,
                "status": words.COMPONENT[ComponentStatus(impact.status)],
                "began_at": impact.began_at,
                "ended_at": impact.ended_at,
            }
        )
        for impact in newest.values()
        if impact.component.enabled or call.by.is_team
    ]


def _duration(incident: Incident, newest: Update | None) -> int:
    if newest is None:
        return 0
    return max(0, int((newest.created_at - incident.created_at).total_seconds()))


def _ours(values: dict[str, Any]) -> dict[str, Any]:
    ours = {"impacts": stated.impacts(values), **values}
    if "status" in ours:
        ours["status"] = words.INCIDENT_FROM[ours["status"]]
    if "meta" in ours:
        ours["meta"] = _meta(ours["meta"])
    return ours


def _meta(given: dict[str, Any] | list[Any]) -> dict[str, Any]:
    """Key → value; on PUT an empty value takes its key away, so those stay in."""
    pairs = given.items() if isinstance(given, dict) else enumerate(given)
    return {str(key): _without_empty(value) for key, value in pairs}


def _without_empty(value: Any) -> Any:
    """Empty values are dropped one level down, too (contract 3.5)."""
    if isinstance(value, dict):
        return {key: item for key, item in value.items() if item}
    if isinstance(value, list):
        return [item for item in value if item]
    return value
