"""Addresses of the settings, a screen for each plain group of them."""

from __future__ import annotations

from django.urls import path

from signalpost.dashboard.screens import Screen, Verb
from signalpost.dashboard.settings import audience, environment, look, mail, markup
from signalpost.dashboard.settings.forms import AccessForm, CountingForm, PageForm
from signalpost.dashboard.settings.frame import SiteScreen

_WRITE = "settings.write"


def _site(screen: SiteScreen) -> Screen:
    return Screen(GET=Verb(screen.show, _WRITE), POST=Verb(screen.save, _WRITE))


urlpatterns = [
    path("", _site(SiteScreen("settings", PageForm)), name="settings"),
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
        Screen(GET=Verb(markup.show, "html.write"), POST=Verb(markup.save, "html.write")),
        name="settings_markup",
    ),
    path(
        "counting/", _site(SiteScreen("settings_counting", CountingForm)), name="settings_counting"
    ),
    path(
        "audience/",
        Screen(GET=Verb(audience.show, _WRITE), POST=Verb(audience.save, _WRITE)),
        name="settings_audience",
    ),
    path(
        "access/",
        _site(SiteScreen("settings_access", AccessForm, environment.of_access)),
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
