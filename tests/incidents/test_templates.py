from __future__ import annotations

import pytest

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.events.models import Event
from signalpost.incidents import templates
from signalpost.incidents.models import MessageTemplate
from signalpost.incidents.statuses import IncidentStatus
from signalpost.incidents.templates import Draft
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid, NotFound


@pytest.fixture
def outage(mia: Actor) -> MessageTemplate:
    return templates.create(by=mia, name="Big Outage", text="{{ what }} is down.")


def test_a_template_gets_its_slug_from_its_name(outage: MessageTemplate) -> None:
    assert (outage.name, outage.slug, outage.text) == (
        "Big Outage",
        "big-outage",
        "{{ what }} is down.",
    )


def test_slugs_that_are_made_are_unlike_all_others(outage: MessageTemplate, mia: Actor) -> None:
    again = [templates.create(by=mia, name="Big outage!", text="a").slug for _ in range(2)]

    assert again == ["big-outage-2", "big-outage-3"]


def test_a_name_without_letters_gets_a_slug_as_well(mia: Actor) -> None:
    assert templates.create(by=mia, name="!!!", text="a").slug == "template"


def test_a_name_in_any_script_makes_a_slug(mia: Actor) -> None:
    assert templates.create(by=mia, name="Störung 中断", text="a").slug == "störung-中断"


def test_a_slug_can_be_chosen(mia: Actor) -> None:
    assert templates.create(by=mia, name="Outage", text="a", slug=" down ").slug == "down"


def test_a_slug_that_is_taken_is_refused(outage: MessageTemplate, mia: Actor) -> None:
    with pytest.raises(Invalid, match="Another template has the slug “big-outage”"):
        templates.create(by=mia, name="Outage", text="a", slug="big-outage")

    assert MessageTemplate.objects.count() == 1


def test_a_new_name_leaves_the_slug(outage: MessageTemplate, mia: Actor) -> None:
    changed = templates.edit(outage.pk, by=mia, name="Small outage")

    assert (changed.name, changed.slug) == ("Small outage", "big-outage")


def test_an_edit_changes_what_is_given(outage: MessageTemplate, mia: Actor) -> None:
    templates.edit(outage.pk, by=mia, text="All is well.", slug="well")

    outage.refresh_from_db()
    assert (outage.name, outage.slug, outage.text) == ("Big Outage", "well", "All is well.")


def test_an_edit_cannot_take_anothers_slug(outage: MessageTemplate, mia: Actor) -> None:
    other = templates.create(by=mia, name="Other", text="a")

    with pytest.raises(Invalid, match="Another template has the slug"):
        templates.edit(other.pk, by=mia, slug="big-outage")

    other.refresh_from_db()
    assert other.slug == "other"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"text": "a\n{% include 'b' %}"}, "Line 2: the tag “include” is not allowed."),
        ({"text": " "}, "The template is required."),
        ({"text": "a" * 32_001}, "At most 32000 characters are possible here."),
        ({"name": " "}, "The name is required."),
        ({"slug": "a" * 201}, "At most 200 characters are possible here."),
    ],
)
def test_what_cannot_be_right_is_refused_when_it_is_saved(
    outage: MessageTemplate, mia: Actor, values: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Invalid, match=sentence):
        templates.edit(outage.pk, by=mia, **values)
    with pytest.raises(Invalid, match=sentence):
        templates.create(by=mia, **({"name": "New", "text": "a"} | values))

    assert not Event.objects.filter(kind="template.edited").exists()
    assert MessageTemplate.objects.count() == 1


def test_a_deleted_template_is_gone(outage: MessageTemplate, mia: Actor) -> None:
    templates.delete(outage.pk, by=mia)

    assert not MessageTemplate.objects.exists()


def test_what_is_not_there_cannot_be_changed(mia: Actor) -> None:
    with pytest.raises(NotFound):
        templates.edit(7, by=mia, name="a")
    with pytest.raises(NotFound):
        templates.delete(7, by=mia)


def test_every_change_is_in_the_book(outage: MessageTemplate, mia: Actor) -> None:
    templates.edit(outage.pk, by=mia, text="b")
    templates.edit(outage.pk, by=mia, text="b")
    templates.delete(outage.pk, by=mia)

    facts = list(
        Event.objects.filter(kind__startswith="template.")
        .order_by("version")
        .values_list("kind", "actor_name", "facts")
    )
    assert facts == [
        ("template.created", "mia", {"name": "Big Outage", "slug": "big-outage"}),
        (
            "template.edited",
            "mia",
            {"name": "Big Outage", "changed": {"text": ["{{ what }} is down.", "b"]}},
        ),
        ("template.deleted", "mia", {"name": "Big Outage", "slug": "big-outage"}),
    ]


def test_a_template_writes_with_the_variables_it_is_given(outage: MessageTemplate) -> None:
    message = templates.render("big-outage", variables={"what": "Checkout"}, draft=Draft())

    assert message == "Checkout is down."


def test_there_is_no_message_without_a_template(db: None) -> None:
    assert templates.render("unknown", variables={}, draft=Draft()) is None


def test_a_template_knows_the_draft_as_incident(mia: Actor, website: Component) -> None:
    names = (
        "name",
        "status",
        "message",
        "visible",
        "notify",
        "stickied",
        "occurred_at",
        "component",
        "component_status",
    )
    text = "".join(f"{name}={{{{ incident.{name} }}}}\n" for name in names)
    templates.create(by=mia, name="All", text=text)
    draft = Draft(
        name="Slow",
        status=IncidentStatus.IDENTIFIED,
        message="We look.",
        visible=True,
        notify=True,
        stickied=False,
        occurred_at="2024-01-31 18:30",
        component_id=website.pk,
        component_status=ComponentStatus.UNKNOWN,
    )

    message = templates.render("all", variables={"incident": "not this"}, draft=draft)

    assert message == (
        "name=Slow\nstatus=2\nmessage=We look.\nvisible=1\nnotify=1\nstickied=\n"
        "occurred_at=2024-01-31 18:30\ncomponent=Website\ncomponent_status=0\n"
    )


def test_what_a_draft_does_not_say_is_empty(mia: Actor) -> None:
    templates.create(
        by=mia,
        name="None",
        text="{{ incident.name }}{{ incident.status }}{{ incident.component }}"
        "{{ incident.component.name }}{{ incident.component_status }}{{ incident.visible }}",
    )

    assert templates.render("none", variables={}, draft=Draft()) == "1"


def test_a_components_parts_stay_out_of_reach(mia: Actor, website: Component) -> None:
    templates.create(by=mia, name="Reach", text="a\n{{ incident.component.name }}")

    with pytest.raises(Invalid, match="Line 2: the parts of “Website” are not allowed here"):
        templates.render("reach", variables={}, draft=Draft(component_id=website.pk))


def test_a_template_says_which_variables_it_asks_for(mia: Actor) -> None:
    template = templates.create(
        by=mia,
        name="Asks",
        text="{{ what }}{% for region in regions %}{{ region }}{% endfor %}{{ incident.name }}",
    )

    assert templates.variables_of(template) == {"what": False, "regions": True}


def test_a_preview_shows_missing_variables_by_their_names(db: None) -> None:
    text = "{{ what }}: {% for x in regions %}{{ x }} {% endfor %}{{ incident.name }}"

    shown = templates.preview(text, variables={"what": "Checkout"}, draft=Draft(name="Slow"))

    assert shown == "Checkout: regions regions Slow"
