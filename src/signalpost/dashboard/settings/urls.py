"""Addresses of the settings, a screen for each plain group of them."""

from __future__ import annotations

from django.urls import path

from signalpost.dashboard.screens import Screen, Verb
from signalpost.dashboard.settings import environment, look, mail
from signalpost.dashboard.settings.audience import AudienceForm
from signalpost.dashboard.settings.forms import AccessForm, CountingForm, PageForm
from signalpost.dashboard.settings.frame import PageScreen, SiteScreen
from signalpost.dashboard.settings.markup import MarkupForm
from signalpost.site import branding
from signalpost.site import operations as site

_WRITE = "settings.write"


def _plain(screen: SiteScreen, power: str = _WRITE) -> Screen:
    return Screen(GET=Verb(screen.show, power), POST=Verb(screen.save, power))


urlpatterns = [
    path("", _plain(PageScreen("settings", PageForm)), name="settings"),
    path(
        "look/",
        Screen(GET=Verb(look.show, _WRITE), POST=Verb(look.save, _WRITE)),
        name="settings_look",
    ),
    path(
        "look/<slug:place>/",
        Screen(GET=Verb(look.show_logo, _WRITE), POST=Verb(look.set_logo, _WRITE)),
        name="set_logo",
    ),
    path(
        "look/<slug:place>/remove/",
        Screen(POST=Verb(look.remove_logo, _WRITE)),
        name="remove_logo",
    ),
    path(
        "markup/",
        _plain(
            SiteScreen("settings_markup", MarkupForm, branding.current, branding.change_markup),
            "html.write",
        ),
        name="settings_markup",
    ),
    path(
        "counting/", _plain(SiteScreen("settings_counting", CountingForm)), name="settings_counting"
    ),
    path(
        "audience/",
        _plain(SiteScreen("settings_audience", AudienceForm, change=site.restrict)),
        name="settings_audience",
    ),
    path(
        "access/",
        _plain(SiteScreen("settings_access", AccessForm, set_elsewhere=environment.of_access)),
        name="settings_access",
    ),
    path(
        "mail/",
        Screen(GET=Verb(mail.show, _WRITE), POST=Verb(mail.save, _WRITE)),
        name="settings_mail",
    ),
    path(
        "mail/test/",
        Screen(POST=Verb(mail.send_test, _WRITE)),
        name="send_test_mail",
    ),
    path(
        "mail/test/<int:pk>/",
        Screen(GET=Verb(mail.show_test, _WRITE)),
        name="test_mail",
    ),
]
