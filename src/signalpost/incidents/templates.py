"""Message templates: kept, checked when they are saved, and rendered for an incident."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.events import log
from signalpost.incidents.models import MessageTemplate
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel import slugs, templating
from signalpost.kernel.actor import Actor
from signalpost.kernel.changes import assign
from signalpost.kernel.errors import Invalid, NotFound
from signalpost.kernel.precondition import Precondition, always
from signalpost.kernel.text import NAME, checked

SLUG = 200

#: What templates compare statuses with: they came with Cachet, and so did its numbers.
INCIDENT_NUMBER = {
    IncidentStatus.SCHEDULED: 0,
    IncidentStatus.INVESTIGATING: 1,
    IncidentStatus.IDENTIFIED: 2,
    IncidentStatus.WATCHING: 3,
    IncidentStatus.FIXED: 4,
}
COMPONENT_NUMBER = {
    ComponentStatus.UNKNOWN: 0,
    ComponentStatus.OPERATIONAL: 1,
    ComponentStatus.PERFORMANCE_ISSUES: 2,
    ComponentStatus.PARTIAL_OUTAGE: 3,
    ComponentStatus.MAJOR_OUTAGE: 4,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a template can know of the incident or update it writes for, None where it is not said.

    `message` is the text that came along with the template, `occurred_at` a date as it was given.
    """

    name: str | None = None
    status: IncidentStatus | None = None
    message: str | None = None
    visible: bool = True
    notify: bool = True
    stickied: bool = False
    occurred_at: str | None = None
    component_id: int | None = None
    component_status: ComponentStatus | None = None


@transaction.atomic
def create(*, by: Actor, name: str, text: str, slug: str = "") -> MessageTemplate:
    """Keep a template. Without a slug it gets one made from its name, unlike all others."""
    template = MessageTemplate(name=name, text=text)
    _check(template)
    _save(template, slugs=[_checked_slug(slug)] if slug.strip() else _slugs_for(template.name))
    log.record("template.created", template, by=by, name=template.name, slug=template.slug)
    return template


@transaction.atomic
def edit(
    template_id: int, *, by: Actor, only_if: Precondition = always, **values: Any
) -> MessageTemplate:
    """Change the given fields: name, text, slug. A new name leaves the slug."""
    template = _lock(template_id)
    only_if()
    if "slug" in values:
        values["slug"] = _checked_slug(values["slug"])
    changed = assign(template, values)
    if not changed:
        return template
    _check(template)
    _save(template, slugs=[template.slug])
    log.record("template.edited", template, by=by, name=template.name, changed=changed)
    return template


@transaction.atomic
def delete(template_id: int, *, by: Actor, only_if: Precondition = always) -> None:
    """Remove it for good. What it has written stays."""
    template = _lock(template_id)
    only_if()
    MessageTemplate.objects.filter(pk=template_id).delete()  # `template` keeps its id
    log.record("template.deleted", template, by=by, name=template.name, slug=template.slug)


def render(slug: str, *, variables: Mapping[str, Any], draft: Draft) -> str | None:
    """The message that the template writes, None if there is no such template.

    Templates see all `variables` by their names, and the draft as `incident`.
    """
    template = MessageTemplate.objects.filter(slug=slug).first()
    if template is None:
        return None
    return templating.parse(template.text).render({**variables, "incident": _seen_as(draft)})


def variables_of(template: MessageTemplate) -> dict[str, bool]:
    """The variables it asks for in their order, True for those that it takes for lists."""
    asks = templating.parse(template.text).asks
    return {name: is_list for name, is_list in asks.items() if name != "incident"}


def preview(
    text: str,
    *,
    variables: Mapping[str, Any],
    draft: Draft,
    place: Callable[[str], str] = str,
) -> str:
    """What `text` would write as a template; for each variable that is missing, its `place`."""
    template = templating.parse(text)
    samples = {
        name: [place(name)] * 2 if is_list else place(name)
        for name, is_list in template.asks.items()
    }
    return template.render({**samples, **variables, "incident": _seen_as(draft)})


def _check(template: MessageTemplate) -> None:
    template.name = checked(template.name.strip(), field="name", limit=NAME, required=True)
    template.text = checked(
        template.text, field="template", limit=templating.LONGEST, required=True
    )
    templating.parse(template.text)


def _checked_slug(slug: str) -> str:
    return checked(slug.strip(), field="slug", limit=SLUG, required=True)


def _save(template: MessageTemplate, *, slugs: Iterable[str]) -> None:
    """Under the first of `slugs` that is free at this very moment."""
    for slug in slugs:
        template.slug = slug
        try:
            with transaction.atomic():
                return template.save()
        except IntegrityError:
            continue
    raise Invalid(f"Another template has the slug “{template.slug}”.", field="slug")


def _slugs_for(name: str) -> Iterator[str]:
    base = slugify(name, allow_unicode=True)[: SLUG - slugs.ROOM].strip("-") or "template"
    taken = MessageTemplate.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    return slugs.free(base, taken=frozenset(taken))


def _lock(template_id: int) -> MessageTemplate:
    template = MessageTemplate.objects.select_for_update(no_key=True).filter(pk=template_id).first()
    if template is None:
        raise NotFound(f"No template with id {template_id}.")
    return template


def _seen_as(draft: Draft) -> dict[str, Any]:
    component = Component.objects.standing().filter(pk=draft.component_id or 0).first()
    said = draft.component_status
    return {
        "name": draft.name,
        "status": INCIDENT_NUMBER[draft.status] if draft.status else None,
        "message": draft.message,
        "visible": draft.visible,
        "notify": draft.notify,
        "stickied": draft.stickied,
        "occurred_at": draft.occurred_at,
        "component": templating.Sealed(component.name) if component else None,
        "component_status": said and COMPONENT_NUMBER.get(said),
    }
