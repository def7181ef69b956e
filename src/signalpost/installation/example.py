"""A believable site: 4 groups, 20 components, and 90 days of what happened to them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from signalpost.components import operations as components
from signalpost.components.models import Component, StatusChange
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Incident, Update
from signalpost.incidents.statuses import IncidentStatus
from signalpost.installation import example_metrics
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Conflict
from signalpost.maintenance import operations as maintenance
from signalpost.maintenance.models import WindowUpdate
from signalpost.maintenance.statuses import WindowStatus
from signalpost.site import operations as site

DAYS = 90

GROUPS = {
    "Shop": ["Website", "Checkout", "Search", "Customer accounts", "Mobile app"],
    "Platform": ["API", "Webhooks", "Data exports", "Authentication", "Background jobs"],
    "Infrastructure": ["Europe (Frankfurt)", "Europe (Dublin)", "US East", "DNS", "Object storage"],
    "Support": ["Help centre", "Live chat", "E-mail replies", "Phone", "Community forum"],
}


@dataclass(frozen=True, slots=True)
class Story:
    """An incident as it went: what was said at the report and in each update."""

    name: str
    component: str
    status: ComponentStatus
    message: str
    identified: str
    fixed: str


STORIES = (
    Story(
        "Slow search results",
        "Search",
        ComponentStatus.PERFORMANCE_ISSUES,
        "Searches take several seconds for some of you. We are looking into it.",
        "A cache was cleared by mistake and is filling up again.",
        "Search is fast again. A guard now keeps the cache from being cleared in one step.",
    ),
    Story(
        "Card payments failing in Europe",
        "Checkout",
        ComponentStatus.PARTIAL_OUTAGE,
        "Customers in Europe may see “Payment declined” although nothing is wrong with their card.",
        "Our payment provider refuses about one in five cards. We are routing through Dublin.",
        "Payments have been going through normally for half an hour. Nobody was charged twice.",
    ),
    Story(
        "Webhooks arrive late",
        "Webhooks",
        ComponentStatus.PERFORMANCE_ISSUES,
        "Webhooks are delivered with a delay of up to 15 minutes. None are lost.",
        "One queue worker had stopped; the rest are catching up.",
        "The backlog is delivered and new webhooks arrive within seconds.",
    ),
    Story(
        "Exports unavailable",
        "Data exports",
        ComponentStatus.MAJOR_OUTAGE,
        "New exports cannot be started. Finished exports can still be downloaded.",
        "A disk in the export cluster is full. We are adding room.",
        "Exports work again, and an alarm now rings long before the disk fills up.",
    ),
    Story(
        "Live chat not reachable",
        "Live chat",
        ComponentStatus.PARTIAL_OUTAGE,
        "The chat window does not open for some visitors. Please write us an e-mail meanwhile.",
        "Our chat supplier is working on a network fault.",
        "The chat is back.",
    ),
)

OPEN_STORY = Story(
    "Delayed order confirmations",
    "Background jobs",
    ComponentStatus.PERFORMANCE_ISSUES,
    "Order confirmations reach you up to 20 minutes late. Orders themselves are fine.",
    "A burst of imports holds up the queue. We have given confirmations a lane of their own.",
    "",
)


@transaction.atomic
def fill(*, by: Actor, seed: int = 4) -> None:
    """Fill an empty installation; Conflict when there is something in it already."""
    if Component.objects.exists() or Incident.objects.exists():
        raise Conflict(
            "There are components or incidents already; the example needs an empty site."
        )
    chance = random.Random(seed)
    if not site.current().is_set_up:
        site.change(by=by, name="Northwind Status", about="How our services are doing.")
    now = timezone.now().replace(second=0, microsecond=0)
    named = _components(by=by, began=now - timedelta(days=DAYS))
    for day in range(DAYS - 2, 1, -chance.randint(5, 7)):
        began = now - timedelta(days=day, minutes=chance.randrange(24 * 60))
        _tell(chance.choice(STORIES), named, began, chance, by=by)
    for component in named.values():
        _hiccups(component, now, chance)
    _tell_open(OPEN_STORY, named, now - timedelta(minutes=52), by=by)
    _maintain(named, now, by=by)
    example_metrics.measure(now, chance, by=by)


def _components(*, by: Actor, began: datetime) -> dict[str, Component]:
    named = {}
    for place, (group_name, members) in enumerate(GROUPS.items()):
        group = components.create_group(by=by, name=group_name, position=place, visible=True)
        for position, name in enumerate(members):
            named[name] = components.create(by=by, name=name, group_id=group.pk, position=position)
    # History begins before the first day that the page shows.
    StatusChange.objects.update(at=began)
    Component.objects.update(asserted_at=began)
    return named


def _tell(
    story: Story, named: dict[str, Component], began: datetime, chance: random.Random, *, by: Actor
) -> None:
    """Report, identify, fix; then move the clock back to when it happened."""
    first, last = sorted(chance.sample(range(9, 180), 2))
    incident = _report(story, named, began, by=by)
    _update(incident, IncidentStatus.IDENTIFIED, story.identified, began, first, by=by)
    _update(incident, IncidentStatus.FIXED, story.fixed, began, last, by=by)
    ended = began + timedelta(minutes=last)
    Incident.objects.filter(pk=incident.pk).update(resolved_at=ended)
    incident.impacts.update(ended_at=ended)


def _tell_open(story: Story, named: dict[str, Component], began: datetime, *, by: Actor) -> None:
    incident = _report(story, named, began, by=by)
    _update(incident, IncidentStatus.IDENTIFIED, story.identified, began, 31, by=by)


def _report(story: Story, named: dict[str, Component], began: datetime, *, by: Actor) -> Incident:
    incident = incidents.report(
        by=by,
        name=story.name,
        message=story.message,
        impacts={named[story.component].pk: story.status},
        occurred_at=began,
    )
    Incident.objects.filter(pk=incident.pk).update(
        created_at=began, updated_at=began, published_at=began
    )
    return incident


def _update(
    incident: Incident,
    status: IncidentStatus,
    message: str,
    began: datetime,
    minutes: int,
    *,
    by: Actor,
) -> None:
    update = incidents.post_update(incident.pk, by=by, status=status, message=message)
    at = began + timedelta(minutes=minutes)
    Update.objects.filter(pk=update.pk).update(created_at=at, updated_at=at)


def _maintain(named: dict[str, Component], now: datetime, *, by: Actor) -> None:
    """One window that is over, and one to come."""
    began = now - timedelta(days=9, hours=3)
    over = maintenance.plan(
        by=by,
        name="New name servers",
        message="We replace two of our four name servers. Look-ups may take a moment longer.",
        starts_at=began,
        ends_at=began + timedelta(minutes=50),
        status=WindowStatus.COMPLETE,
        components={named["DNS"].pk: None},
    )
    update = maintenance.post_update(over.pk, by=by, message="All four answer, none slower.")
    WindowUpdate.objects.filter(pk=update.pk).update(created_at=over.ends_at)
    starts = (now + timedelta(days=3)).replace(hour=3, minute=0)
    maintenance.plan(
        by=by,
        name="Database upgrade",
        message="The shop can be read, but **orders cannot be placed** for about ten minutes.",
        starts_at=starts,
        ends_at=starts + timedelta(hours=1, minutes=30),
        components={named[name].pk: None for name in ("Checkout", "Customer accounts", "API")},
    )


def _hiccups(component: Component, now: datetime, chance: random.Random) -> None:
    """Short spells that a check would have noticed, now and then."""
    for _ in range(chance.randint(0, 3)):
        at = now - timedelta(minutes=chance.randrange(300, DAYS * 24 * 60 - 300))
        length = timedelta(minutes=chance.randint(2, 25))
        status = chance.choice((ComponentStatus.PERFORMANCE_ISSUES, ComponentStatus.PARTIAL_OUTAGE))
        for after, before, moment in (
            (status, ComponentStatus.OPERATIONAL, at),
            (ComponentStatus.OPERATIONAL, status, at + length),
        ):
            StatusChange.objects.create(
                component=component,
                before=before,
                after=after,
                at=moment,
                actor_kind="check",
                actor_name="demo",
                reason="component.status_changed",
            )
