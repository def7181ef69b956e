from signalpost.components.models import Component


def test_a_component_begins_operational(website: Component) -> None:
    assert website.status == "operational"
