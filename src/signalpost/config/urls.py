"""Mounts each door."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("signalpost.cachet_api.urls")),
    path("", include("signalpost.page.urls")),
]

handler400 = "signalpost.config.errors.bad_request"
handler404 = "signalpost.config.errors.not_found"
handler500 = "signalpost.config.errors.server_error"
