"""Everything that cachethq-client 1.0.4 offers: generated from swagger. `python FILE API TOKEN`."""

import sys
import time

import cachethq_client as cachet

configuration = cachet.Configuration()
configuration.host = sys.argv[1]
configuration.api_key["X-Cachet-Token"] = sys.argv[2]
api = cachet.ApiClient(configuration)

general = cachet.GeneralApi(api)
assert general.ping().data == "Pong!"
assert general.version().data

groups = cachet.ComponentGroupsApi(api)
group = groups.create_component_group(cachet.ComponentGroup(name="Websites", order=1, collapsed=0))
group = group.data
assert groups.get_component_group_by_id(group.id).data.name == "Websites"
changed = groups.update_component_group_by_id(cachet.ComponentGroup(name="Shops"), group.id)
assert changed.data.name == "Shops"
listed = groups.get_component_groups(name="shops", sort="name", order="asc", per_page=5, page=1)
assert listed.meta.pagination.total == 1
assert [item.id for item in listed.data] == [group.id]

components = cachet.ComponentsApi(api)
component = components.create_component(
    cachet.Component(name="API", description="…", status=1, group_id=group.id, enabled=True)
).data
assert component.status_name == "Operational"
assert components.get_component_by_id(component.id).data.name == "API"
changed = components.update_component_by_id(cachet.Component(name="API", status=2), component.id)
assert changed.data.status == 2
listed = components.get_components(status=2, enabled=True, page=1, per_page=10, sort="id")
assert listed.meta.pagination.current_page == 1
assert [item.id for item in listed.data] == [component.id]

incidents = cachet.IncidentsApi(api)
incident = incidents.create_incident(
    cachet.Incident(
        name="Slow",
        message="We look into it.",
        status=1,
        visible=1,
        component_id=component.id,
        component_status=3,
        notify=False,
    )
).data
assert incident.human_status == "Investigating"
assert incidents.get_incident_by_id(incident.id).data.name == "Slow"
changed = incidents.update_incident_by_id(
    cachet.Incident(name="Slower", message="…", status=2, visible=1), incident.id
)
assert changed.data.status == 2
assert incidents.get_incidents(status=2, visible=True, page=1).data[0].name == "Slower"
assert incidents.get_incident_updates_by_id(incident.id).data == []

metrics = cachet.MetricsApi(api)
metric = metrics.create_metric(
    cachet.Metric(
        name="Latency", suffix="ms", description="How long", default_value=0, display_chart=1
    )
).data
assert metrics.get_metric_by_id(metric.id).data.default_view_name == "Last 12 Hours"
assert [item.id for item in metrics.get_metrics(sort="name", page=1).data] == [metric.id]
point = metrics.create_metric_point_by_id(
    cachet.MetricPoint(value=10.5, timestamp=str(int(time.time()))), metric.id
).data
assert point.value == 10.5
assert metrics.get_metric_points_by_id(metric.id, page=1).meta.pagination.total == 1

metrics.delete_metric_point_by_id(metric.id, point.id)
metrics.delete_metric_by_id(metric.id)
incidents.delete_incident_by_id(incident.id)
components.delete_component_by_id(component.id)
groups.delete_component_group_by_id(group.id)
assert components.get_components().meta.pagination.total == 0
