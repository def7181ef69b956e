"""What `snapshot` measures, where Django is set up."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks._figures import show
from signalpost.components import operations
from signalpost.components.models import Component, Group, StatusChange
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents.models import Impact, Incident, Update
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations as maintenance
from signalpost.maintenance.statuses import WindowStatus
from signalpost.overview import components, snapshot

COMPONENTS, GROUPS, INCIDENTS, DAYS = 200, 20, 2000, 90
CHECKS_TURNED = 10  # times a component, both ways
UPDATES = 3  # each

BY = Actor("check", "benchmark")

BAD = (
    ComponentStatus.PERFORMANCE_ISSUES,
    ComponentStatus.PARTIAL_OUTAGE,
    ComponentStatus.MAJOR_OUTAGE,
)


def measure() -> None:
    fill(random.Random(4))
    snapshot.build()  # Django asks a new connection what it can
    with CaptureQueriesContext(connection) as queries:
        snapshot.build()
    show("queries of a snapshot", len(queries), "", target=12)
    show("a snapshot after a component has changed, CPU", _median(_change), "ms", target=150)
    show("a snapshot with no past worked out before, CPU", _median(_forget), "ms")


def _median(before: Callable[[], object], *, rounds: int = 15) -> float:
    """Milliseconds of a build, with `before` done each time."""
    taken = []
    for _ in range(rounds):
        before()
        gc.collect()
        begun = time.process_time()
        snapshot.build()
        taken.append((time.process_time() - begun) * 1000)
    return median(taken)


def _change() -> None:
    component = Component.objects.order_by("?")[0]
    operations.assert_status(component.pk, random.choice(BAD), by=BY)


def _forget() -> None:
    components._latest = None


def fill(chance: random.Random) -> None:
    now = timezone.now()
    groups = Group.objects.bulk_create(Group(name=f"Group {n}") for n in range(GROUPS))
    made = Component.objects.bulk_create(
        Component(
            name=f"Component {n}",
            status=ComponentStatus.OPERATIONAL,
            asserted_at=now - timedelta(days=200),
            group=groups[n % GROUPS],
        )
        for n in range(COMPONENTS)
    )
    StatusChange.objects.bulk_create(
        change for component in made for change in _changes(component, now, chance)
    )
    incidents = Incident.objects.bulk_create(_incident(n, now, chance) for n in range(INCIDENTS))
    Update.objects.bulk_create(
        Update(incident=incident, status=incident.status, message="It goes on. " * 20)
        for incident in incidents
        for _ in range(UPDATES)
    )
    Impact.objects.bulk_create(
        impact for incident in incidents for impact in _impacts(incident, made, chance)
    )
    for days_ago in range(-3, DAYS, 3):
        _maintain(made, now - timedelta(days=days_ago, hours=1), chance)


def _changes(component: Component, now: datetime, chance: random.Random) -> Iterator[StatusChange]:
    well = ComponentStatus.OPERATIONAL
    said = [(now - timedelta(days=200), "", well)]
    for _ in range(CHECKS_TURNED):
        began = now - timedelta(minutes=chance.randint(60, DAYS * 24 * 60))
        bad = chance.choice(BAD)
        said += [(began, well, bad), (began + timedelta(minutes=chance.randint(2, 30)), bad, well)]
    for at, before, after in sorted(said):
        yield StatusChange(
            component=component,
            before=before,
            after=after,
            at=at,
            actor_kind="check",
            actor_name="benchmark",
            reason="component.status_changed",
        )


def _incident(number: int, now: datetime, chance: random.Random) -> Incident:
    occurred_at = now - timedelta(minutes=chance.randint(240, DAYS * 24 * 60))
    is_open = number % 200 == 0
    return Incident(
        name=f"Incident {number}",
        message="We are looking into it. " * 10,
        status=IncidentStatus.INVESTIGATING if is_open else IncidentStatus.FIXED,
        occurred_at=occurred_at,
        published_at=occurred_at,
        resolved_at=None if is_open else occurred_at + timedelta(minutes=chance.randint(5, 240)),
    )


def _impacts(incident: Incident, made: list[Component], chance: random.Random) -> Iterator[Impact]:
    for component in chance.sample(made, chance.choice((1, 1, 2, 3))):
        yield Impact(
            incident=incident,
            component=component,
            status=chance.choice(BAD),
            stated_at=incident.occurred_at,
            began_at=incident.occurred_at,
            ended_at=incident.resolved_at,
        )


def _maintain(made: list[Component], starts_at: datetime, chance: random.Random) -> None:
    """Of the days before, of today and ahead."""
    covered = {component.pk: None for component in chance.sample(made, 10)}
    ends_at = starts_at + timedelta(hours=2)
    status = WindowStatus.UPCOMING
    if starts_at < timezone.now():
        status = WindowStatus.COMPLETE if ends_at < timezone.now() else WindowStatus.IN_PROGRESS
    window = maintenance.plan(
        by=BY,
        name="Upgrade",
        starts_at=starts_at,
        ends_at=ends_at,
        status=status,
        components=covered,
    )
    maintenance.post_update(window.pk, by=BY, message="Half way")
