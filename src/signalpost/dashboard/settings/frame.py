"""What the screens of settings share: their tabs, and how settings of the site are saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse, QueryDict
from django.urls import reverse

from signalpost.dashboard import links
from signalpost.dashboard.screens import DashboardRequest, form_page, go_to
from signalpost.dashboard.settings.environment import Setting
from signalpost.dashboard.settings.forms import SettingsForm
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
    """A form of settings, of the site if nothing else is named; what is the same is not written."""

    name: str
    form: type[SettingsForm[Any]]
    read: Callable[[], Model] = site.current
    change: Callable[..., object] = site.change
    #: What belongs here and is set by the environment.
    set_elsewhere: Callable[[], Sequence[Setting]] = tuple

    def show(self, request: DashboardRequest) -> HttpResponse:
        return self._page(request, self._form(request))

    def save(self, request: DashboardRequest) -> HttpResponse:
        form = self._form(request, request.POST)
        if not form.is_valid():
            return self._page(request, form)
        values = form.values
        if values and not form.write(self.change, by=request.by, **values):
            return self._page(request, form)
        return saved(request, self.name)

    def _form(self, request: DashboardRequest, data: QueryDict | None = None) -> SettingsForm[Any]:
        return self.form.of(self.read, data)

    def _page(self, request: DashboardRequest, form: SettingsForm[Any]) -> HttpResponse:
        return page(request, self.name, form, set_elsewhere=self.set_elsewhere())


class PageScreen(SiteScreen):
    """Where the site's address can be changed, under whoever does it."""

    __slots__ = ()

    def _form(self, request: DashboardRequest, data: QueryDict | None = None) -> SettingsForm[Any]:
        return self.form.of(self.read, data, asked_at=links.asked_at(request))


def page(
    request: DashboardRequest,
    name: str,
    form: SettingsForm[Any],
    template: str = "form",
    **facts: Any,
) -> HttpResponse:
    tabs = [
        {"label": tab.label, "address": reverse(tab.name), "is_current": tab.name == name}
        for tab in TABS
        if request.by.may(tab.power)
    ]
    return form_page(request, f"dashboard/settings/{template}.html", form, tabs=tabs, **facts)


def saved(request: DashboardRequest, name: str, sentence: str = "Saved.") -> HttpResponse:
    messages.success(request, sentence)
    return go_to(request, reverse(name))
