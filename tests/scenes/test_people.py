"""People come in, sign in and look after themselves, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from playwright.sync_api import Page, expect

from signalpost.accounts import operations as accounts
from signalpost.accounts.models import Invitation, User
from signalpost.accounts.roles import Role
from signalpost.installation import claim
from signalpost.kernel.actor import Actor
from signalpost.kernel.mail_server import parsed
from signalpost.notifications import operations as notifications
from signalpost.notifications import postman
from tests import mailbox
from tests.conftest import PASSWORD
from tests.dashboard import identity_provider, totp
from tests.dashboard.identity_provider import IdentityProvider
from tests.mailbox import Mailbox
from tests.scenes import addresses, desk, states
from tests.scenes.conftest import Open
from tests.scenes.desk import open_menu, sign_out, sit_down
from tests.scenes.fitness import complaints, complaints_here

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
NEW = "a better one than before"


@pytest.fixture
def page(new_page: Open) -> Page:
    """A phone's, where all of this is harder than at a desk."""
    return new_page(viewport=PHONE)


@pytest.fixture
def post_office(settings: Any) -> Iterator[Mailbox]:
    with mailbox.running() as running:
        settings.MAIL_SERVER = parsed(running.url)
        yield running


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    page.goto("/dashboard/sign-in/")
    desk.sign_in(page, login, password)


def test_whoever_started_the_server_sets_it_up_and_looks_around(page: Page, address: str) -> None:
    page.goto("/")
    expect(page).to_have_url(re.compile("/dashboard/set-up/$"))

    page.goto(claim.link(address))
    page.get_by_label("Name of your status page").fill("Northwind Status")
    page.get_by_label("Your e-mail").fill("alice@example.com")
    page.get_by_label("Your password").fill("short")
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_text("This password is too short")).to_be_visible()
    expect(page.get_by_label("Your e-mail")).to_have_value("alice@example.com")

    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Set up").click()
    page.get_by_role("button", name="Fill with example data").click()

    expect(page.get_by_role("button", name="Fill with example data")).to_have_count(0)
    page.goto("/")
    expect(page.get_by_text("Card payments").first).to_be_attached()


def test_somebody_is_invited_and_comes_in_within_their_limits(
    page: Page, new_page: Open, alice: Actor, post_office: Mailbox
) -> None:
    states.empty()
    admin = sit_down(new_page(viewport=DESK), alice)
    admin.goto("/dashboard/team/")
    admin.get_by_label("E-mail").fill("olga@example.com")
    admin.get_by_label("Role").select_option("Member")
    admin.get_by_role("button", name="Invite").click()
    expect(admin.get_by_text("olga@example.com is invited")).to_be_visible()
    postman.send_due()

    page.goto(_link(post_office, "olga@example.com"))
    page.get_by_label("Your name").fill("Olga")
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Come in").click()

    page.goto("/dashboard/team/")
    expect(page.get_by_text("olga@example.com")).to_be_visible()
    expect(page.get_by_role("button", name="Invite")).to_have_count(0)
    page.goto(f"/dashboard/team/{alice.user_id}/")
    expect(page.get_by_text("This is not for you to do")).to_be_visible()


def test_a_forgotten_password_is_replaced_by_mail(
    page: Page, mia: Actor, post_office: Mailbox
) -> None:
    states.empty()
    page.goto("/dashboard/sign-in/")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("Your e-mail").fill("mia@example.com")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    postman.send_due()

    page.goto(_link(post_office, "mia@example.com"))
    page.get_by_label("New password").fill(NEW)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Sign in").click()

    sign_in(page, "mia", NEW)
    expect(page).to_have_url(re.compile("/dashboard/$"))


def test_an_authenticator_app_is_set_up_and_asked_for(page: Page, mia: Actor) -> None:
    states.empty()
    sign_in(page, "mia")
    page.goto("/dashboard/security/")
    page.get_by_role("link", name="Set up").click()
    secret = page.locator("code.key").inner_text()
    page.get_by_label("The code that the app shows now").fill(totp.code(secret))
    page.get_by_role("button", name="Turn on").click()
    expect(page.locator(".codes li")).to_have_count(10)
    recovery = page.locator(".codes code").first.inner_text()
    sign_out(page)

    sign_in(page, "mia")
    page.get_by_label("Code from your authenticator app").fill(recovery)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="No").click()

    expect(page).to_have_url(re.compile("/dashboard/$"))


def test_a_passkey_signs_in_without_a_password(page: Page, mia: Actor) -> None:
    states.empty()
    _plug_in_authenticator(page)
    sign_in(page, "mia")
    page.goto("/dashboard/security/passkeys/new/")
    page.get_by_label("What do you call it?").fill("Laptop")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto("/dashboard/security/passkeys/")
    expect(page.get_by_text("Laptop").first).to_be_visible()
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN).pk
    for path in (f"passkeys/{key}/", f"passkeys/{key}/remove/"):
        assert not complaints(page, f"/dashboard/security/{path}")
    page.goto("/dashboard/")
    sign_out(page)

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page).to_have_url(re.compile("/dashboard/$"))


def test_a_security_key_is_a_second_factor(page: Page, mia: Actor) -> None:
    states.empty()
    _plug_in_authenticator(page)
    sign_in(page, "mia")
    page.goto("/dashboard/security/passkeys/new/")
    page.get_by_label("It may sign me in alone").uncheck()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/security/codes/")
    page.goto("/dashboard/")
    sign_out(page)

    sign_in(page, "mia")
    page.get_by_role("button", name="Use a passkey or security key").click()
    page.get_by_role("button", name="No").click()

    expect(page).to_have_url(re.compile("/dashboard/$"))


def test_without_a_passkey_the_page_says_so(new_page: Open, mia: Actor) -> None:
    states.empty()
    page = new_page(viewport=DESK)
    _plug_in_authenticator(page)
    page.goto("/dashboard/sign-in/")

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_text("No passkey was given")).to_be_visible()


def test_the_organisations_own_sign_in_lets_people_in(
    page: Page, settings: Any, alice: Actor, provider: IdentityProvider
) -> None:
    states.empty()
    page.goto("/dashboard/tokens/")

    page.get_by_role("button", name="Sign in with Example ID").click()

    expect(page).to_have_url(re.compile("/dashboard/tokens/$"))
    assert User.objects.get(email="olga@example.com").role == Role.MEMBER


def test_a_second_tap_on_a_button_makes_no_second_token(new_page: Open, mia: Actor) -> None:
    states.empty()
    page = new_page()
    sign_in(page, "mia")
    page.goto("/dashboard/tokens/")

    are_sent = page.get_by_label("What is it for?").evaluate(
        """({form}) => ["first", "second"].map(
             () => form.dispatchEvent(new Event("submit", {bubbles: true, cancelable: true})))"""
    )

    assert are_sent == [True, False]


def test_it_all_works_without_scripts(new_page: Open, mia: Actor) -> None:
    states.empty()
    page = new_page(viewport=PHONE, java_script_enabled=False)
    sign_in(page, "mia")
    open_menu(page)
    page.get_by_role("link", name="API tokens").click()
    page.get_by_label("What is it for?").fill("Prometheus")
    page.get_by_role("button", name="Make it").click()

    expect(page.locator("code.key")).to_contain_text("sp_")


@pytest.fixture
def provider(settings: Any) -> Iterator[IdentityProvider]:
    person = {"sub": "1", "email": "olga@example.com", "email_verified": True, "groups": ["dev"]}
    with identity_provider.running(**person) as provider:
        settings.OIDC_ISSUER = provider.url
        settings.OIDC_NAME = "Example ID"
        settings.OIDC_CLIENT_ID = identity_provider.CLIENT_ID
        settings.OIDC_CLIENT_SECRET = identity_provider.CLIENT_SECRET
        settings.OIDC_MEMBERS = ["dev"]
        yield provider


def open_paths(invitation: str) -> list[str]:
    """What people see who are not signed in."""
    return [
        "/dashboard/sign-in/",
        "/dashboard/sign-in/disabled/",
        "/dashboard/sign-in/cancelled/",
        "/dashboard/password/forgotten/",
        "/dashboard/password/forgotten/sent/",
        "/dashboard/password/new/",
        "/dashboard/password/new/1-forged/",
        "/dashboard/invitation/forged/",
        invitation,
        "/dashboard/nothing/",
    ]


@pytest.fixture
def invitation(alice: Actor, mia: Actor, provider: IdentityProvider) -> str:
    """The path of an invitation's link, on a site with people, tokens and a provider."""
    states.empty()
    accounts.create_token(alice.user_id, by=alice, name="Prometheus in Frankfurt")
    _, link = notifications.invite(
        "olga@example.com", Role.MEMBER, by=alice, link="/dashboard/invitation/{}/"
    )
    assert Invitation.objects.exists()
    return link


def test_everybody_can_use_every_page(
    new_page: Open, address: str, alice: Actor, invitation: str
) -> None:
    stranger = new_page()
    admin = new_page()
    sign_in(admin, "alice")

    found = [problem for path in open_paths(invitation) for problem in complaints(stranger, path)]
    found += [
        problem
        for path in addresses.of_people(alice.user_id)
        for problem in complaints(admin, path)
    ]

    assert not found


def test_everybody_can_use_what_a_form_answers(
    new_page: Open, address: str, alice: Actor, invitation: str
) -> None:
    admin = new_page()
    sign_in(admin, "alice")
    admin.goto("/dashboard/tokens/")
    admin.get_by_label("What is it for?").fill(" ")
    admin.get_by_role("button", name="Make it").click()
    expect(admin.locator(".errorlist").first).to_be_visible()
    found = complaints_here(admin, "a form that is refused")

    admin.get_by_label("What is it for?").fill("Deploys")
    admin.get_by_role("button", name="Make it").click()
    expect(admin.get_by_text("Deploys").first).to_be_visible()
    found += complaints_here(admin, "a token that was made")

    assert not found


def test_everybody_can_use_the_pages_of_a_second_factor(new_page: Open, mia: Actor) -> None:
    states.empty()
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(User.objects.get(pk=mia.user_id), secret)
    RecoveryCodes.activate(User.objects.get(pk=mia.user_id))
    page = new_page()
    sign_in(page, "mia")
    found = complaints(page, "/dashboard/sign-in/code/")
    page.get_by_label("Code from your authenticator app").fill(totp.code(secret))
    page.get_by_role("button", name="Sign in", exact=True).click()
    found += complaints(page, "/dashboard/sign-in/trust/")
    page.get_by_role("button", name="Remember it").click()

    for path in ("security/", "security/codes/", "security/codes/new/", "security/app/remove/"):
        found += complaints(page, f"/dashboard/{path}")
    found += complaints(page, "/dashboard/confirm/code/")

    assert not found


def test_everybody_can_use_the_set_up(new_page: Open, transactional_db: None) -> None:
    page = new_page()

    assert not complaints(page, "/dashboard/set-up/")


def _link(post_office: Mailbox, to: str) -> str:
    (link,) = re.findall(r"http://localhost:\d+/\S+", post_office.newest_to(to))
    return link


def _plug_in_authenticator(page: Page) -> None:
    """A virtual one, whose owner always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
