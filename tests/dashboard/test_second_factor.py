from __future__ import annotations

import base64
import json
import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone
from fido2.utils import websafe_encode

from signalpost.accounts import operations as accounts
from signalpost.accounts.models import User
from signalpost.events.models import AuditEntry, Event
from signalpost.kernel.actor import Actor
from signalpost.notifications.models import Delivery
from signalpost.site import operations as site
from tests.conftest import PASSWORD
from tests.dashboard import totp
from tests.dashboard.conftest import sign_in

BASIC = {"Authorization": "Basic " + base64.b64encode(f"mia:{PASSWORD}".encode()).decode()}


def set_up_app(client: Client) -> str:
    """Turn an authenticator app on, as somebody who has just signed in; its secret."""
    page = client.get("/dashboard/security/app/")
    (secret,) = re.findall(r'<code class="key">(\w+)</code>', page.text)
    answer = client.post("/dashboard/security/app/", {"code": totp.code(secret)})
    assert answer["Location"] == "/dashboard/security/codes/"
    return secret


def next_code(secret: str) -> str:
    """A code that has not been used yet: each opens once."""
    return totp.code(secret, at=timezone.now().timestamp() + 30)


@pytest.fixture
def app(guest: Client, mia: Actor) -> str:
    """The secret in Mia's app."""
    sign_in(guest, "mia")
    return set_up_app(guest)


def test_then_a_password_alone_lets_nobody_in(app):
    newcomer = Client()

    answer = newcomer.post("/dashboard/sign-in/", {"login": "mia", "password": PASSWORD})

    assert answer["Location"] == "/dashboard/sign-in/code/"
    assert newcomer.get("/dashboard/")["Location"].startswith("/dashboard/sign-in/")


def test_the_code_of_the_app_does(app):
    newcomer = Client()
    sign_in(newcomer, "mia")

    newcomer.post("/dashboard/sign-in/code/", {"code": next_code(app)})
    newcomer.post("/dashboard/sign-in/trust/", {"action": "no"})

    assert newcomer.get("/dashboard/").status_code == 200


def test_a_code_opens_once(app):
    code = next_code(app)
    for expected in (200, 302):
        newcomer = Client()
        sign_in(newcomer, "mia")
        newcomer.post("/dashboard/sign-in/code/", {"code": code})
        newcomer.post("/dashboard/sign-in/trust/", {"action": "no"})
        assert newcomer.get("/dashboard/").status_code == expected


def test_codes_cannot_be_guessed_by_the_thousand(app):
    newcomer = Client()
    sign_in(newcomer, "mia")
    for number in range(6):
        answer = newcomer.post("/dashboard/sign-in/code/", {"code": f"{number:06}"})

    right = newcomer.post("/dashboard/sign-in/code/", {"code": next_code(app)})

    assert "Too many failed attempts" in answer.text
    assert "Too many failed attempts" in right.text


@pytest.mark.parametrize("guess", ["000000", "00000000", "x"])
def test_each_code_that_opens_nothing_leaves_a_trace(app, guess):
    newcomer = Client()
    sign_in(newcomer, "mia")
    for _ in range(20):
        newcomer.post("/dashboard/sign-in/code/", {"code": guess}, REMOTE_ADDR="192.0.2.7")

    entry = AuditEntry.objects.get(kind="user.second_factor_failed")
    assert (entry.actor_name, entry.address, entry.count) == ("mia", "192.0.2.7", 20)


def test_so_does_one_that_confirms_nothing(app, guest):
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        guest.post("/dashboard/confirm/code/", {"code": "000000"})

    assert AuditEntry.objects.get(kind="user.second_factor_failed").actor_name == "mia"


def test_who_has_no_passkey_is_not_asked_for_one(app):
    newcomer = Client()
    sign_in(newcomer, "mia")

    shown = newcomer.get("/dashboard/sign-in/code/").text

    assert "One more step" in shown
    assert "passkey" not in shown


def test_a_right_code_leaves_none(app):
    newcomer = Client()
    sign_in(newcomer, "mia")

    newcomer.post("/dashboard/sign-in/code/", {"code": next_code(app)})

    assert not AuditEntry.objects.filter(kind="user.second_factor_failed").exists()


def test_a_passkey_that_is_not_theirs_leaves_a_trace(app):
    newcomer = Client()
    sign_in(newcomer, "mia")

    newcomer.post("/dashboard/sign-in/code/", {"credential": json.dumps(_credential("AA"))})

    entry = AuditEntry.objects.get(kind="user.second_factor_failed")
    assert (entry.actor_name, entry.facts) == ("mia", {"factor": "passkey"})


def test_a_recovery_code_opens_once(app, guest):
    codes = re.findall(r"<code>(\d{8})</code>", guest.get("/dashboard/security/codes/").text)
    assert len(codes) == 10

    for expected in (200, 302):
        newcomer = Client()
        sign_in(newcomer, "mia")
        newcomer.post("/dashboard/sign-in/code/", {"code": codes[0]})
        newcomer.post("/dashboard/sign-in/trust/", {"action": "no"})
        assert newcomer.get("/dashboard/").status_code == expected


def test_a_remembered_device_is_asked_for_the_password_alone(app):
    device = Client()
    sign_in(device, "mia")
    device.post("/dashboard/sign-in/code/", {"code": next_code(app)})
    device.post("/dashboard/sign-in/trust/", {"action": "trust"})
    device.post("/dashboard/sign-out/")

    sign_in(device, "mia")

    assert device.get("/dashboard/").status_code == 200


def test_a_new_password_forgets_the_devices_that_were_remembered(app, mia):
    device = Client()
    sign_in(device, "mia")
    device.post("/dashboard/sign-in/code/", {"code": next_code(app)})
    device.post("/dashboard/sign-in/trust/", {"action": "trust"})
    accounts.change_password(mia.user_id, "a wholly other one", by=mia)

    sign_in(device, "mia", "a wholly other one")

    assert device.get("/dashboard/").status_code == 302


def test_the_secret_is_sealed(app):
    assert app not in str(Authenticator.objects.get(type="totp").data)


def test_the_book_and_a_mail_say_so(guest, mia, django_capture_on_commit_callbacks):
    sign_in(guest, "mia")

    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(guest)

    assert Event.objects.get(kind="user.second_factor_added").facts["factor"] == "app"
    subjects = {delivery.message().subject for delivery in Delivery.objects.all()}
    assert "An authenticator app was added to your account – Northwind Status" in subjects


def test_removing_it_is_written_down_too(app, guest, mia):
    guest.post("/dashboard/security/app/remove/")

    assert Event.objects.get(kind="user.second_factor_removed").facts["factor"] == "app"
    assert not User.objects.get(pk=mia.user_id).has_second_factor


def test_changing_it_later_asks_for_the_password_again(app, guest):
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        answer = guest.get("/dashboard/security/app/remove/")

    assert answer["Location"].startswith("/dashboard/confirm/?next=")


def test_a_code_that_is_wrong_turns_nothing_on(guest, mia):
    sign_in(guest, "mia")
    guest.get("/dashboard/security/app/")

    answer = guest.post("/dashboard/security/app/", {"code": "000000"})

    assert "Incorrect code" in answer.text
    assert not Authenticator.objects.exists()


class TestDemanded:
    @pytest.fixture(autouse=True)
    def _demanded(self, guest, alice):
        site.change(by=alice, demands_second_factor=True)

    @pytest.mark.parametrize("path", ["", "team/", "tokens/", "profile/"])
    def test_whoever_has_none_is_led_to_set_one_up(self, guest, mia, path):
        sign_in(guest, "mia")

        assert guest.get(f"/dashboard/{path}")["Location"] == "/dashboard/security/"

    def test_nothing_is_done_meanwhile(self, guest, mia):
        sign_in(guest, "mia")

        guest.post("/dashboard/tokens/", {"name": "x", "scope": "write", "days": "0"})

        assert not User.objects.get(pk=mia.user_id).tokens.exists()

    def test_whoever_has_set_one_up_goes_on(self, guest, mia):
        sign_in(guest, "mia")

        set_up_app(guest)

        assert guest.get("/dashboard/").status_code == 200

    def test_basic_is_refused_where_writing_and_ignored_where_anybody_reads(self, client, mia):
        read = client.get("/api/v1/components", headers=BASIC)
        write = client.post("/api/v1/components", {"name": "x", "status": 1}, headers=BASIC)

        assert (read.status_code, write.status_code) == (200, 403)


def test_basic_is_refused_to_people_with_a_second_factor(app, client):
    answer = client.post("/api/v1/components", {"name": "x", "status": 1}, headers=BASIC)

    assert answer.status_code == 403
    assert answer.json()["errors"][0]["title"] == "Forbidden"
    assert answer.json()["errors"][0]["detail"] == (
        "The requested resource is not available with these credentials."
    )


def test_a_wrong_password_of_theirs_is_still_a_401(app, client):
    wrong = {"Authorization": "Basic " + base64.b64encode(b"mia:wrong").decode()}

    answer = client.post("/api/v1/components", {"name": "x", "status": 1}, headers=wrong)

    assert answer.status_code == 401


def test_refused_basic_reads_what_a_guest_reads_also_where_everybody_must_say_who_they_are(
    app, client, alice
):
    site.change(by=alice, always_authenticate=True)

    assert client.get("/api/v1/components", headers=BASIC).status_code == 403


def test_their_tokens_go_on_working(app, guest, client):
    page = guest.post("/dashboard/tokens/", {"name": "x", "scope": "write", "days": "0"})
    (key,) = re.findall(r"sp_[\w-]+", page.text)

    answer = client.post(
        "/api/v1/components", {"name": "x", "status": 1}, headers={"X-Cachet-Token": key}
    )

    assert answer.status_code == 200


def _credential(handle: str) -> dict[str, object]:
    answer = {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA"}
    return {
        "id": "AA",
        "rawId": "AA",
        "type": "public-key",
        "response": answer | {"userHandle": handle},
    }


def test_a_passkey_that_lets_nobody_in_leaves_a_trace_of_whose_it_claims_to_be(guest, mia):
    handle = websafe_encode(user_pk_to_url_str(User.objects.get(pk=mia.user_id)).encode())
    guest.get("/dashboard/sign-in/passkey/", headers={"accept": "application/json"})

    for claimed in (handle, "AA", handle):
        guest.post("/dashboard/sign-in/passkey/", {"credential": json.dumps(_credential(claimed))})

    failed = AuditEntry.objects.filter(kind="user.sign_in_failed", facts__door="passkey")
    assert dict(failed.values_list("actor_name", "count")) == {"mia": 2, "nobody known": 1}


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "{}",
        "[]",
        '"x"',
        "null",
        "{",
        json.dumps(_credential("MQ")),
        json.dumps(_credential("enp6enp6enp6enp6eg")),
        json.dumps(_credential("/////w")),
        json.dumps(_credential("AA")),
    ],
)
def test_whatever_a_browser_sends_for_a_passkey_is_no_crash(guest, mia, credential):
    guest.get("/dashboard/sign-in/passkey/", headers={"accept": "application/json"})

    answer = guest.post("/dashboard/sign-in/passkey/", {"credential": credential})

    assert answer["Location"] == "/dashboard/sign-in/"
    assert guest.get("/dashboard/").status_code == 302
