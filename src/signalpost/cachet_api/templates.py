"""/incidents/templates, and the `template` and `vars` of other writes: contract 3.7 and 3.5."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import Any

from django.http import HttpResponse

from signalpost.cachet_api import answers, lists, words
from signalpost.cachet_api.call import Call
from signalpost.cachet_api.fields import Array, Form, Refused, Text
from signalpost.incidents import templates
from signalpost.incidents.models import MessageTemplate
from signalpost.kernel.templating import LONGEST
from signalpost.kernel.text import NAME

CREATE = Form(
    Text(name="name", required=True, limit=NAME),
    Text(name="template", required=True, limit=LONGEST, verbatim=True),
    Text(name="slug", limit=templates.SLUG),
)
EDIT = Form(
    Text(name="name", filled=True, limit=NAME),
    Text(name="template", filled=True, limit=LONGEST, verbatim=True),
    Text(name="slug", limit=templates.SLUG),
)
#: With these a template writes the message of an incident or an update.
FIELDS = (Text(name="template", limit=templates.SLUG), Array(name="vars"))

_COLUMN = {"template": "text"}
QUERY = lists.Query(sortable={"id": "pk", "name": "name", "slug": "slug"})


def find(call: Call, template_id: int) -> MessageTemplate:
    return lists.one(MessageTemplate.objects.all(), template_id)


def index(call: Call) -> HttpResponse:
    return lists.listing(call, MessageTemplate.objects.all(), present)


def show(call: Call, template: MessageTemplate) -> HttpResponse:
    return answers.data(present(call, [template])[0])


def create(call: Call) -> HttpResponse:
    return show(call, templates.create(by=call.by, **_ours(call.read())))


def edit(call: Call, template: MessageTemplate) -> HttpResponse:
    return show(
        call, templates.edit(template.pk, by=call.by, only_if=call.only_if, **_ours(call.read()))
    )


def delete(call: Call, template: MessageTemplate) -> HttpResponse:
    templates.delete(template.pk, by=call.by, only_if=call.only_if)
    return answers.nothing()


def write_message(values: dict[str, Any], draft: templates.Draft) -> bool:
    """Takes template and vars out of `values` and lets the template write their message.

    False where it does not, since none is asked for or known: then `message` is used.
    """
    slug, variables = values.pop("template", ""), values.pop("vars", {})
    named = variables if isinstance(variables, dict) else {}
    message = templates.render(slug, variables=named, draft=draft) if slug else None
    if message is None:
        return False
    values["message"] = message
    return True


def refuse_without_message(values: dict[str, Any]) -> None:
    if not values.get("message", "").strip():
        raise Refused("The message field is required.")


def said(values: dict[str, Any]) -> dict[str, Any]:
    """What `values` say of statuses, in the words of a draft."""
    return {
        "status": words.INCIDENT_FROM.get(values.get("status", -1)),
        "component_status": words.COMPONENT_FROM.get(values.get("component_status", -1)),
    }


def present(call: Call, rows: Sequence[MessageTemplate]) -> list[dict[str, Any]]:
    """The contract's objects, in its key order. Their dates keep to one zone (contract 1.7)."""
    return [
        call.dated(
            {
                "id": template.pk,
                "name": template.name,
                "slug": template.slug,
                "template": template.text,
                "created_at": template.created_at,
                "updated_at": template.updated_at,
                "deleted_at": None,
            },
            UTC,
        )
        for template in rows
    ]


def _ours(values: dict[str, Any]) -> dict[str, Any]:
    return {_COLUMN.get(name, name): value for name, value in values.items()}
