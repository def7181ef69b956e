"""Who may do what at which address: the whole table, tried with every role and verb."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from signalpost.dashboard import screens, urls
from signalpost.dashboard.screens import Screen
from signalpost.kernel.actor import Actor
from tests.dashboard.conftest import Browser

ROLES = ("guest", "viewer", "member", "admin")
VERBS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")

SIGN_IN = "/dashboard/sign-in/"

#: The least role for each verb of each address. Whoever adds an address says here who may.
LEAST = {
    "dashboard": {"GET": "viewer"},
    "example": {"POST": "admin"},
    "maintenance": {"GET": "viewer"},
    "plan_window": {"GET": "member", "POST": "member"},
    "preview_window": {"POST": "member"},
    "preview_edit": {"POST": "member"},
    "show_window": {"GET": "viewer"},
    "edit_window": {"GET": "member", "POST": "member"},
    "begin_window": {"POST": "member"},
    "complete_window": {"POST": "member"},
    "extend_window": {"POST": "member"},
    "update_window": {"POST": "member"},
    "edit_window_update": {"GET": "member", "POST": "member"},
    "delete_window_update": {"GET": "member", "POST": "member"},
    "delete_window": {"GET": "member", "POST": "member"},
    "end_series": {"POST": "member"},
    "components": {"GET": "viewer"},
    "arrange_components": {"POST": "member"},
    "new_component": {"GET": "member", "POST": "member"},
    "edit_component": {"GET": "member", "POST": "member"},
    "delete_component": {"GET": "member", "POST": "member"},
    "new_group": {"GET": "member", "POST": "member"},
    "edit_group": {"GET": "member", "POST": "member"},
    "delete_group": {"GET": "member", "POST": "member"},
    "metrics": {"GET": "viewer"},
    "new_metric": {"GET": "member", "POST": "member"},
    "dashboard_metric": {"GET": "viewer", "POST": "member"},
    "dashboard_figure": {"GET": "viewer"},
    "edit_metric": {"GET": "member", "POST": "member"},
    "delete_metric": {"GET": "member", "POST": "member"},
    "edit_point": {"GET": "member", "POST": "member"},
    "delete_point": {"GET": "member", "POST": "member"},
    "subscribers": {"GET": "member"},
    "export_subscribers": {"GET": "member"},
    "new_subscriber": {"GET": "member", "POST": "member"},
    "import_subscribers": {"GET": "member", "POST": "member"},
    "preview_import": {"GET": "member", "POST": "member"},
    "subscriber": {"GET": "member", "POST": "member"},
    "confirm_subscriber": {"POST": "member"},
    "unsubscribe": {"GET": "member", "POST": "member"},
    "audit": {"GET": "admin"},
    "export_audit": {"GET": "admin"},
    "settings": {"GET": "admin", "POST": "admin"},
    "settings_look": {"GET": "admin", "POST": "admin"},
    "set_logo": {"GET": "admin", "POST": "admin"},
    "remove_logo": {"POST": "admin"},
    "settings_markup": {"GET": "admin", "POST": "admin"},
    "settings_counting": {"GET": "admin", "POST": "admin"},
    "settings_audience": {"GET": "admin", "POST": "admin"},
    "settings_access": {"GET": "admin", "POST": "admin"},
    "settings_mail": {"GET": "admin", "POST": "admin"},
    "send_test_mail": {"POST": "admin"},
    "test_mail": {"GET": "admin"},
    "component_row": {"GET": "member"},
    "state_component": {"GET": "member", "POST": "member"},
    "incidents": {"GET": "viewer"},
    "report": {"GET": "member", "POST": "member"},
    "write_report": {"POST": "member"},
    "foresee_report": {"POST": "member"},
    "dashboard_incident": {"GET": "viewer"},
    "edit_incident": {"GET": "member", "POST": "member"},
    "delete_incident": {"GET": "member", "POST": "member"},
    "post_update": {"GET": "member", "POST": "member"},
    "write_update": {"POST": "member"},
    "foresee_update": {"POST": "member"},
    "foresee_edit": {"POST": "member"},
    "edit_update": {"GET": "member", "POST": "member"},
    "delete_update": {"GET": "member", "POST": "member"},
    "correct_impact": {"GET": "member", "POST": "member"},
    "templates": {"GET": "member"},
    "new_template": {"GET": "member", "POST": "member"},
    "preview_template": {"POST": "member"},
    "template": {"GET": "member", "POST": "member"},
    "delete_template": {"GET": "member", "POST": "member"},
    "team": {"GET": "viewer", "POST": "admin"},
    "revoke_invitation": {"POST": "admin"},
    "person": {"GET": "admin", "POST": "admin"},
    "disable_person": {"POST": "admin"},
    "enable_person": {"POST": "admin"},
    "remove_factors": {"POST": "admin"},
    "tokens": {"GET": "viewer", "POST": "viewer"},
    "revoke_token": {"POST": "viewer"},
    "profile": {"GET": "viewer", "POST": "viewer"},
    "end_session": {"POST": "viewer"},
    "address": {"GET": "guest", "POST": "guest"},
    "invitation": {"GET": "guest", "POST": "guest"},
    "read": {"GET": "viewer"},
    "set_up": {"GET": "guest", "POST": "guest"},
    "account_login": {"GET": "guest", "POST": "guest"},
    "account_logout": {"GET": "guest", "POST": "guest"},
    "account_inactive": {"GET": "guest"},
    "mfa_authenticate": {"GET": "guest", "POST": "guest"},
    "mfa_trust": {"GET": "guest", "POST": "guest"},
    "mfa_login_webauthn": {"GET": "guest", "POST": "guest"},
    "openid_connect_login": {"POST": "guest"},
    "openid_connect_callback": {"GET": "guest"},
    "socialaccount_login_cancelled": {"GET": "guest"},
    "account_reset_password": {"GET": "guest", "POST": "guest"},
    "account_reset_password_done": {"GET": "guest"},
    "account_reset_password_from_key": {"GET": "guest", "POST": "guest"},
    "account_reset_password_from_key_done": {"GET": "guest"},
    "account_change_password": {"GET": "viewer", "POST": "viewer"},
    "account_set_password": {"GET": "viewer", "POST": "viewer"},
    "account_reauthenticate": {"GET": "viewer", "POST": "viewer"},
    "mfa_reauthenticate": {"GET": "viewer", "POST": "viewer"},
    "mfa_reauthenticate_webauthn": {"GET": "viewer", "POST": "viewer"},
    "mfa_index": {"GET": "viewer"},
    "mfa_activate_totp": {"GET": "viewer", "POST": "viewer"},
    "mfa_deactivate_totp": {"GET": "viewer", "POST": "viewer"},
    "mfa_view_recovery_codes": {"GET": "viewer"},
    "mfa_generate_recovery_codes": {"GET": "viewer", "POST": "viewer"},
    "mfa_download_recovery_codes": {"GET": "viewer"},
    "mfa_list_webauthn": {"GET": "viewer"},
    "mfa_add_webauthn": {"GET": "viewer", "POST": "viewer"},
    "mfa_remove_webauthn": {"GET": "viewer", "POST": "viewer"},
    "mfa_edit_webauthn": {"GET": "viewer", "POST": "viewer"},
}

#: Values for the parts of addresses; none of them leads to anything that is there.
PARTS = {
    "pk": 999,
    "update_pk": 999,
    "impact_pk": 999,
    "point_pk": 999,
    "status": "major",
    "view": "year",
    "signed": "x:y:z",
    "uidb36": "1",
    "key": "x-y",
    "provider_id": "none",
    "place": "none",
    "upload": "3f2c7c3e-0f5e-4a5e-9d0b-1a2b3c4d5e6f",
}


def routes(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, Screen, str]]:
    """Name, view and an address of each screen."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        elif isinstance(pattern.callback, Screen):
            wanted = pattern.pattern.regex.groupindex or pattern.pattern.converters
            parts = {name: PARTS[name] for name in wanted}
            yield pattern.name, pattern.callback, reverse(pattern.name, kwargs=parts)


ROUTES = {name: (screen, address) for name, screen, address in routes(urls.urlpatterns)}


@pytest.fixture
def person_of(browser: Browser, alice: Actor, mia: Actor, victor: Actor) -> dict[str, Client]:
    return {
        "guest": Client(),
        "viewer": browser(victor),
        "member": browser(mia),
        "admin": browser(alice),
    }


@pytest.fixture
def plain_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refusals without their page: it is the same at each of the many addresses."""

    def plain(request: HttpRequest, status: HTTPStatus, sentence: str = "") -> HttpResponse:
        return HttpResponse(sentence, status=status)

    monkeypatch.setattr(screens, "refusal", plain)


def test_every_address_is_in_the_table() -> None:
    assert set(ROUTES) == set(LEAST)


@pytest.mark.usefixtures("plain_refusals")
@pytest.mark.parametrize("name", LEAST)
def test_an_address_opens_for_the_roles_of_the_table_alone(
    name: str, person_of: dict[str, Client]
) -> None:
    tries = [(role, verb) for verb in VERBS for role in ROLES]

    answers = {(role, verb): _outcome(person_of[role], verb, name) for role, verb in tries}

    assert answers == {(role, verb): _expected(role, verb, name) for role, verb in tries}


@pytest.mark.parametrize(
    ("role", "verb", "name", "says"),
    [
        ("guest", "PUT", "components", "This address does not take that"),
        ("viewer", "DELETE", "components", "This address does not take that"),
        ("viewer", "GET", "new_component", "This is not for you to do"),
        ("member", "POST", "settings", "This is not for you to do"),
        ("admin", "GET", "dashboard_incident", "There is nothing at this address"),
    ],
)
def test_whoever_is_refused_reads_why(
    role: str, verb: str, name: str, says: str, person_of: dict[str, Client]
) -> None:
    answer = person_of[role].generic(verb, ROUTES[name][1])

    assert says in answer.text


def _outcome(client: Client, verb: str, name: str) -> str:
    answer = client.generic(verb, ROUTES[name][1])
    leads_to_sign_in = answer.headers.get("Location", "").partition("?")[0] == SIGN_IN
    assert answer.status_code < 500
    if answer.status_code == 405:
        return "not taken"
    if answer.status_code == 403:
        return "refused"
    # Some open addresses have nothing to show to whoever is not in the middle of signing in.
    if leads_to_sign_in and _least(verb, name) != "guest":
        return "asked to sign in"
    return "let in"


def _expected(role: str, verb: str, name: str) -> str:
    least = _least(verb, name)
    if least is None:
        return "not taken"
    if ROLES.index(role) >= ROLES.index(least):
        return "let in"
    return "asked to sign in" if role == "guest" else "refused"


def _least(verb: str, name: str) -> str | None:
    return LEAST[name].get("GET" if verb == "HEAD" else verb)


@pytest.mark.parametrize(
    "name", [name for name, verbs in LEAST.items() if "POST" in verbs], ids=str
)
def test_a_post_without_its_csrf_token_is_refused(
    name: str, northwind: object, alice: Actor
) -> None:
    client = Client(enforce_csrf_checks=True)

    answer = client.post(ROUTES[name][1])

    assert answer.status_code == 403
    assert "This form has been open for too long" in answer.text


@pytest.mark.usefixtures("plain_refusals")
@pytest.mark.parametrize("name", [name for name in LEAST if "999" in ROUTES[name][1]])
def test_numbers_that_no_database_holds_are_no_crash(
    name: str, browser: Browser, alice: Actor
) -> None:
    admin = browser(alice)
    address = ROUTES[name][1].replace("999", "9" * 30)

    statuses = {admin.generic(verb, address).status_code for verb in VERBS}

    assert statuses <= {302, 404, 405}
