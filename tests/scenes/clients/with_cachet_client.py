"""Everything that cachet-client 4.0.1 offers, as its users write it: `python FILE API TOKEN`."""

import sys
from datetime import datetime

import cachetclient
from cachetclient.v1 import enums

client = cachetclient.Client(endpoint=sys.argv[1], api_token=sys.argv[2])

assert client.ping() is True
version = client.version()
assert version.value
assert version.on_latest is True
assert version.latest["tag_name"].startswith("v")

group = client.component_groups.create(name="Websites", order=2, collapsed=1, visible=True)
assert (group.name, group.order, group.is_collapsed, group.visible) == ("Websites", 2, True, True)
assert list(group.enabled_components) == []

component = client.components.create(
    name="API",
    status=enums.COMPONENT_STATUS_OPERATIONAL,
    description="What programs talk to",
    link="https://example.com",
    order=3,
    group_id=group.id,
    enabled=True,
    tags={"Public", "Europe West"},
)
assert component.status == enums.COMPONENT_STATUS_OPERATIONAL
assert component.status_name == "Operational"
assert component.group_id == group.id
assert set(component.tag_names) == {"Public", "Europe West"}
assert isinstance(component.created_at, datetime)

plain = client.components.create(name="Website", status=enums.COMPONENT_STATUS_OPERATIONAL)
assert (plain.link, plain.order, plain.group_id, plain.tags) == ("", 0, 0, {})
plain.add_tag("New")
plain.status = enums.COMPONENT_STATUS_PERFORMANCE_ISSUES
plain = plain.update()
assert plain.status == enums.COMPONENT_STATUS_PERFORMANCE_ISSUES
assert plain.has_tag(slug="new")
plain.del_tag(slug="new")
plain.set_tags({"One", "Two"})
assert set(plain.update().tag_slugs) == {"one", "two"}

assert client.components.count() == 2
assert [found.id for found in client.components.list()] == [component.id, plain.id]
assert len(list(client.components.list(per_page=1))) == 2
assert client.components.get(component.id).name == "API"
renamed = client.components.update(component.id, status=1, name="Public API", enabled=True)
assert (renamed.name, renamed.description) == ("Public API", "What programs talk to")

group = client.component_groups.get(group.id)
assert [member.id for member in group.enabled_components] == [component.id]
assert group.is_operational
group.name = "Programs"
group.order = 4
assert group.update().name == "Programs"
assert client.component_groups.count() == len(list(client.component_groups.list())) == 1

incident = client.incidents.create(
    name="Slow",
    message="We *look* into it.",
    status=enums.INCIDENT_INVESTIGATING,
    visible=True,
    stickied=True,
    component_id=component.id,
    component_status=enums.COMPONENT_STATUS_PARTIAL_OUTAGE,
    notify=True,
    created_at=datetime(2026, 1, 2, 3, 4, 5),
    occurred_at=datetime(2026, 1, 2, 3, 4, 5),
)
assert incident.component_id == component.id
assert incident.occurred_at == datetime(2026, 1, 2, 3, 4, 5)
assert incident.stickied
assert client.components.get(component.id).status == enums.COMPONENT_STATUS_PARTIAL_OUTAGE

update = client.incident_updates.create(
    incident_id=incident.id, status=enums.INCIDENT_IDENTIFIED, message="Found it"
)
assert update.human_status == "Identified"
assert update.permalink.endswith(f"/incidents/{incident.id}#update-{update.id}")
update.message = "Found it, really"
assert update.update().message == "Found it, really"
assert client.incident_updates.count(incident.id) == 1
assert [found.id for found in client.incident_updates.list(incident.id)] == [update.id]
assert client.incident_updates.get(incident.id, update.id).status == enums.INCIDENT_IDENTIFIED

incident = client.incidents.get(incident.id)
assert incident.status == enums.INCIDENT_IDENTIFIED
assert [found.id for found in incident.updates()] == [update.id]
incident.status = enums.INCIDENT_FIXED
incident.visible = True
assert incident.update().human_status == "Fixed"
assert client.components.get(component.id).status == enums.COMPONENT_STATUS_OPERATIONAL

hidden = client.incidents.create(
    name="Secret", message="…", status=1, visible=False, component_id=None, component_status=None
)
assert not hidden.visible
assert client.incidents.count() == len(list(client.incidents.list())) == 2
client.incident_updates.delete(incident.id, update.id)
client.incidents.delete(hidden.id)
assert client.incidents.count() == 1

metric = client.metrics.create(
    name="Response time", suffix="ms", description="Average", default_value=0, display_chart=1
)
assert (metric.suffix, metric.places, metric.default_view, metric.threshold) == ("ms", 2, 1, 5)
first = client.metric_points.create(metric_id=metric.id, value=12.5)
assert (first.value, first.counter, first.calculated_value) == (12.5, 1, 12.5)
again = client.metric_points.create(metric_id=metric.id, value=12.5)
assert (again.id, again.counter, again.calculated_value) == (first.id, 2, 25)
assert client.metric_points.count(metric.id) == 1
assert [point.id for point in client.metric_points.list(metric.id)] == [first.id]
assert [point.id for point in metric.points()] == [first.id]
assert client.metrics.get(metric.id).name == "Response time"
assert client.metrics.count() == len(list(client.metrics.list())) == 1
client.metric_points.delete(metric.id, first.id)
client.metrics.delete(metric.id)
assert client.metrics.count() == 0

schedule = client.schedules.create(
    name="Upgrade",
    status=enums.SCHEDULE_STATUS_UPCOMING,
    message="Short downtime.",
    scheduled_at=datetime(2031, 2, 1, 22, 0),
    completed_at=datetime(2031, 2, 1, 23, 0),
)
assert schedule.scheduled_at == datetime(2031, 2, 1, 22, 0)
received = schedule.scheduled_at.strftime("%Y-%m-%d %H:%M:%S")
changed = client.schedules.update(
    schedule.id, name="Big upgrade", status=schedule.status, scheduled_at=received
)
assert (changed.name, changed.scheduled_at) == ("Big upgrade", schedule.scheduled_at)
assert client.schedules.get(schedule.id).message == "Short downtime."
assert client.schedules.count() == len(list(client.schedules.list())) == 1
client.schedules.delete(schedule.id)
assert client.schedules.count() == 0

everything = client.subscribers.create(email="bo@example.com", verify=True)
assert everything.is_global
assert len(everything.verify_code) == 42
assert isinstance(everything.verified_at, datetime)
some = client.subscribers.create(email="cy@example.com", components=[component.id], verify=False)
assert not some.is_global
assert some.verified_at is None
assert client.subscribers.create(email="bo@example.com").id == everything.id
assert client.subscribers.count() == len(list(client.subscribers.list())) == 2
client.subscribers.delete(some.id)
assert client.subscribers.count() == 1

client.components.delete(plain.id)
client.component_groups.delete(group.id)
assert client.components.get(component.id).group_id == 0
