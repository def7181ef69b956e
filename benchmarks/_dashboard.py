"""What `dashboard` measures, where Django is set up."""

from __future__ import annotations

import random
import time
from statistics import median

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
from signalpost.incidents import templates
from signalpost.incidents.models import Incident
from signalpost.site import operations as site
from signalpost.subscribers.models import Channel, Subscriber, Subscription

INCIDENTS, SUBSCRIBERS = 5000, 50_000
QUERIES, MILLISECONDS = 20, 100

NEW = "/dashboard/incidents/new/"


def measure() -> None:
    _fill()
    client = _signed_in()
    for name, path, data in _screens():
        _measure(client, name, path, data)


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


_HTMX = {"HX-Request": "true"}


def _screens() -> list[tuple[str, str, dict[str, str] | None]]:
    unresolved = Incident.objects.filter(resolved_at__isnull=True).order_by("pk")[0]
    pk = Component.objects.order_by("pk")[0].pk
    said = {"name": "Slow", "status": "investigating", "message": "We look.", "visible": "on"}
    said |= {"notify": "on", f"c{pk}": "major"}
    here = f"/dashboard/incidents/{unresolved.pk}/"
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


def _signed_in() -> Client:
    person = accounts.create_user(
        by=_snapshot.BY, email="mia@example.com", password="not used here", role=Role.MEMBER
    )
    client = Client()
    client.force_login(person)
    return client
