"""The route table of the dashboard: each address, its verbs, and the power that each asks for."""

from __future__ import annotations

from django.urls import include, path, re_path

from signalpost.dashboard import home, invitation, profile, reading, refusals, set_up, team, tokens
from signalpost.dashboard.screens import OPEN, SIGNED_IN, Screen, Verb

urlpatterns = [
    path("", Screen(GET=Verb(home.show, "team.read")), name="dashboard"),
    path(
        "example/",
        Screen(POST=Verb(home.fill_with_example, "settings.write")),
        name="example",
    ),
    path("maintenance/", include("signalpost.dashboard.maintenance.urls")),
    path("components/", include("signalpost.dashboard.components.urls")),
    path("metrics/", include("signalpost.dashboard.metrics.urls")),
    path("subscribers/", include("signalpost.dashboard.subscribers.urls")),
    path("settings/", include("signalpost.dashboard.settings.urls")),
    path("audit/", include("signalpost.dashboard.audit.urls")),
    path(
        "components/<int:pk>/status/",
        Screen(GET=Verb(home.show_status, "components.write")),
        name="component_row",
    ),
    path(
        "components/<int:pk>/status/<str:status>/",
        Screen(
            GET=Verb(home.ask_status, "components.write"), POST=Verb(home.state, "components.write")
        ),
        name="state_component",
    ),
    path("incidents/", include("signalpost.dashboard.incidents.urls")),
    path("templates/", include("signalpost.dashboard.message_templates.urls")),
    path(
        "team/",
        Screen(GET=Verb(team.show, "team.read"), POST=Verb(team.invite, "people.write")),
        name="team",
    ),
    path(
        "team/invitations/<int:pk>/revoke/",
        Screen(POST=Verb(team.revoke, "people.write")),
        name="revoke_invitation",
    ),
    path(
        "team/<int:pk>/",
        Screen(
            GET=Verb(team.show_person, "people.write"), POST=Verb(team.change_role, "people.write")
        ),
        name="person",
    ),
    path(
        "team/<int:pk>/disable/",
        Screen(POST=Verb(team.disable, "people.write")),
        name="disable_person",
    ),
    path(
        "team/<int:pk>/enable/",
        Screen(POST=Verb(team.enable, "people.write")),
        name="enable_person",
    ),
    path(
        "team/<int:pk>/second-factor/remove/",
        Screen(POST=Verb(team.remove_factors, "people.write")),
        name="remove_factors",
    ),
    path(
        "tokens/",
        Screen(GET=Verb(tokens.show, SIGNED_IN), POST=Verb(tokens.create, SIGNED_IN)),
        name="tokens",
    ),
    path(
        "tokens/<int:pk>/revoke/",
        Screen(POST=Verb(tokens.revoke, SIGNED_IN)),
        name="revoke_token",
    ),
    path(
        "profile/",
        Screen(GET=Verb(profile.show, SIGNED_IN), POST=Verb(profile.change, SIGNED_IN)),
        name="profile",
    ),
    path(
        "profile/sessions/",
        Screen(POST=Verb(profile.end_session, SIGNED_IN)),
        name="end_session",
    ),
    path(
        "profile/address/<str:signed>/",
        Screen(GET=Verb(profile.show_address, OPEN), POST=Verb(profile.confirm_address, OPEN)),
        name="address",
    ),
    path(
        "invitation/<str:signed>/",
        Screen(GET=Verb(invitation.show, OPEN), POST=Verb(invitation.accept, OPEN)),
        name="invitation",
    ),
    path(
        "set-up/",
        Screen(GET=Verb(set_up.show, OPEN), POST=Verb(set_up.set_up, OPEN)),
        name="set_up",
    ),
    path("read/", Screen(GET=Verb(reading.show, SIGNED_IN)), name="read"),
    path("", include("signalpost.dashboard.signing_in.urls")),
    re_path(r"^(?P<rest>.*)$", refusals.nothing_here),
]
