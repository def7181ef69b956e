"""People at the dashboard, in a real browser."""

from __future__ import annotations

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from signalpost.accounts.models import User
from signalpost.kernel.actor import Actor


def sit_down(page: Page, person: Actor, address: str) -> Page:
    """Sign somebody in, by a session of their own."""
    client = Client()
    client.force_login(User.objects.get(pk=person.user_id))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}]
    )
    return page
