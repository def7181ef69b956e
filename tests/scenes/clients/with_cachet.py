"""Everything that cachet 0.1.2 offers: forms, and raw answers. `python FILE API TOKEN`."""

import sys
import time

from cachet import Cachet

client = Cachet(sys.argv[1], sys.argv[2])


def data(response, status=200):
    assert response.status_code == status, response.text
    return response.json()["data"] if status == 200 else response.text


assert data(client.ping()) == "Pong!"

group = data(client.postComponentsGroups("Websites", order=1, collapsed=0, visible=1))
assert data(client.getComponentsGroupsByID(group["id"]))["name"] == "Websites"
assert data(client.putComponentsGroupsByID(group["id"], name="Shops"))["name"] == "Shops"
assert len(data(client.getComponentsGroups())) == 1
assert len(data(client.searchComponentsGroups(name="shops", collapsed=0, visible=1))) == 1

component = data(
    client.postComponents("API", 1, description="…", group_id=group["id"], enabled=True, order=1)
)
assert component["enabled"] is True
assert data(client.putComponentsByID(component["id"], status=2))["status"] == 2
assert data(client.getComponentsByID(component["id"]))["status_name"] == "Performance Issues"
other = data(client.postComponents("Website", 1, enabled=False))
assert other["enabled"] is False
assert len(data(client.getComponents())) == 2
found = client.searchComponents(status=2, enabled=True, sort="name", order="asc", per_page=5)
assert [item["id"] for item in data(found)] == [component["id"]]
assert data(client.searchComponents(group_id=group["id"], name="api"))[0]["id"] == component["id"]

incident = data(
    client.postIncidents(
        "Slow", "We look into it.", 1, True, component_id=component["id"], component_status=3
    )
)
assert incident["visible"] == 1
assert data(client.getIncidentsByID(incident["id"]))["name"] == "Slow"
update = data(client.postIncidentUpdate(incident["id"], 2, "Found it"))
assert data(client.getIncidentUpdateByID(incident["id"], update["id"]))["message"] == "Found it"
changed = client.putIncidentUpdateByID(incident["id"], update["id"], 3, "Watching it")
assert data(changed)["human_status"] == "Watching"
assert len(data(client.getIncidentUpdates(incident["id"]))) == 1
assert data(client.putIncidentsByID(incident["id"], name="Slower", visible=True))["visible"] == 1
assert len(data(client.getIncidents())) == 1
found = client.searchIncidents(component_id=component["id"], status=2, visible=True, sort="id")
assert [item["name"] for item in data(found)] == ["Slower"]
data(client.deleteIncidentUpdateByID(incident["id"], update["id"]), 204)
data(client.deleteIncidentsByID(incident["id"]), 204)
assert data(client.getComponentsByID(component["id"]))["status"] == 2

metric = data(client.postMetrics("Latency", "ms", "How long", 0, display_chart=1))
assert data(client.getMetricsByID(metric["id"]))["suffix"] == "ms"
assert len(data(client.getMetrics())) == 1
point = data(client.postMetricsPointsByID(metric["id"], 10.5, timestamp=int(time.time())))
assert point["value"] == 10.5
assert len(data(client.getMetricsPointsByID(metric["id"]))) == 1
data(client.deleteMetricsPointsByID(metric["id"], point["id"]), 204)
data(client.deleteMetricsByID(metric["id"]), 204)

subscriber = data(client.postSubscribers("bo@example.com", verify=True))
assert subscriber["verified_at"]
assert len(data(client.getSubscribers())) == 1
data(client.deleteSubscribersByID(subscriber["id"]), 204)

# Its "delete group" sends a GET.
assert data(client.deleteComponentsGroupsByID(group["id"]))["id"] == group["id"]
data(client.deleteComponentsByID(component["id"]), 204)
