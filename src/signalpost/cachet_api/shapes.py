"""The objects of this wire, by example."""

from __future__ import annotations

from signalpost.cachet_api.schema import Shape, dated

_AT = "2026-01-15 10:00:00"

COMPONENT = Shape(
    "Component",
    dated(
        {
            "id": 1,
            "name": "API",
            "description": "What programs talk to.",
            "link": "https://example.com",
            "status": 1,
            "order": 0,
            "group_id": 0,
            "enabled": True,
            "meta": None,
            "created_at": _AT,
            "updated_at": _AT,
            "deleted_at": None,
            "status_name": "Operational",
            "tags": {"hello-world": "Hello World"},
        }
    ),
    free=frozenset({"meta", "deleted_at"}),
)

GROUP = Shape(
    "Group",
    dated(
        {
            "id": 1,
            "name": "Websites",
            "order": 1,
            "visible": 1,
            "collapsed": 0,
            "created_at": _AT,
            "updated_at": _AT,
            "enabled_components": [],
            "enabled_components_lowest": [],
            "lowest_human_status": "Operational",
        }
    ),
    nullable=frozenset({"lowest_human_status"}),
    parts={"enabled_components": COMPONENT, "enabled_components_lowest": COMPONENT},
)

STATED = Shape("StatedStatus", {"id": 1, "status": 4})

UPDATE = Shape(
    "IncidentUpdate",
    dated(
        {
            "id": 1,
            "incident_id": 1,
            "status": 2,
            "message": "A full disk. We are adding room.",
            "user_id": 1,
            "created_at": "2026-01-15 10:05:00",
            "updated_at": "2026-01-15 10:05:00",
            "human_status": "Identified",
            "permalink": "https://status.example.com/incidents/1#update-1",
            "components": [{"id": 1, "status": 4}],
        }
    ),
    nullable=frozenset({"user_id"}),
    parts={"components": STATED},
)

IMPACT = Shape(
    "Impact",
    dated(
        {
            "id": 1,
            "name": "API",
            "status": 4,
            "began_at": _AT,
            "ended_at": "2026-01-15 10:30:00",
        }
    ),
    nullable=frozenset({"ended_at"}),
)

INCIDENT = Shape(
    "Incident",
    dated(
        {
            "id": 1,
            "user_id": 1,
            "component_id": 1,
            "name": "Exports unavailable",
            "status": 2,
            "visible": 1,
            "stickied": False,
            "notifications": False,
            "message": "New exports cannot be started. We are **looking** into it.",
            "occurred_at": _AT,
            "created_at": _AT,
            "updated_at": "2026-01-15 10:05:00",
            "deleted_at": None,
            "is_resolved": False,
            "meta": [],
            "updates": [],
            "human_status": "Identified",
            "latest_update_id": 1,
            "latest_status": 2,
            "latest_human_status": "Identified",
            "latest_icon": "icon ion-alert yellows",
            "permalink": "https://status.example.com/incidents/1",
            "duration": 300,
            "components": [],
            "published_at": _AT,
            "resolved_at": "2026-01-15 10:30:00",
            "postmortem": "A disk filled up with old exports. We now delete them after a week.",
        }
    ),
    nullable=frozenset({"user_id", "latest_update_id", "resolved_at"}),
    free=frozenset({"meta", "deleted_at"}),
    parts={"updates": UPDATE, "components": IMPACT},
)

TEMPLATE = Shape(
    "IncidentTemplate",
    dated(
        {
            "id": 1,
            "name": "Outage",
            "slug": "outage",
            "template": "{{ what }} cannot be reached. We are looking into it.",
            "created_at": _AT,
            "updated_at": _AT,
            "deleted_at": None,
        }
    ),
    free=frozenset({"deleted_at"}),
)

COVERED = Shape(
    "ScheduledComponent",
    dated(
        {
            "id": 1,
            "schedule_id": 1,
            "component_id": 1,
            "component_status": 2,
            "created_at": _AT,
            "updated_at": _AT,
        }
    ),
    nullable=frozenset({"component_status"}),
)

SCHEDULE = Shape(
    "Schedule",
    dated(
        {
            "id": 1,
            "name": "Database upgrade",
            "message": "Short interruptions.",
            "status": 0,
            "scheduled_at": "2026-02-01 22:00:00",
            "completed_at": "2026-02-01 23:00:00",
            "created_at": _AT,
            "updated_at": _AT,
            "deleted_at": None,
            "components": [],
            "human_status": "Upcoming",
        }
    ),
    nullable=frozenset({"message", "completed_at"}),
    free=frozenset({"deleted_at"}),
    parts={"components": COVERED},
)

METRIC = Shape(
    "Metric",
    dated(
        {
            "id": 1,
            "name": "Response time",
            "suffix": "ms",
            "description": "Of the home page, from Frankfurt.",
            "default_value": 0,
            "calc_type": 1,
            "display_chart": True,
            "places": 2,
            "default_view": 1,
            "threshold": 5,
            "order": 0,
            "visible": 1,
            "created_at": _AT,
            "updated_at": _AT,
            "default_view_name": "Last 12 Hours",
        }
    ),
)

POINT = Shape(
    "MetricPoint",
    dated(
        {
            "id": 1,
            "metric_id": 1,
            "value": 12.5,
            "counter": 2,
            "created_at": "2026-01-15 10:00:30",
            "updated_at": "2026-01-15 10:01:02",
            "calculated_value": 25.0,
        }
    ),
)

SUBSCRIPTION = Shape(
    "Subscription",
    dated({"id": 1, "subscriber_id": 1, "component_id": 1, "created_at": _AT, "updated_at": _AT}),
)

SUBSCRIBER = Shape(
    "Subscriber",
    dated(
        {
            "id": 1,
            "email": "reader@example.com",
            "verify_code": "kq3XyT0aLm9BvC2dEf4GhJ6iK8nPqR1sUwZxYb5oDt",
            "phone_number": None,
            "slack_webhook_url": None,
            "verified_at": _AT,
            "global": True,
            "created_at": _AT,
            "updated_at": _AT,
            "subscriptions": [],
        }
    )
    | {"verified_at": "Thursday 15th January 2026 10:00:00"},
    nullable=frozenset({"verified_at"}),
    free=frozenset({"phone_number", "slack_webhook_url"}),
    parts={"subscriptions": SUBSCRIPTION},
)

STATUS = Shape("Status", {"status": "success", "message": "All systems are operational"})

BATCH = Shape("Batch", {"created": 2})

ALL = (
    COMPONENT,
    GROUP,
    STATED,
    UPDATE,
    IMPACT,
    INCIDENT,
    TEMPLATE,
    COVERED,
    SCHEDULE,
    METRIC,
    POINT,
    SUBSCRIPTION,
    SUBSCRIBER,
    STATUS,
    BATCH,
)
