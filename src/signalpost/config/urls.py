"""Mounts each door."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

from signalpost.cachet_api import reference
from signalpost.page import languages

urlpatterns = [
    path("api/v1/", include("signalpost.cachet_api.urls")),
    path("docs", reference.show, name="docs"),
    path("dashboard", RedirectView.as_view(url="/dashboard/")),
    path("dashboard/", include("signalpost.dashboard.urls")),
    *(path(code, RedirectView.as_view(url=f"/{code}/")) for code, _name in settings.LANGUAGES),
    languages.in_each("signalpost.page.urls"),
    path("", include("signalpost.page.urls")),
]

handler400 = "signalpost.config.errors.bad_request"
handler404 = "signalpost.config.errors.not_found"
handler500 = "signalpost.config.errors.server_error"
#: Where allauth looks for what to say to whoever asks too often.
handler429 = "signalpost.dashboard.refusals.too_many"
