"""What the page can look like: each function fills an empty installation with one state."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image, ImageDraw

from signalpost.components import operations as components
from signalpost.components.models import Component, Group, StatusChange
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.installation import example
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations as windows
from signalpost.maintenance.statuses import WindowStatus
from signalpost.metrics import operations as metrics
from signalpost.site import branding
from signalpost.site import operations as site
from signalpost.site.models import Audience
from signalpost.subscribers import operations as subscribers
from signalpost.subscribers.entry import Entry

BY = Actor("system", "scenes")
GROUPS = {
    "Shop": ("Website", "Checkout", "Search"),
    "Platform": ("API", "Data exports"),
}


def not_set_up() -> None:
    """An installation that nobody has named yet."""


def empty() -> None:
    site.change(by=BY, name="Northwind Status", time_zone="Europe/Berlin")


def operational() -> None:
    empty()
    _components()


def degraded() -> None:
    empty()
    named = _components()
    _payments(named["Search"], ComponentStatus.PERFORMANCE_ISSUES)


def partial() -> None:
    empty()
    measure()
    named = _components()
    _payments(named["Checkout"], ComponentStatus.PARTIAL_OUTAGE)
    _state(named["Search"], ComponentStatus.PERFORMANCE_ISSUES)


def major() -> None:
    empty()
    named = _components()
    _payments(named["Checkout"], ComponentStatus.MAJOR_OUTAGE)
    for name in ("Website", "API"):
        _state(named[name], ComponentStatus.MAJOR_OUTAGE)


def maintenance() -> None:
    empty()
    measure()
    named = _components()
    _upgrade(named["Data exports"])
    windows.plan(
        by=BY,
        name="Network work in Dublin",
        message="No interruption is expected.",
        starts_at=timezone.now() + timedelta(days=8),
        ends_at=timezone.now() + timedelta(days=8, minutes=90),
        components={named["Website"].pk: None, named["API"].pk: None},
    )


def maintenance_with_outage() -> None:
    partial()
    _upgrade(Component.objects.get(name="Data exports"))


def bare_incident() -> None:
    empty()
    _components()
    incidents.report(by=BY, name="Some mails arrive late", message="We are looking into it.")


def hostile() -> None:
    """Names and texts as nobody should write them."""
    site.change(by=BY, name="\u202eNorthwind 🚀 " + "W" * 180, about="<script>alert(1)</script>")
    measure(name="M" * 500, suffix="S" * 200)
    group = components.create_group(by=BY, name="G" * 500, visible=True)
    names = ("N" * 500, "‮evil‬ \u202e" * 20, "🚨" * 250, "<img src=x onerror=alert(1)>", "שלום עולם")
    rows = [
        components.create(by=BY, name=name, group_id=group.pk, description="D" * 900)
        for name in names
    ]
    incident = incidents.report(
        by=BY,
        name="I" * 500,
        message=_ATTACKS,
        impacts={row.pk: ComponentStatus.PARTIAL_OUTAGE for row in rows},
    )
    incidents.post_update(
        incident.pk, by=BY, status=IncidentStatus.IDENTIFIED, message=f"{'U' * 300}\n\n{_TABLE}"
    )
    tomorrow = timezone.now() + timedelta(days=1)
    window = windows.plan(
        by=BY,
        name="V" * 300,
        message=_ATTACKS,
        starts_at=tomorrow,
        ends_at=tomorrow + timedelta(hours=1),
        components={row.pk: None for row in rows},
    )
    windows.post_update(window.pk, by=BY, message=_TABLE)


def branded_yellow() -> None:
    """An accent that is too light to read on white, warm greys, and all that an admin may add."""
    partial()
    branding.change(by=BY, accent="#ffdd00", grey_hue=80, grey_tint=200)
    branding.set_logo(_logo("#20242c"), by=BY)
    branding.set_logo(_logo("#ffdd00"), by=BY, place="logo_on_dark")
    branding.change_markup(
        by=BY,
        custom_css=".page { --round: 4px }",
        header_html='<p><a href="https://example.com/">Northwind</a> · <b>Status</b></p>',
        footer_html='<p>Northwind Ltd · <a href="https://example.com/imprint">Imprint</a></p>',
    )


def branded_black() -> None:
    partial()
    branding.change(by=BY, accent="#000000", grey_tint=0)


def branded_white() -> None:
    partial()
    branding.change(by=BY, accent="#ffffff", grey_hue=320, grey_tint=200)


def private() -> None:
    """Strangers get the entrance alone."""
    branded_yellow()
    site.restrict(by=BY, audience=Audience.PASSWORD, password="open sesame, please")


def followers() -> None:
    """Subscribers of every kind, for whichever state there is."""
    component, group = Component.objects.earliest("pk"), Group.objects.earliest("pk")
    named = frozenset([component.pk])
    subscribers.import_many(
        by=BY,
        entries=[
            Entry("bo@example.com", vouched=True),
            Entry("kim@example.com", False, named, frozenset([group.pk]), vouched=True),
            Entry(f"{'w' * 64}@{'w' * 60}.{'w' * 60}.example.com", False, named),
        ],
    )


def large() -> None:
    """200 components in 20 groups."""
    empty()
    for place in range(20):
        group = components.create_group(
            by=BY, name=f"Region {place + 1}", position=place, visible=True, collapsed=2
        )
        for number in range(10):
            components.create(by=BY, name=f"Service {place + 1}.{number + 1}", group_id=group.pk)
    _let_them_be_older()
    _state(Component.objects.all()[57], ComponentStatus.PARTIAL_OUTAGE)


def demo() -> None:
    """The example data, large and with three months of history."""
    example.fill(by=BY)


STATES: dict[str, Callable[[], None]] = {
    state.__name__: state
    for state in (
        not_set_up,
        empty,
        operational,
        degraded,
        partial,
        major,
        maintenance,
        maintenance_with_outage,
        bare_incident,
        hostile,
        branded_yellow,
        branded_black,
        branded_white,
        private,
        large,
        demo,
    )
}

#: Wider than any phone.
_TABLE = f"|{'|'.join(['Region'] * 8)}|\n|{'-|' * 8}"
_ATTACKS = """
<script>alert(1)</script> [click](javascript:alert(1)) ![x](https://example.com/track.gif)

# A heading that wants to be the page's

| a table | with |
|---|---|
| {wide} | cells |

    {wide}

<a href="data:text/html,<script>alert(1)</script>">out</a> \u202e turned
""".format(wide="W" * 300)


def _components() -> dict[str, Component]:
    named = {}
    for place, (name, members) in enumerate(GROUPS.items()):
        group = components.create_group(by=BY, name=name, position=place, visible=True)
        for position, member in enumerate(members):
            named[member] = components.create(
                by=BY,
                name=member,
                group_id=group.pk,
                position=position,
                description="What customers see first." if position == 0 else "",
            )
    _let_them_be_older()
    return named


def _let_them_be_older() -> None:
    """As if they had been there for a long time, and well."""
    long_ago = timezone.now() - timedelta(days=400)
    StatusChange.objects.update(at=long_ago)
    Component.objects.update(asserted_at=long_ago)


def at_noon() -> None:
    """Whatever the clock says: what began within these hours began today."""
    ahead = 12 - timezone.now().hour
    site.change(by=BY, time_zone=f"Etc/GMT{-ahead:+d}")  # such names count westwards


def measure(name: str = "API response time", suffix: str = "ms") -> None:
    metric = metrics.create(by=BY, name=name, suffix=suffix, calculation="average", places=0)
    now = timezone.now()
    waves = [90 + 20 * math.sin(minute / 40) for minute in range(0, 12 * 60, 10)]
    points = [
        (wave, now - timedelta(minutes=10 * back)) for back, wave in enumerate(reversed(waves))
    ]
    metrics.add_points(metric.pk, by=BY, measured=points)


def _state(component: Component, status: ComponentStatus) -> None:
    incidents.state_component(component.pk, by=BY, status=status)


def _upgrade(component: Component) -> None:
    now = timezone.now()
    windows.plan(
        by=BY,
        name="Database upgrade, data exports paused",
        message="Exports that you start now run when we are done.",
        starts_at=now - timedelta(minutes=40),
        ends_at=now + timedelta(minutes=80),
        status=WindowStatus.IN_PROGRESS,
        components={component.pk: None},
    )


def _payments(component: Component, status: ComponentStatus) -> Incident:
    incident = incidents.report(
        by=BY,
        name="Card payments failing in Europe",
        message=(
            "Customers in Europe may see “Payment declined” although nothing is wrong with their "
            "card. You are not charged twice when you try again."
        ),
        impacts={component.pk: status},
        occurred_at=timezone.now() - timedelta(minutes=38),
    )
    incidents.post_update(
        incident.pk,
        by=BY,
        status=IncidentStatus.IDENTIFIED,
        message=(
            "Our payment provider’s Frankfurt region is refusing about one in five cards. We are "
            "routing European payments through **Dublin**; the error rate is falling."
        ),
        impacts={component.pk: status},
    )
    return incident


def _logo(colour: str) -> bytes:
    """A compass needle beside a bar, on nothing."""
    picture = Image.new("RGBA", (560, 160))
    draw = ImageDraw.Draw(picture)
    draw.polygon([(80, 8), (120, 80), (80, 152), (40, 80)], fill=colour)
    draw.rounded_rectangle((168, 52, 552, 108), 28, fill=colour)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
