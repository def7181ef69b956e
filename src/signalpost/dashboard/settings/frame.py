"""What the screens of settings share: their tabs, and how settings of the site are saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from signalpost.dashboard.screens import DashboardRequest, go_to
from signalpost.dashboard.settings.environment import Setting
from signalpost.dashboard.settings.forms import SettingsForm
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
    form: type[SettingsForm]
    #: What belongs here and is set by the environment.
    set_elsewhere: Callable[[], Sequence[Setting]] = tuple

    def show(self, request: DashboardRequest) -> HttpResponse:
        return self._page(request, self.form.of(site.current))

    def save(self, request: DashboardRequest) -> HttpResponse:
        form = self.form.of(site.current, request.POST)
        if not form.is_valid():
            return self._page(request, form)
        try:
            if changed := form.changed:
                site.change(by=request.by, only_if=form.only_if, **changed)
        except DomainError as error:
            return self._page(request, form, deeds=form.refuse(error))
        return saved(request, self.name)

    def _page(self, request: DashboardRequest, form: SettingsForm, **facts: Any) -> HttpResponse:
        return page(request, self.name, form, set_elsewhere=self.set_elsewhere(), **facts)


def page(
    request: DashboardRequest, name: str, form: SettingsForm, template: str = "form", **facts: Any
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
