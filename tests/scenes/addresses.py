"""One address of each kind of page that the installation has just now."""

from __future__ import annotations

from signalpost.components.models import Component, Group
from signalpost.incidents.models import Incident, MessageTemplate
from signalpost.maintenance.models import Window
from signalpost.metrics.models import Point
from signalpost.subscribers.models import Subscriber

COMPONENTS = "/dashboard/components/"
MAINTENANCE = "/dashboard/maintenance/"
METRICS = "/dashboard/metrics/"
SUBSCRIBERS = "/dashboard/subscribers/"
SETTINGS = ("", "look/", "markup/", "counting/", "audience/", "access/", "mail/")


def by_page() -> dict[str, str]:
    """What is named after the newest row, for things that have pages of their own."""
    incident, window = Incident.objects.last(), Window.objects.last()
    component = Component.objects.last()
    found = {
        "home": "/",
        "history": "/history",
        "incident": f"/incidents/{incident.pk}" if incident else "",
        "window": f"/schedules/{window.pk}" if window else "",
        "component": f"/components/{component.pk}" if component else "",
        "group": f"/groups/{component.group_id}" if component and component.group_id else "",
        "nothing": "/nothing",
    }
    return {page: path for page, path in found.items() if path}


def to_respond() -> list[str]:
    """The screens of a responder, about the newest incident."""
    incident = Incident.objects.latest("pk")
    here = f"/dashboard/incidents/{incident.pk}"
    return [
        "/dashboard/",
        "/dashboard/incidents/",
        "/dashboard/incidents/new/",
        *(f"{here}/{rest}" for rest in ("", "edit/", "delete/", "update/")),
        *(
            f"{here}/updates/{update.pk}/{rest}"
            for update in incident.updates.all()[:1]
            for rest in ("", "delete/")
        ),
        *(f"{here}/impacts/{impact.pk}/" for impact in incident.impacts.all()[:1]),
        "/dashboard/templates/",
        "/dashboard/templates/new/",
        *(
            f"/dashboard/templates/{kept.pk}/{rest}"
            for kept in MessageTemplate.objects.all()[:1]
            for rest in ("", "delete/")
        ),
        f"{COMPONENTS}{Component.objects.earliest('pk').pk}/status/major/",
    ]


def to_manage() -> list[str]:
    """The screens of what is set up once and looked after; there must be one of each kind."""
    component, group = Component.objects.earliest("pk"), Group.objects.earliest("pk")
    window, subscriber = Window.objects.first(), Subscriber.objects.earliest("pk")
    updates = window.updates.all()[:1] if window else []
    point = Point.objects.latest("pk")
    metric = f"{METRICS}{point.metric_id}/"
    return [
        COMPONENTS,
        f"{COMPONENTS}new/",
        f"{COMPONENTS}{component.pk}/",
        f"{COMPONENTS}{component.pk}/delete/",
        f"{COMPONENTS}groups/new/",
        f"{COMPONENTS}groups/{group.pk}/",
        f"{COMPONENTS}groups/{group.pk}/delete/",
        METRICS,
        f"{METRICS}new/",
        *(f"{metric}{rest}" for rest in ("", "edit/", "delete/")),
        *(f"{metric}points/{point.pk}/{rest}" for rest in ("", "delete/")),
        "/dashboard/audit/",
        SUBSCRIBERS,
        *(f"{SUBSCRIBERS}{rest}" for rest in ("?q=nobody", "new/", "import/")),
        *(f"{SUBSCRIBERS}{one.pk}/" for one in Subscriber.objects.all()),
        f"{SUBSCRIBERS}{subscriber.pk}/unsubscribe/",
        MAINTENANCE,
        f"{MAINTENANCE}new/",
        *(f"{MAINTENANCE}{window.pk}/{rest}" for rest in ("", "edit/", "delete/") if window),
        *(
            f"{MAINTENANCE}{update.window_id}/updates/{update.pk}/{rest}"
            for update in updates
            for rest in ("", "delete/")
        ),
        *(f"/dashboard/settings/{screen}" for screen in SETTINGS),
    ]


def of_people(person_id: int | None) -> list[str]:
    """The team, and the screens where whoever is signed in looks after themselves."""
    return [
        "/dashboard/team/",
        f"/dashboard/team/{person_id}/",
        "/dashboard/tokens/",
        "/dashboard/profile/",
        "/dashboard/password/",
        "/dashboard/confirm/",
        "/dashboard/security/",
        "/dashboard/security/app/",
        "/dashboard/security/passkeys/",
        "/dashboard/security/passkeys/new/",
        "/dashboard/sign-out/",
    ]
