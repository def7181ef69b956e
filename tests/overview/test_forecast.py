"""What the page would say: on plain values, and from the rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from signalpost.components import operations as components
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations as maintenance
from signalpost.maintenance.models import Window
from signalpost.maintenance.statuses import WindowStatus
from signalpost.overview import forecast, present, snapshot
from signalpost.overview.forecast import NEW, Part, Present, Statement, Work
from signalpost.overview.rules import Level, Said
from signalpost.site import operations as site

EARLIER = datetime(2026, 11, 24, 12, tzinfo=UTC)
NOW = EARLIER + timedelta(hours=1)

WEBSITE, CHECKOUT = 1, 2
PAYMENTS = 7


def part(
    pk: int,
    asserted: Status = Status.OPERATIONAL,
    *,
    said: dict[int, Status] | None = None,
    is_shown: bool = True,
) -> Part:
    return Part(
        id=pk,
        name=f"Part {pk}",
        group_id=None,
        group="",
        asserted=Said(asserted, EARLIER),
        said={incident: Said(status, EARLIER) for incident, status in (said or {}).items()},
        covered_by=frozenset(),
        is_shown=is_shown,
    )


def scene(*parts: Part, incidents: dict[int, str] | None = None) -> Present:
    return Present({one.id: one for one in parts}, incidents or {}, {}, major_threshold=60)


def says(
    statuses: dict[int, Status],
    *,
    incident_id: int = NEW,
    is_open: bool = True,
    is_heard: bool = True,
) -> Statement:
    return Statement(NOW, statuses, is_open, is_heard, incident_id)


def statuses(present: Present) -> list[Status]:
    return [one.status for one in present.parts.values()]


class TestAReport:
    def test_its_components_are_as_it_says_and_the_banner_follows(self) -> None:
        before = scene(part(WEBSITE), part(CHECKOUT))

        then = forecast.after(before, says({CHECKOUT: Status.PARTIAL_OUTAGE}))

        assert statuses(then) == [Status.OPERATIONAL, Status.PARTIAL_OUTAGE]
        assert then.level is Level.PARTIAL_OUTAGE

    def test_without_components_it_degrades(self) -> None:
        then = forecast.after(scene(part(WEBSITE)), says({}))

        assert then.level is Level.DEGRADED

    def test_hidden_it_changes_nothing(self) -> None:
        before = scene(part(WEBSITE))

        then = forecast.after(before, says({WEBSITE: Status.MAJOR_OUTAGE}, is_heard=False))

        assert then == before

    def test_fixed_from_the_start_it_asserts_what_it_says(self) -> None:
        before = scene(part(WEBSITE))

        then = forecast.after(before, says({WEBSITE: Status.PERFORMANCE_ISSUES}, is_open=False))

        assert then.parts[WEBSITE].asserted == Said(Status.PERFORMANCE_ISSUES, NOW)
        assert not then.incidents

    def test_of_a_hidden_component_alone_it_is_bare_to_visitors(self) -> None:
        before = scene(part(WEBSITE), part(CHECKOUT, is_shown=False))

        then = forecast.after(before, says({CHECKOUT: Status.MAJOR_OUTAGE}))

        assert then.level is Level.DEGRADED


class TestAnUpdate:
    before = scene(
        part(WEBSITE, Status.PERFORMANCE_ISSUES),
        part(CHECKOUT, said={PAYMENTS: Status.MAJOR_OUTAGE}),
        incidents={PAYMENTS: "Payments failing"},
    )

    def test_that_says_fixed_lets_all_of_its_components_go(self) -> None:
        then = forecast.after(self.before, says({}, incident_id=PAYMENTS, is_open=False))

        assert statuses(then) == [Status.PERFORMANCE_ISSUES, Status.OPERATIONAL]

    def test_that_leaves_a_component_alone_leaves_it_as_it_is(self) -> None:
        then = forecast.after(self.before, says({}, incident_id=PAYMENTS))

        assert statuses(then) == statuses(self.before)

    def test_that_states_operational_asserts_it(self) -> None:
        well = says({CHECKOUT: Status.OPERATIONAL}, incident_id=PAYMENTS)

        then = forecast.after(self.before, well)

        assert then.parts[CHECKOUT].said == {}
        assert then.level is Level.DEGRADED  # the incident is bare now


class TestAnEdit:
    before = scene(
        part(WEBSITE, Status.PERFORMANCE_ISSUES),
        part(CHECKOUT, said={PAYMENTS: Status.MAJOR_OUTAGE}),
        incidents={PAYMENTS: "Payments failing"},
    )

    def test_that_hides_it_suspends_what_it_says(self) -> None:
        then = forecast.after(self.before, says({}, incident_id=PAYMENTS, is_heard=False))

        assert statuses(then) == [Status.PERFORMANCE_ISSUES, Status.OPERATIONAL]
        assert not then.incidents

    def test_that_shows_it_lets_it_say_what_it_said_so_far(self) -> None:
        hidden = forecast.after(self.before, says({}, incident_id=PAYMENTS, is_heard=False))
        so_far = {CHECKOUT: Said(Status.MAJOR_OUTAGE, EARLIER)}
        shown = replace(says({}, incident_id=PAYMENTS), so_far=so_far, name="Payments failing")

        then = forecast.after(hidden, shown)

        assert then == self.before


class TestMaintenance:
    def test_covers_its_components_and_the_banner_says_so(self) -> None:
        then = forecast.during(scene(part(WEBSITE), part(CHECKOUT)), Work({WEBSITE}, is_seen=True))

        assert statuses(then) == [Status.UNDER_MAINTENANCE, Status.OPERATIONAL]
        assert then.level is Level.UNDER_MAINTENANCE

    def test_that_visitors_do_not_see_changes_nothing(self) -> None:
        before = scene(part(WEBSITE))

        assert forecast.during(before, Work({WEBSITE}, is_seen=False)) == before

    def test_that_covers_less_lets_go_what_no_other_window_covers(self) -> None:
        before = scene(part(WEBSITE), part(CHECKOUT))
        for window, covered in ((1, {CHECKOUT}), (2, {WEBSITE, CHECKOUT})):
            before = forecast.during(before, Work(covered, is_seen=True, window_id=window))

        then = forecast.during(before, Work((), is_seen=True, window_id=2))

        assert statuses(then) == [Status.OPERATIONAL, Status.UNDER_MAINTENANCE]

    def test_lets_an_outage_show_through(self) -> None:
        before = scene(part(WEBSITE, said={PAYMENTS: Status.MAJOR_OUTAGE}))

        then = forecast.during(before, Work({WEBSITE}, is_seen=True))

        assert statuses(then) == [Status.MAJOR_OUTAGE]


def test_what_a_person_says_of_a_component_ends_what_incidents_said() -> None:
    before = scene(part(CHECKOUT, said={PAYMENTS: Status.MAJOR_OUTAGE}), incidents={PAYMENTS: "P"})

    then = forecast.stated(before, CHECKOUT, Status.PERFORMANCE_ISSUES, NOW)

    assert statuses(then) == [Status.PERFORMANCE_ISSUES]
    assert then.parts[CHECKOUT].said == {}


# From the rows: what is foreseen is what comes, and what is read is what visitors get.


def _well(by: Actor) -> None:
    components.create(by=by, name="Website")


def _stated(by: Actor) -> None:
    components.create(by=by, name="Website", status=Status.PARTIAL_OUTAGE)


def _hidden(by: Actor) -> None:
    components.create(by=by, name="Website", status=Status.MAJOR_OUTAGE, enabled=False)
    group = components.create_group(by=by, name="Secret", visible=False)
    components.create(by=by, name="Vault", status=Status.MAJOR_OUTAGE, group_id=group.pk)


def _incident(by: Actor) -> None:
    website = components.create(by=by, name="Website")
    components.create(by=by, name="Checkout")
    says = {website.pk: Status.MAJOR_OUTAGE}
    incidents.report(by=by, name="Down", message="", impacts=says)


def _kept_back(by: Actor) -> None:
    website = components.create(by=by, name="Website")
    says = {website.pk: Status.MAJOR_OUTAGE}
    later = timezone.now() + timedelta(hours=1)
    incidents.report(by=by, name="Later", message="", impacts=says, published_at=later)
    incidents.report(by=by, name="Hidden", message="", impacts=says, visible=False)


def _bare(by: Actor) -> None:
    components.create(by=by, name="Website")
    incidents.report(by=by, name="Slow mails", message="")


def _fixed(by: Actor) -> None:
    website = components.create(by=by, name="Website")
    says = {website.pk: Status.MAJOR_OUTAGE}
    down = incidents.report(by=by, name="Down", message="", impacts=says)
    incidents.post_update(down.pk, by=by, status=IncidentStatus.FIXED, message="Up.")


def _maintained(by: Actor) -> None:
    website = components.create(by=by, name="Website", status=Status.MAJOR_OUTAGE)
    maintenance.plan(
        by=by,
        name="Upgrade",
        starts_at=timezone.now(),
        ends_at=timezone.now() + timedelta(hours=1),
        status=WindowStatus.IN_PROGRESS,
        components={website.pk: None},
    )


@pytest.mark.parametrize(
    "fill", [_well, _stated, _hidden, _incident, _kept_back, _bare, _fixed, _maintained]
)
def test_the_present_is_what_visitors_are_told(alice: Actor, fill: Callable[[Actor], None]) -> None:
    fill(alice)

    now = present.read(site.current(), at=timezone.now())

    seen = snapshot.build()
    assert now.level is seen.level
    assert {one.id: one.status for one in now.shown} == {
        view.id: view.status for view in seen.components
    }


@pytest.mark.parametrize("status", [IncidentStatus.INVESTIGATING, IncidentStatus.FIXED])
@pytest.mark.parametrize("said", list(Status)[:1] + list(Status)[3:])
def test_what_is_foreseen_of_a_report_is_what_comes(
    alice: Actor, status: IncidentStatus, said: Status
) -> None:
    _incident(alice)
    _stated(alice)
    here = site.current()
    before = present.read(here, at=timezone.now())
    picked = dict.fromkeys(before.parts, said)
    foreseen = forecast.after(
        before, Statement(timezone.now(), picked, status != IncidentStatus.FIXED, is_heard=True)
    )

    incidents.report(by=alice, name="More", message="", status=status, impacts=picked)

    came = present.read(here, at=timezone.now())
    assert statuses(came) == statuses(foreseen)
    assert came.level is foreseen.level


@pytest.mark.parametrize(
    ("was_visible", "values"),
    [
        (True, {"visible": False}),
        (False, {"visible": True}),
        (True, {"status": IncidentStatus.FIXED}),
        (False, {"status": IncidentStatus.FIXED, "visible": True}),
        (True, {"published_at": EARLIER}),
    ],
)
def test_what_is_foreseen_of_an_edit_is_what_comes(
    alice: Actor, was_visible: bool, values: dict[str, Any]
) -> None:
    _stated(alice)
    _incident(alice)
    down = Incident.objects.get()
    incidents.edit(down.pk, by=alice, visible=was_visible)
    here = site.current()
    statement = Statement(
        timezone.now(),
        {},
        is_open=values.get("status") is not IncidentStatus.FIXED,
        is_heard=values.get("visible", was_visible),
        incident_id=down.pk,
        name=down.name,
        so_far=present.said_by(
            down, published_at=values.get("published_at", down.published_at), at=timezone.now()
        ),
    )
    foreseen = forecast.after(present.read(here, at=timezone.now()), statement)

    incidents.edit(down.pk, by=alice, **values)

    assert present.read(here, at=timezone.now()) == foreseen


def test_what_is_foreseen_of_revealing_an_incident_is_what_comes(alice: Actor) -> None:
    website = components.create(by=alice, name="Website", status=Status.MAJOR_OUTAGE)
    checkout = components.create(by=alice, name="Checkout", status=Status.MAJOR_OUTAGE)
    says = {website.pk: Status.OPERATIONAL, checkout.pk: Status.PERFORMANCE_ISSUES}
    down = incidents.report(by=alice, name="Down", message="", impacts=says, visible=False)
    before = present.read(site.current(), at=timezone.now())
    statement = Statement(
        timezone.now(),
        {},
        is_open=True,
        is_heard=True,
        incident_id=down.pk,
        name=down.name,
        so_far=present.said_by(down, published_at=down.published_at, at=timezone.now()),
        kept=present.kept_by(down),
    )
    foreseen = forecast.after(before, statement)

    incidents.edit(down.pk, by=alice, visible=True)

    came = present.read(site.current(), at=timezone.now())
    assert statuses(came) == statuses(foreseen)
    assert statuses(came) == [Status.OPERATIONAL, Status.PERFORMANCE_ISSUES]


def test_what_is_foreseen_of_maintenance_is_what_comes(alice: Actor) -> None:
    _maintained(alice)
    _incident(alice)
    window = Window.objects.get()
    here = site.current()
    before = present.read(here, at=timezone.now())
    covered = list(before.parts)[1:]
    foreseen = forecast.during(before, Work(covered, True, window.pk, window.name))

    maintenance.edit(window.pk, by=alice, components=dict.fromkeys(covered))

    assert present.read(here, at=timezone.now()) == foreseen
