"""Message templates, with what they would write for a made-up incident."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from signalpost.dashboard import meanwhile
from signalpost.dashboard.fields import Prose
from signalpost.dashboard.meanwhile import AsOf, Change, Deed
from signalpost.dashboard.screens import DashboardRequest, go_to, refuse
from signalpost.events import log
from signalpost.incidents import templates
from signalpost.incidents.models import MessageTemplate
from signalpost.incidents.statuses import IncidentStatus
from signalpost.incidents.templates import Draft
from signalpost.kernel.errors import Changed, DomainError, Invalid, NotFound
from signalpost.kernel.text import NAME


class TemplateForm(forms.Form):
    name = forms.CharField(max_length=NAME)
    slug = forms.CharField(
        label="Key",
        required=False,
        max_length=templates.SLUG,
        help_text="What programs call it by. Empty: made from the name.",
    )
    template = Prose(label="Text")


class EditForm(TemplateForm):
    as_of = AsOf()


def show_all(request: DashboardRequest) -> HttpResponse:
    kept = MessageTemplate.objects.order_by("name", "pk")
    return render(request, "dashboard/message_templates/list.html", {"kept": kept})


def show_new(request: DashboardRequest) -> HttpResponse:
    return _page(request, TemplateForm(), None)


def create(request: DashboardRequest) -> HttpResponse:
    form = TemplateForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            kept = templates.create(
                by=request.by, name=said["name"], text=said["template"], slug=said["slug"]
            )
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, f"“{kept.name}” is kept.", extra_tags="template")
            return go_to(request, reverse("templates"))
    return _page(request, form, None)


def show(request: DashboardRequest, pk: int) -> HttpResponse:
    version = log.version()  # read first: the row is then at least this new
    kept = _find(pk)
    first = {"name": kept.name, "slug": kept.slug, "template": kept.text, "as_of": version}
    return _page(request, EditForm(initial=first), kept)


def edit(request: DashboardRequest, pk: int) -> HttpResponse:
    """Write what is typed; or show what somebody else has changed meanwhile."""
    version = log.version()
    kept = _find(pk)
    form = EditForm(request.POST)
    if not form.is_valid():
        return _page(request, form, kept)
    said = form.cleaned_data
    try:
        templates.edit(
            pk,
            by=request.by,
            only_if=log.as_of(said["as_of"], kept),
            name=said["name"],
            text=said["template"],
            slug=said["slug"] or kept.slug,
        )
    except Changed as error:
        again = EditForm({**request.POST.dict(), "as_of": version})
        again.add_error(None, error.message)
        deeds = meanwhile.deeds(kept, since=said["as_of"], did={}, in_words=_in_words)
        return _page(request, again, kept, deeds)
    except DomainError as error:
        refuse(form, error)
        return _page(request, form, kept)
    messages.success(request, "Saved.", extra_tags=f"template-{pk}")
    return go_to(request, reverse("templates"))


def preview(request: DashboardRequest) -> HttpResponse:
    """What the text would write, while it is typed."""
    facts = _preview(request.POST.get("template", ""))
    return render(request, "dashboard/message_templates/_preview.html", facts)


def ask_delete(request: DashboardRequest, pk: int) -> HttpResponse:
    return render(request, "dashboard/message_templates/delete.html", {"kept": _find(pk)})


def delete(request: DashboardRequest, pk: int) -> HttpResponse:
    kept = _find(pk)
    templates.delete(pk, by=request.by)
    messages.success(request, f"“{kept.name}” is deleted.")
    return go_to(request, reverse("templates"))


def _find(pk: int) -> MessageTemplate:
    kept = MessageTemplate.objects.filter(pk=pk).first()
    if kept is None:
        raise NotFound(f"No template with id {pk}.")
    return kept


def _in_words(name: str, before: Any, after: Any) -> Change:
    return {"slug": "Key"}.get(name, name.capitalize()), before, after


def _page(
    request: DashboardRequest,
    form: TemplateForm,
    kept: MessageTemplate | None,
    deeds: list[Deed] | None = None,
) -> HttpResponse:
    facts = {"form": form, "kept": kept, "deeds": deeds, **_preview(form["template"].value() or "")}
    status = 422 if form.errors else 200
    return render(request, "dashboard/message_templates/template.html", facts, status=status)


def _preview(text: str) -> dict[str, str]:
    """Each variable stands for itself, the incident for a made-up one."""
    draft = Draft(
        name="Payments failing",
        status=IncidentStatus.INVESTIGATING,
        message="We are looking into it.",
        occurred_at=f"{timezone.localtime():%Y-%m-%d %H:%M}",
    )
    try:
        return {"written": templates.preview(text, variables={}, draft=draft)}
    except Invalid as error:
        return {"refusal": error.message}
