"""What people call the things of this wire, for the description of the API."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from signalpost.cachet_api import shapes, words
from signalpost.cachet_api.schema import Shape

TIME_ZONE = "The zone in which dates are read and answered, by its IANA name."
IDEMPOTENCY_KEY = (
    "Makes it safe to send the request again: within 24 hours the same key with the same request "
    "gets the first answer, and nothing is done twice."
)
IF_MATCH = "The ETag that the item had when it was read; if it has changed since, nothing is done."

PAGINATION = {
    "total": 1,
    "count": 1,
    "per_page": 20,
    "current_page": 1,
    "total_pages": 1,
    "links": {"next_page": None, "previous_page": None},
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What stands at `path` and, where there are several, below it by id.

    `answers` is the shape of one, or the very text that is answered.
    """

    path: str
    tag: str
    singular: str
    answers: Shape | str
    plural: str = ""
    #: What one would send for the fields that answers do not show.
    asks: Mapping[str, Any] = field(default_factory=dict)
    meta: Mapping[str, Any] = field(default_factory=dict)

    def summary(self, method: str, *, is_list: bool) -> str:
        article = "an" if self.singular[0] in "aeiou" else "a"
        one = self.singular if self.singular.startswith("the ") else f"{article} {self.singular}"
        if is_list:
            return f"List {self.plural}"
        acts = {"GET": "Read", "POST": "Create", "PUT": "Change", "DELETE": "Delete"}
        return f"{acts[method]} {one}"

    def example(self, name: str) -> Any:
        """What one would send for a field; None where there is none."""
        shown = self.answers.example if isinstance(self.answers, Shape) else {}
        return self.asks.get(name, shown.get(name))


_SUBJECTS = (
    Subject("ping", "General", "the sign of life", "Pong!"),
    Subject(
        "version",
        "General",
        "the version",
        "1.0.0",
        meta={
            "on_latest": True,
            "latest": {"tag_name": "v1.0.0", "prelease": False, "draft": False},
        },
    ),
    Subject("status", "General", "the overall status", shapes.STATUS),
    Subject("components/groups", "Groups", "group", shapes.GROUP, "groups"),
    Subject("components", "Components", "component", shapes.COMPONENT, "components"),
    Subject("incidents/templates", "Templates", "template", shapes.TEMPLATE, "templates"),
    Subject(
        "incidents/{incident_id}/updates",
        "Incident updates",
        "update of an incident",
        shapes.UPDATE,
        "updates of an incident",
    ),
    Subject("incidents", "Incidents", "incident", shapes.INCIDENT, "incidents"),
    Subject("schedules", "Schedules", "schedule", shapes.SCHEDULE, "schedules"),
    Subject(
        "metrics/{metric_id}/points/batch",
        "Metric points",
        "batch of points, all or none",
        shapes.BATCH,
        asks={"points": [{"value": 12.5, "timestamp": 1768471200}, {"value": 11}]},
    ),
    Subject(
        "metrics/{metric_id}/points", "Metric points", "point", shapes.POINT, "points of a metric"
    ),
    Subject("metrics", "Metrics", "metric", shapes.METRIC, "metrics"),
    Subject("subscribers", "Subscribers", "subscriber", shapes.SUBSCRIBER, "subscribers"),
    Subject("subscriptions", "Subscribers", "subscription", shapes.SUBSCRIPTION, "subscriptions"),
)
#: The same things at the addresses of Cachet's documentation (contract section 6).
_ALIASES = {"incidents/metrics": "metrics"}

TAGS = tuple(dict.fromkeys(subject.tag for subject in _SUBJECTS))


def subject_of(path: str) -> Subject | None:
    """By the longest address that `path` lies below; aliases have no description of their own."""
    if any(path == alias or path.startswith(f"{alias}/") for alias in _ALIASES):
        return None
    below = [
        subject
        for subject in _SUBJECTS
        if re.fullmatch(rf"{re.escape(subject.path)}(/{{\w+}})?", path)
    ]
    return max(below, key=lambda subject: len(subject.path), default=None)


def _numbered(names: Mapping[int, str]) -> str:
    return ", ".join(f"{number} {name}" for number, name in names.items())


_COMPONENT_STATUS = _numbered(words.COMPONENT_NAME)
_INCIDENT_STATUS = _numbered(words.INCIDENT_NAME)

_OF_ALL = {
    "component_id": "The component that the incident touches; asks for component_status.",
    "component_status": f"What the incident says of the component: {_COMPONENT_STATUS}.",
    "order": "Place in the list, smallest first.",
    "components": 'Several at once: [{"id": 1, "status": 3}, …].',
    "notify": "Whether subscribers are told.",
    "template": "The slug of a template that writes the message.",
    "vars": "The template's variables by name.",
    "meta": "Any JSON of your own.",
}
_OF = {
    "Components": {
        "status": f"{_COMPONENT_STATUS}.",
        "link": "An address that begins with a scheme.",
        "group_id": "0 for none.",
        "enabled": "Whether visitors see it.",
        "tags": "Names, separated by commas; on a change they replace the set.",
        "silent": "Whether to keep the change of status from subscribers.",
    },
    "Groups": {
        "visible": "1 for everybody, 0 for the team.",
        "collapsed": "0 open, 1 folded, 2 and above folded while all is well.",
    },
    "Incidents": {
        "status": f"{_INCIDENT_STATUS}.",
        "message": "Markdown. Needed, unless a template writes it.",
        "visible": "Whether visitors see it.",
        "stickied": "Whether it stays at the top of the page.",
        "occurred_at": "In the zone of the request; now, where it is missing.",
        "published_at": "Until then nobody outside the team sees or hears of it.",
    },
    "Incident updates": {
        "status": f"The incident takes it over: {_INCIDENT_STATUS}.",
        "message": "Markdown. Needed, unless a template writes it.",
    },
    "Templates": {
        "template": "The text, with {{ variables }} and {% if %}.",
        "slug": "What incidents name it by; made from the name where a new one has none.",
    },
    "Schedules": {
        "status": f"{_numbered(words.SCHEDULE_NAME)}.",
        "message": "Markdown.",
        "scheduled_at": "When it begins, in the zone of the request.",
        "completed_at": "When it ends, in the zone of the request.",
        "components": 'What it covers: [{"id": 1}, …].',
    },
    "Metrics": {
        "suffix": "The unit.",
        "default_value": "What gaps in the chart show.",
        "calc_type": "0 sum, 1 average.",
        "places": "Decimals on the chart.",
        "default_view": "0 last hour, 1 last 12 hours, 2 week, 3 month.",
        "threshold": "Minutes in which an equal value counts up; divides 60.",
        "visible": "0 the team, 1 everybody, 2 nobody.",
    },
    "Metric points": {
        "value": "Kept to three decimals.",
        "timestamp": "Unix seconds; now, where it is missing.",
        "points": 'Up to 10 000: [{"value": 1.5, "timestamp": 1768471200}, …].',
    },
    "Subscribers": {
        "verify": "true vouches for the address; false has it confirmed by mail.",
        "components": "Ids; everything, where it is missing.",
    },
}


def of_field(subject: Subject, name: str) -> str:
    """What a field means, where its name does not say; "" otherwise."""
    return _OF.get(subject.tag, {}).get(name) or _OF_ALL.get(name, "")
