"""What the screens of settings share: their tabs, and how settings of the site are saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from signalpost.dashboard.screens import DashboardRequest, go_to, refuse
from signalpost.kernel.errors import DomainError
from signalpost.site import operations as site


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    name: str
    power: str = "settings.write"


TABS = (
    Tab("Page", "settings"),
    Tab("Look", "settings_look"),
    Tab("CSS and HTML", "settings_markup", "html.write"),
    Tab("Status and uptime", "settings_counting"),
    Tab("Readers", "settings_audience"),
    Tab("Team and API", "settings_access"),
    Tab("Mail", "settings_mail"),
)


@dataclass(frozen=True, slots=True)
class SiteScreen:
    """A form whose fields are settings of the site. Only what is changed in it is written."""

    name: str
    form: type[forms.Form]

    def show(self, request: DashboardRequest) -> HttpResponse:
        return page(request, self.name, self.form(initial=self._kept()))

    def save(self, request: DashboardRequest) -> HttpResponse:
        form = self.form(request.POST, initial=self._kept())
        if not form.is_valid():
            return page(request, self.name, form)
        try:
            if changed := changed_in(form):
                site.change(by=request.by, **changed)
        except DomainError as error:
            refuse(form, error)
            return page(request, self.name, form)
        return saved(request, self.name)

    def _kept(self) -> dict[str, Any]:
        here = site.current()
        return {name: getattr(here, name) for name in self.form.base_fields}


def changed_in(form: forms.Form) -> dict[str, Any]:
    """What was typed where it differs: what others change meanwhile stays theirs."""
    return {name: form.cleaned_data[name] for name in form.changed_data}


def page(
    request: DashboardRequest, name: str, form: forms.Form, template: str = "form", **facts: Any
) -> HttpResponse:
    tabs = [
        {"label": tab.label, "address": reverse(tab.name), "is_current": tab.name == name}
        for tab in TABS
        if request.by.may(tab.power)
    ]
    status = 422 if form.errors else 200
    facts = {"form": form, "tabs": tabs, **facts}
    return render(request, f"dashboard/settings/{template}.html", facts, status=status)


def saved(request: DashboardRequest, name: str, sentence: str = "Saved.") -> HttpResponse:
    messages.success(request, sentence)
    return go_to(request, reverse(name))
