"""What `dashboard` measures, where Django is set up."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks import _snapshot
from benchmarks._figures import show
from signalpost.accounts import operations as accounts
from signalpost.accounts.roles import Role
from signalpost.components.models import Component
from signalpost.events.models import Event, Ledger
from signalpost.incidents import templates
from signalpost.incidents.models import Incident
from signalpost.maintenance.models import Window
from signalpost.metrics import operations as metrics
from signalpost.metrics.models import Metric
from signalpost.site import operations as site
from signalpost.subscribers.models import Channel, Subscriber, Subscription

INCIDENTS, SUBSCRIBERS, EVENTS = 5000, 50_000, 20_000
METRICS, POINTS = 8, 9_000
QUERIES, MILLISECONDS = 20, 100

NEW = "/dashboard/incidents/new/"
FOLLOWERS = "/dashboard/subscribers/"
SETTINGS = ("look", "markup", "counting", "audience", "access", "mail")


def measure() -> None:
    _fill()
    client = _signed_in()
    for name, path, data in _screens():
        _measure(client, name, path, data)
    _measure_import(client)


def _measure(client: Client, name: str, path: str, data: dict[str, str] | None) -> None:
    def ask() -> None:
        answer = client.get(path) if data is None else client.post(path, data, headers=_HTMX)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answers {answer.status_code}")

    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
        asked = len(queries)
    taken = []
    for _ in range(15):
        begun = time.process_time()
        ask()
        taken.append((time.process_time() - begun) * 1000)
    show(f"{name}, CPU", median(taken), "ms", target=MILLISECONDS)
    show(f"{name}, queries", asked, "", target=QUERIES)


def _measure_import(client: Client) -> None:
    """As many as there are already, and of those every other one chooses two components."""
    chosen = [",Component 7; Component 70", ""]
    lines = (f"new.{number}@example.com{chosen[number % 2]}\n" for number in range(SUBSCRIBERS))
    file = SimpleUploadedFile("list.csv", f"address,components\n{''.join(lines)}".encode())
    path = FOLLOWERS + "import/"
    preview = _timed("a file to import", lambda: client.post(path, {"file": file}))["Location"]
    _timed("what its import would do", lambda: client.get(preview))
    _timed("its import", lambda: client.post(preview))
    table = _timed("an export", lambda: client.get(FOLLOWERS + "export.csv").getvalue())
    if table.count(b"\n") != 2 * SUBSCRIBERS + 1:
        raise RuntimeError("the import has lost somebody")


def _timed(what: str, act: Callable[[], Any]) -> Any:
    begun = time.process_time()
    result = act()
    show(f"{what} ({SUBSCRIBERS} subscribers and more), CPU", time.process_time() - begun, "s")
    return result


_HTMX = {"HX-Request": "true"}


def _screens() -> list[tuple[str, str, dict[str, str] | None]]:
    return [*_responding(), *_managing(), *_following(), *_setting_up()]


def _responding() -> list[tuple[str, str, dict[str, str] | None]]:
    unresolved = Incident.objects.filter(resolved_at__isnull=True).order_by("pk")[0]
    pk = Component.objects.order_by("pk")[0].pk
    said = {"name": "Slow", "status": "investigating", "message": "We look.", "visible": "on"}
    said |= {"notify": "on", f"c{pk}": "major"}
    here = f"/dashboard/incidents/{unresolved.pk}/"
    updates, impacts = unresolved.updates.all()[:1], unresolved.impacts.all()[:1]
    return [
        ("home", "/dashboard/", None),
        ("a status asked for", f"/dashboard/components/{pk}/status/major/", None),
        ("report", NEW, None),
        ("what will happen", NEW + "outlook/", said),
        ("the text of a template", NEW + "text/", said | {"template": "trouble"}),
        ("incidents", "/dashboard/incidents/", None),
        ("incidents searched", "/dashboard/incidents/?q=looking", None),
        ("incidents of a component", f"/dashboard/incidents/?component={pk}", None),
        ("the last page of incidents", "/dashboard/incidents/?page=200", None),
        ("an incident", here, None),
        ("its edit", here + "edit/", None),
        ("its update", here + "update/", None),
        ("an incident to be deleted", here + "delete/", None),
        *(("an update's words", f"{here}updates/{one.pk}/", None) for one in updates),
        *(("the times of a component", f"{here}impacts/{one.pk}/", None) for one in impacts),
    ]


def _managing() -> list[tuple[str, str, dict[str, str] | None]]:
    component, window = Component.objects.order_by("pk")[0], Window.objects.order_by("pk")[0]
    metric = f"/dashboard/metrics/{Metric.objects.order_by('pk')[0].pk}/"
    return [
        ("maintenance", "/dashboard/maintenance/", None),
        ("maintenance planned", "/dashboard/maintenance/new/", None),
        ("a window", f"/dashboard/maintenance/{window.pk}/", None),
        ("its plan", f"/dashboard/maintenance/{window.pk}/edit/", None),
        ("components", "/dashboard/components/", None),
        ("a component", f"/dashboard/components/{component.pk}/", None),
        ("a component to be deleted", f"/dashboard/components/{component.pk}/delete/", None),
        ("a group", f"/dashboard/components/groups/{component.group_id}/", None),
        ("metrics", "/dashboard/metrics/", None),
        ("a metric", metric, None),
        ("its words", f"{metric}edit/", None),
        ("templates", "/dashboard/templates/", None),
        ("a template", "/dashboard/templates/new/", None),
    ]


def _following() -> list[tuple[str, str, dict[str, str] | None]]:
    chosen = Subscriber.objects.filter(follows_everything=False).order_by("pk")[0]
    return [
        ("subscribers", FOLLOWERS, None),
        ("subscribers searched, many found", FOLLOWERS + "?q=example", None),
        ("subscribers searched, none found", FOLLOWERS + "?q=nobody", None),
        ("subscribers who wait", FOLLOWERS + "?state=waiting", None),
        ("the last page of subscribers", f"{FOLLOWERS}?before=50", None),
        ("a subscriber", f"{FOLLOWERS}{chosen.pk}/", None),
        ("a subscriber added", FOLLOWERS + "new/", None),
    ]


def _setting_up() -> list[tuple[str, str, dict[str, str] | None]]:
    return [
        ("settings", "/dashboard/settings/", None),
        *((f"settings, {one}", f"/dashboard/settings/{one}/", None) for one in SETTINGS),
        ("second factors", "/dashboard/security/", None),
        ("team", "/dashboard/team/", None),
        ("API tokens", "/dashboard/tokens/", None),
        ("the profile", "/dashboard/profile/", None),
        ("the audit trail", "/dashboard/audit/", None),
        ("the audit trail searched, none found", "/dashboard/audit/?text=nobody", None),
    ]


def _fill() -> None:
    # What a new machine has done before it answers.
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    site.change(by=_snapshot.BY, name="Northwind Status")
    _snapshot.INCIDENTS = INCIDENTS
    chance = random.Random(4)
    _snapshot.fill(chance)
    templates.create(by=_snapshot.BY, name="Trouble", slug="trouble", text="In {{ region }}.")
    now = timezone.now()
    made = Subscriber.objects.bulk_create(
        Subscriber(
            channel=Channel.EMAIL,
            address=f"{number}@example.com",
            follows_everything=number % 2 == 0,
            verify_code=str(number),
            verified_at=now if number % 10 else None,
        )
        for number in range(SUBSCRIBERS)
    )
    components = list(Component.objects.all())
    Subscription.objects.bulk_create(
        Subscription(subscriber=one, component=component)
        for one in made
        if not one.follows_everything
        for component in chance.sample(components, 3)
    )
    _fill_metrics(now)
    _fill_book(now)


def _fill_metrics(now: datetime) -> None:
    """Six days of minutes each."""
    for number in range(METRICS):
        metric = metrics.create(by=_snapshot.BY, name=f"Metric {number}", suffix="ms")
        points = [(minute % 97, now - timedelta(minutes=minute)) for minute in range(POINTS)]
        metrics.add_points(metric.pk, by=_snapshot.BY, measured=points)


def _fill_book(now: datetime) -> None:
    Event.objects.bulk_create(
        Event(
            version=1000 + number,
            kind="component.status_changed",
            at=now - timedelta(minutes=number),
            actor_kind="user",
            actor_name="mia",
            subject_type="components.component",
            subject_id=1,
            facts={"name": f"Component {number % 200}", "before": "operational", "after": "major"},
        )
        for number in range(EVENTS)
    )
    Ledger.objects.update(version=1000 + EVENTS)


def _signed_in() -> Client:
    person = accounts.create_user(
        by=_snapshot.BY, email="alice@example.com", password="not used here", role=Role.ADMIN
    )
    client = Client()
    client.force_login(person)
    return client
