from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from signalpost.accounts import operations as accounts
from signalpost.accounts.roles import Role
from signalpost.components import operations as components
from signalpost.components.models import Component, Group
from signalpost.components.statuses import ComponentStatus
from signalpost.dashboard.audit import reading
from signalpost.dashboard.audit.reading import Wanted
from signalpost.events import audit, log
from signalpost.events.models import AuditEntry, Event
from signalpost.maintenance import operations as maintenance
from signalpost.site import branding
from signalpost.site import operations as site
from signalpost.site.models import Audience

TRAIL = "/dashboard/audit/"
LATER = datetime(2100, 1, 1, tzinfo=UTC)


def found(browser, **sieve: str) -> list[str]:
    return [deed.kind for deed in browser.get(TRAIL, sieve).context["deeds"]]


def test_it_tells_who_changed_what_from_what(browser, alice):
    site.change(by=alice, name="Südwind")

    page = browser(alice).get(TRAIL).text

    assert "Name: <del>Northwind Status</del> → <ins>Südwind</ins>" in page
    assert "alice (user)" in page


def test_a_role_is_called_a_role_and_a_status_a_status(browser, alice, mia, website):
    accounts.change_role(mia.user_id, Role.ADMIN, by=alice)
    components.assert_status(website.pk, ComponentStatus.MAJOR_OUTAGE, by=alice)

    page = browser(alice).get(TRAIL).text

    assert "Role: <del>Member</del> → <ins>Admin</ins>" in page
    assert "Status: <del>Operational</del> → <ins>Major outage</ins>" in page


def test_of_a_password_it_tells_that_it_is_another(browser, alice):
    site.restrict(by=alice, audience=Audience.PASSWORD, password="open sesame")

    page = browser(alice).get(TRAIL).text

    assert "Who may read the page: <del>Everybody</del> → <ins>The team, and whoever" in page
    assert "Password: <ins>another one</ins>" in page


def test_settings_are_called_as_on_their_screens_and_what_is_empty_is_said_to_be(browser, alice):
    branding.change(by=alice, accent="#ffff00")
    branding.change(by=alice, accent="")

    page = browser(alice).get(TRAIL).text

    assert "Accent colour: <del>empty</del> → <ins>#ffff00</ins>" in page
    assert "Accent colour: <del>#ffff00</del> → <ins>empty</ins>" in page
    assert "branding #1" not in page


def test_what_moved_is_told_in_words(browser, alice, website):
    window = maintenance.plan(by=alice, name="Upgrade", starts_at=LATER)
    maintenance.edit(window.pk, by=alice, components={website.pk: None}, visible=False)

    page = browser(alice).get(TRAIL).text

    assert "Components: <del>none</del> → <ins>Website</ins>" in page
    assert "Show it to everybody: <del>yes</del> → <ins>no</ins>" in page


def test_what_changed_nothing_is_there_with_its_address(browser, alice):
    audit.note("user.sign_in_failed", name="mallory", address="198.51.100.7")

    page = browser(alice).get(TRAIL).text

    assert "mallory" in page
    assert "from 198.51.100.7" in page


@pytest.mark.parametrize(
    ("sieve", "kinds"),
    [
        ({"kind": "component.created"}, ["component.created"]),
        ({"person": "MIA"}, ["group.created"]),
        ({"text": "Kühl"}, ["component.created"]),
        ({"text": "100%"}, ["group.created"]),
        ({"until": "2020-01-01T00:00"}, []),
        ({"kind": "component.created", "person": "mia"}, []),
    ],
)
def test_it_can_be_searched(browser, alice, mia, sieve, kinds):
    components.create(by=alice, name="Kühlhaus")
    components.create_group(by=mia, name="100% ours")

    assert found(browser(alice), **sieve) == kinds


class TestWhatItIsAbout:
    """By the words that the list shows of it."""

    @pytest.fixture(autouse=True)
    def _deeds(self, alice):
        there = replace(alice, address="2001:db8::7")
        log.record("group.created", Group(pk=4200), by=there, name="Shop")
        log.record("component.created", Component(pk=4100), by=alice, name="Cellar")
        audit.note("user.signed_in", name="mia", address="198.51.100.7")

    @pytest.mark.parametrize(
        ("text", "kinds"),
        [
            ("#4100", ["component.created"]),
            ("4100", ["component.created"]),
            ("component", ["component.created"]),
            ("Component #4100", ["component.created"]),
            ("cellar #4100", ["component.created"]),
            ("cellar #4200", []),
            ("group #4100", []),
            ("2001:db8:", ["group.created"]),
            ("2001:DB8:0::7", ["group.created"]),
            ("198.51.100.", ["user.signed_in"]),
            ("#999999999999999999", []),
            ("#", []),
        ],
    )
    def test_it_is_found(self, browser, alice, text, kinds):
        assert found(browser(alice), text=text) == kinds


def test_pages_go_back_in_time_and_leave_nothing_out(browser, alice):
    for number in range(60):
        components.create_group(by=alice, name=f"Group {number}")
    client = browser(alice)
    first = client.get(TRAIL)

    second = client.get(f"{TRAIL}?{first.context['older']}")

    shown = [deed.facts for deed in [*first.context["deeds"], *second.context["deeds"]]]
    assert len(first.context["deeds"]) == 50
    assert shown == [row.facts for row in Event.objects.order_by("-version")]


def test_what_happened_in_one_moment_stays_together(alice):
    for number in range(6):
        components.create_group(by=alice, name=f"Group {number}")
    at = datetime(2026, 1, 1, tzinfo=UTC)
    Event.objects.filter(kind="group.created").update(at=at)
    wanted = Wanted(kind="group.created")

    page = reading.page(wanted, before=None, size=2)

    assert len(page) == 6
    assert reading.page(wanted, before=at, size=2) == []
    assert reading.page(wanted, before=at + timedelta(seconds=1), size=2) == page


@pytest.mark.parametrize("before", ["x", "2026-01-01", "2026-13-01T00:00:00Z", "\x00"])
def test_what_is_no_moment_is_the_beginning(browser, alice, before):
    assert browser(alice).get(TRAIL, {"before": before}).context["deeds"]


def test_a_sieve_that_cannot_be_is_refused_beside_its_field(browser, alice):
    answer = browser(alice).get(TRAIL, {"since": "soon"})

    assert answer.status_code == 422
    assert "since" in answer.context["form"].errors


class TestTheExport:
    def test_it_has_what_the_sieve_lets_through(self, browser, alice):
        components.create(by=alice, name="Website")

        answer = browser(alice).get(f"{TRAIL}export.csv", {"kind": "component.created"})

        rows = list(csv.DictReader(answer.getvalue().decode().splitlines()))
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        assert [(row["kind"], row["by"]) for row in rows] == [("component.created", "alice (user)")]

    def test_the_trail_says_who_took_it_away(self, browser, alice):
        client = browser(alice)

        client.get(f"{TRAIL}export.csv", {"kind": "site.changed"})

        assert list(
            AuditEntry.objects.values_list("kind", "facts__rows").get(actor_name="alice")
        ) == ["audit.exported", 1]

    def test_it_costs_the_same_with_many(
        self, browser, alice, website, django_assert_max_num_queries
    ):
        window = maintenance.plan(by=alice, name="Upgrade", starts_at=LATER)
        for covered in [{website.pk: None}, {}] * 6:
            maintenance.edit(window.pk, by=alice, components=covered)
        client = browser(alice)

        with django_assert_max_num_queries(12):
            client.get(f"{TRAIL}export.csv", {"kind": "window.edited"})

    def test_no_cell_is_a_formula(self, browser, alice):
        components.create(by=alice, name="=HYPERLINK(1)")

        table = browser(alice).get(f"{TRAIL}export.csv").getvalue().decode()

        assert ",'=HYPERLINK(1)" in table
        assert ",=HYPERLINK" not in table


def test_a_name_is_only_text(browser, alice):
    site.change(by=alice, about="<script>alert(1)</script>")

    assert "<script>alert" not in browser(alice).get(TRAIL).text
