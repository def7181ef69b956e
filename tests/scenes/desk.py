"""People at the dashboard, in a real browser."""

from __future__ import annotations

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from signalpost.accounts.models import User
from signalpost.kernel.actor import Actor
from tests.live import PASSWORD


def sit_down(page: Page, person: Actor) -> Page:
    """Sign somebody in, by a session of their own."""
    client = Client()
    client.force_login(User.objects.get(pk=person.user_id))
    name = settings.SESSION_COOKIE_NAME
    session = client.cookies[name].value
    page.context.add_cookies([{"name": name, "value": session, "domain": "localhost", "path": "/"}])
    return page


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    """By the form that is open."""
    page.get_by_label("E-mail or user name").fill(login)
    page.get_by_label("Password", exact=True).fill(password)
    # Whatever it answers, what comes next looks at the answer and not at the form.
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    open_menu(page)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/dashboard/sign-in/")


def open_menu(page: Page) -> None:
    """On a phone it is behind a button."""
    button = page.locator(".menu > summary")
    if button.is_visible():
        button.click()


def pick(page: Page, component: str, status: str) -> None:
    """Say in a form how a component is."""
    row = page.get_by_role("radiogroup", name=component, exact=True)
    row.locator(f"label[title='{status}']").click()


def choose(page: Page, status: str) -> None:
    """Say in a form how far an incident is."""
    page.locator(".stages label", has_text=status).click()
