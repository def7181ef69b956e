"""Lets the team read a private page: the session's cookie is for the dashboard alone."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect

from signalpost.accounts import sessions
from signalpost.dashboard.screens import DashboardRequest
from signalpost.kernel import places


def show(request: DashboardRequest) -> HttpResponse:
    """Back to where the page was asked for, with a pass for as long as the session runs."""
    response = HttpResponseRedirect(places.within(request.GET.get("next", "")))
    if request.here.is_private:
        response.set_cookie(
            sessions.READER_COOKIE,
            sessions.reader_pass(request.session),
            max_age=request.session.get_expiry_age(),
            httponly=True,
            samesite="Lax",
        )
    return response
