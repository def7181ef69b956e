from __future__ import annotations

from typing import Any

import pytest

from signalpost.components.models import Component
from signalpost.incidents import operations, templates
from signalpost.incidents.models import Incident, MessageTemplate
from signalpost.kernel.actor import Actor
from tests.cachet_api.conftest import Api, data, details, ids

KEYS = ["id", "name", "slug", "template", "created_at", "updated_at", "deleted_at"]
PATH = "/incidents/templates"


@pytest.fixture
def outage(alice: Actor) -> MessageTemplate:
    return templates.create(by=alice, name="Outage", text="{{ what }} is down since {{ since }}.")


@pytest.fixture
def slow(alice: Actor, website: Component) -> Incident:
    return operations.report(by=alice, name="Slow", message="We look.")


def test_a_template_reads_as_the_contract_says(api: Api) -> None:
    made = data(api.post(PATH, {"name": " Outage ", "template": " Hello {{ name }}\n"}))

    assert list(made)[: len(KEYS)] == KEYS
    expected = {"name": "Outage", "slug": "outage", "template": " Hello {{ name }}\n"}
    assert made.items() >= (expected | {"deleted_at": None}).items()
    assert data(api.get(f"{PATH}/{made['id']}")) == made


def test_slugs_are_made_unique(api: Api, outage: MessageTemplate) -> None:
    made = [data(api.post(PATH, {"name": "Outage", "template": "a"}))["slug"] for _ in range(2)]

    assert made == ["outage-2", "outage-3"]


def test_an_empty_create_asks_for_name_and_template(api: Api) -> None:
    expected = ["The name field is required.", "The template field is required."]

    assert details(api.post(PATH)) == expected


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"name": 1}, "The name must be a string."),
        ({"template": " "}, "The template field is required."),
        ({"template": ["a"]}, "The template must be a string."),
        ({"template": "a" * 32_001}, "The template may not be greater than 32000 characters."),
        ({"slug": 1}, "The slug must be a string."),
        ({"slug": "outage"}, "Another template has the slug “outage”."),
        (
            {"template": "a\nb\n{% macro c() %}"},
            "The template is invalid: Line 3: the tag “macro” is not allowed.",
        ),
        ({"template": "{{ a\x00 }}"}, "The template contains characters that cannot be stored."),
    ],
)
def test_bad_input_is_refused_with_a_sentence(
    api: Api, outage: MessageTemplate, body: dict[str, Any], sentence: str
) -> None:
    assert details(api.post(PATH, {"name": "New", "template": "a"} | body)) == [sentence]
    assert MessageTemplate.objects.count() == 1


def test_an_edit_changes_what_is_given(api: Api, outage: MessageTemplate) -> None:
    changed = data(api.put(f"{PATH}/{outage.pk}", {"name": "Small outage", "template": "b"}))

    assert (changed["name"], changed["slug"], changed["template"]) == (
        "Small outage",
        "outage",
        "b",
    )


def test_an_edit_refuses_what_a_create_refuses(api: Api, outage: MessageTemplate) -> None:
    refusal = details(api.put(f"{PATH}/{outage.pk}", {"template": "{{ a|safe }}"}))

    assert refusal == ["The template is invalid: Line 1: the filter “safe” is not allowed."]


def test_a_deleted_template_is_gone(api: Api, outage: MessageTemplate) -> None:
    assert api.delete(f"{PATH}/{outage.pk}").status_code == 204
    assert api.get(f"{PATH}/{outage.pk}").status_code == 404


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["B", "A", "C"]),
        ({"sort": "name", "order": "asc"}, ["A", "B", "C"]),
        ({"sort": "name"}, ["C", "B", "A"]),
        ({"sort": "slug", "order": "asc"}, ["C", "A", "B"]),
        ({"sort": "id"}, ["C", "A", "B"]),
        ({"sort": "template"}, ["B", "A", "C"]),
    ],
)
def test_the_list_is_sorted(
    guest: Api, alice: Actor, query: dict[str, str], names: list[str]
) -> None:
    for name, slug in (("B", "z"), ("A", "y"), ("C", "x")):
        templates.create(by=alice, name=name, text="a", slug=slug)

    assert [item["name"] for item in data(guest.get(PATH, **query))] == names


def test_dates_stay_in_one_zone(api: Api, outage: MessageTemplate) -> None:
    here = data(api.send("GET", f"{PATH}/{outage.pk}", headers={"Time-Zone": "Asia/Tokyo"}))

    assert here == data(api.get(f"{PATH}/{outage.pk}"))


def test_everybody_may_read_them(guest: Api, outage: MessageTemplate) -> None:
    assert ids(guest.get(PATH)) == [outage.pk]
    assert data(guest.get(f"{PATH}/{outage.pk}"))["slug"] == "outage"


@pytest.mark.parametrize("verb", ["post", "put", "delete"])
def test_only_members_may_change_them(
    guest: Api, viewing: Api, reading: Api, measuring: Api, outage: MessageTemplate, verb: str
) -> None:
    path = PATH if verb == "post" else f"{PATH}/{outage.pk}"

    assert getattr(guest, verb)(path).status_code == 401
    for key in (viewing, reading, measuring):
        assert getattr(key, verb)(path).status_code == 403


def test_the_literal_path_beats_ids(api: Api, outage: MessageTemplate) -> None:
    assert api.delete(PATH).status_code == 405
    assert api.get(f"{PATH}/x").status_code == 404


# Incidents and updates that a template writes


def test_a_template_writes_an_incidents_message(api: Api, outage: MessageTemplate) -> None:
    made = data(
        api.post(
            "/incidents",
            {
                "name": "Down",
                "status": 1,
                "message": "not this",
                "template": "outage",
                "vars": {"what": "Checkout & <co>", "since": "14:05"},
            },
        )
    )

    assert made["message"] == "Checkout &amp; &lt;co&gt; is down since 14:05."


def test_a_form_may_carry_the_variables(api: Api, outage: MessageTemplate) -> None:
    form = "name=Down&status=1&template=outage&vars[what]=Checkout&vars[since]=14:05"

    made = data(api.send("POST", "/incidents", form, "application/x-www-form-urlencoded"))

    assert made["message"] == "Checkout is down since 14:05."


def test_a_template_knows_the_incident_it_writes_for(
    api: Api, alice: Actor, website: Component
) -> None:
    text = (
        "{{ incident.name }}|{{ incident.status }}|{{ incident.message }}|{{ incident.visible }}|"
        "{{ incident.notify }}|{{ incident.stickied }}|{{ incident.occurred_at }}|"
        "{{ incident.component }}|{{ incident.component_status }}"
    )
    templates.create(by=alice, name="All", text=text)

    made = data(
        api.post(
            "/incidents",
            {
                "name": "Down",
                "status": 2,
                "message": "We look.",
                "notify": False,
                "occurred_at": "2024-01-31 18:30",
                "component_id": website.pk,
                "component_status": 4,
                "template": "all",
                "vars": {"incident": "not this"},
            },
        )
    )

    assert made["message"] == "Down|2|We look.|1|||2024-01-31 18:30|Website|4"


def test_an_edit_knows_what_the_edit_says_alone(api: Api, alice: Actor, slow: Incident) -> None:
    text = (
        "{{ incident.name }}|{{ incident.status }}|{{ incident.visible }}|{{ incident.notify }}|"
        "{{ incident.stickied }}"
    )
    templates.create(by=alice, name="All", text=text)

    changed = data(api.put(f"/incidents/{slow.pk}", {"status": 3, "template": "all"}))

    assert changed["message"] == "|3|1|1|"


def test_a_template_nobody_knows_is_ignored(api: Api, slow: Incident) -> None:
    body = {"name": "Down", "status": 1, "message": "As given.", "template": "unknown"}

    assert data(api.post("/incidents", body))["message"] == "As given."
    kept = data(api.put(f"/incidents/{slow.pk}", {"template": "unknown", "vars": {"a": 1}}))
    assert kept["message"] == "We look."


def test_without_a_known_template_the_message_is_required(api: Api) -> None:
    body = {"name": "Down", "status": 1, "template": "unknown"}

    assert details(api.post("/incidents", body)) == ["The message field is required."]


def test_a_template_may_have_nothing_to_say(api: Api, alice: Actor) -> None:
    templates.create(by=alice, name="Silent", text="{% if never %}a{% endif %}")

    made = data(api.post("/incidents", {"name": "Down", "status": 1, "template": "silent"}))

    assert made["message"] == ""


def test_a_list_of_variables_is_allowed_and_useless(api: Api, outage: MessageTemplate) -> None:
    body = {"name": "Down", "status": 1, "template": "outage", "vars": ["a"]}

    assert data(api.post("/incidents", body))["message"] == " is down since ."


def test_variables_that_are_no_map_are_refused(api: Api, outage: MessageTemplate) -> None:
    body = {"name": "Down", "status": 1, "template": "outage", "vars": "a"}

    assert details(api.post("/incidents", body)) == ["The vars must be an array."]


def test_a_violation_is_refused_and_touches_nothing(
    api: Api, alice: Actor, website: Component, slow: Incident
) -> None:
    templates.create(by=alice, name="Greedy", text="a\n{{ a * 2 }}")
    body = {
        "name": "Down",
        "status": 1,
        "component_id": website.pk,
        "component_status": 4,
        "template": "greedy",
        "vars": {"a": "aaa"},
    }
    expected = ["The template is invalid: Line 2: “aaa” is not a number."]

    assert details(api.post("/incidents", body)) == expected
    assert details(api.put(f"/incidents/{slow.pk}", body)) == expected
    assert details(api.post(f"/incidents/{slow.pk}/updates", body)) == expected

    assert data(api.get(f"/components/{website.pk}"))["status"] == 1
    assert Incident.objects.count() == 1
    assert not slow.updates.exists()


def test_too_many_variables_are_refused(api: Api, outage: MessageTemplate) -> None:
    body = {"name": "Down", "status": 1, "template": "outage", "vars": {"a": [0] * 6_000}}

    assert details(api.post("/incidents", body)) == [
        "The vars is invalid: At most 5000 values can be given to a template."
    ]


def test_a_template_writes_an_update(api: Api, alice: Actor, slow: Incident) -> None:
    text = "{{ incident.name }}: {{ what }} ({{ incident.status }}) {{ incident.message }}"
    templates.create(by=alice, name="Progress", text=text)
    body = {"status": 2, "template": "progress", "vars": {"what": "found"}, "message": "Soon."}

    made = data(api.post(f"/incidents/{slow.pk}/updates", body))
    path = f"/incidents/{slow.pk}/updates/{made['id']}"
    edited = data(api.put(path, {"template": "progress", "vars": {"what": "lost"}}))

    assert made["message"] == "Slow: found (2) Soon."
    assert edited["message"] == "Slow: lost () "


def test_an_update_without_a_known_template_needs_a_message(api: Api, slow: Incident) -> None:
    body = {"status": 2, "template": "unknown"}

    assert details(api.post(f"/incidents/{slow.pk}/updates", body)) == [
        "The message field is required."
    ]


def test_an_update_ignores_a_template_nobody_knows(api: Api, slow: Incident) -> None:
    body = {"status": 2, "template": "unknown", "message": "As given."}

    assert data(api.post(f"/incidents/{slow.pk}/updates", body))["message"] == "As given."
