"""Message templates, with what they would write for a made-up incident."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from signalpost.dashboard.fields import Prose
from signalpost.dashboard.meanwhile import AsOfForm
from signalpost.dashboard.screens import DashboardRequest, form_page, go_to, refuse
from signalpost.incidents import templates
from signalpost.incidents.models import MessageTemplate
from signalpost.incidents.statuses import IncidentStatus
from signalpost.incidents.templates import Draft
from signalpost.kernel.errors import DomainError, Invalid, NotFound
from signalpost.kernel.markdown import to_html
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


class EditForm(AsOfForm[MessageTemplate], TemplateForm):
    @classmethod
    def values_of(cls, row: MessageTemplate) -> dict[str, Any]:
        return {"name": row.name, "slug": row.slug, "template": row.text}


def show_all(request: DashboardRequest) -> HttpResponse:
    kept = MessageTemplate.objects.order_by("name", "pk")
    return render(request, "dashboard/message_templates/list.html", {"kept": kept})


def show_new(request: DashboardRequest) -> HttpResponse:
    return _page(request, TemplateForm())


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
    return _page(request, form)


def show(request: DashboardRequest, pk: int) -> HttpResponse:
    form = EditForm.of(lambda: _find(pk))
    return _page(request, form, form.row)


def edit(request: DashboardRequest, pk: int) -> HttpResponse:
    """Write what is typed; or show what somebody else has changed meanwhile."""
    form = EditForm.of(lambda: _find(pk), request.POST)
    if not form.is_valid():
        return _page(request, form, form.row)
    said = form.cleaned_data
    values = {
        "name": said["name"],
        "text": said["template"],
        "slug": said["slug"] or form.row.slug,
    }
    if not form.write(templates.edit, pk, by=request.by, **values):
        return _page(request, form, form.row)
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


def _page(
    request: DashboardRequest, form: TemplateForm, kept: MessageTemplate | None = None
) -> HttpResponse:
    preview = _preview(form["template"].value() or "")
    template = "dashboard/message_templates/template.html"
    return form_page(request, template, form, kept=kept, **preview)


def _preview(text: str) -> dict[str, str]:
    """Each variable stands for itself, marked, the incident for a made-up one."""
    draft = Draft(
        name="Payments failing",
        status=IncidentStatus.INVESTIGATING,
        message="We are looking into it.",
        occurred_at=f"{timezone.localtime():%Y-%m-%d %H:%M}",
    )
    try:
        written = templates.preview(text, variables={}, draft=draft, place=_place)
    except Invalid as error:
        return {"refusal": error.message}
    return {"written": _marked(written)}


def _place(name: str) -> str:
    return f"{_BEGINS}{name}{_ENDS}"


def _marked(written: str) -> SafeString:
    """The text as HTML; what is left of a mark that a filter has cut is taken out."""
    drawn = re.sub(f"{_BEGINS}([^{_ENDS}<>]*){_ENDS}", r"<mark>\1</mark>", to_html(written))
    return mark_safe(re.sub(f"[{_BEGINS}{_ENDS}]", "", drawn))  # noqa: S308 (to_html is safe)


#: Around the place of a variable until it is HTML: characters that nobody types.
_BEGINS, _ENDS = "\ue000", "\ue001"
