"""Every kind of event by name, with what it tells and whether visitors can see its effect."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """`public`: the page may look different after it, so it moves `page_version`."""

    name: str
    public: bool
    tells: str


_ALL = (
    Kind("site.changed", True, "changed: setting to [before, after]"),
    Kind("site.audience_changed", True, "audience, password_changed, changed"),
    Kind("site.branding_changed", True, "changed: field to [before, after]"),
    Kind("site.mail_changed", False, "host, port, security, password_changed, changed"),
    Kind("user.created", False, "email, role, through: invitation or provider, where it was one"),
    Kind("user.edited", False, "email, changed: field to [before, after]"),
    Kind("user.role_changed", False, "email, before, after"),
    Kind("user.password_changed", False, "email"),
    Kind("user.second_factor_added", False, "email, factor"),
    Kind("user.second_factor_removed", False, "email, factor"),
    Kind("user.disabled", False, "email, tokens: how many were revoked"),
    Kind("user.enabled", False, "email"),
    Kind("invitation.made", False, "email, role"),
    Kind("invitation.revoked", False, "email"),
    Kind("token.created", False, "name, scope, email, expires_at"),
    Kind("token.revoked", False, "name, email"),
    Kind("component.created", True, "name, status"),
    Kind("component.edited", True, "name, changed: field to [before, after]"),
    Kind("component.status_changed", True, "name, before, after, changed, silent, released"),
    Kind("component.deleted", True, "name"),
    Kind("group.created", True, "name"),
    Kind("group.edited", True, "name, changed"),
    Kind("group.deleted", True, "name, components: ids that are ungrouped now"),
    Kind(
        "components.arranged",
        True,
        "changed: groups, and by id of a group (0: none) its components; ids [before, after]",
    ),
    Kind(
        "incident.reported",
        True,
        "name, status, visible, notify, components, published: false while under embargo",
    ),
    Kind(
        "incident.published",
        True,
        "as incident.reported, at the end of an embargo, also where an edit lifts it",
    ),
    Kind("incident.edited", True, "name, changed, components"),
    Kind("incident.updated", True, "name, update_id, status, components, changed"),
    Kind("incident.update_edited", True, "name, update_id, changed"),
    Kind("incident.update_deleted", True, "name, update_id"),
    Kind("incident.impact_corrected", True, "name, component_id, began_at, ended_at, changed"),
    Kind("incident.deleted", True, "name, components"),
    Kind("template.created", True, "name, slug"),
    Kind("template.edited", True, "name, changed"),
    Kind("template.deleted", True, "name, slug"),
    # Of a window: name, visible, starts_at, ends_at, began_at, ended_at, series_id, components.
    Kind("window.planned", True, "of a window; status, notify"),
    Kind("window.edited", True, "of a window; changed: field to [before, after]"),
    Kind("window.extended", True, "of a window; changed"),
    Kind("window.began", True, "of a window; changed, where an edit began it"),
    Kind("window.completed", True, "of a window; changed, where an edit completed it"),
    Kind("window.updated", True, "of a window; update_id"),
    Kind("window.update_edited", True, "of a window; update_id, changed"),
    Kind("window.update_deleted", True, "of a window; update_id"),
    Kind("window.deleted", True, "of a window"),
    Kind("series.ended", True, "name, windows: ids of those that were taken off"),
    Kind("metric.created", True, "name"),
    Kind("metric.edited", True, "name, changed"),
    Kind("metric.deleted", True, "name"),
    # Of a subscriber: channel, hint (the address with most of its name left out).
    Kind("subscriber.subscribed", False, "of a subscriber; everything, chosen: how many, vouched"),
    Kind("subscriber.confirmed", False, "of a subscriber"),
    Kind(
        "subscriber.chose",
        False,
        "of a subscriber; changed: everything, components, groups; ids [before, after]",
    ),
    Kind("subscriber.unfollowed", False, "of a subscriber; component_id"),
    Kind("subscriber.unsubscribed", False, "of a subscriber"),
    Kind("subscribers.imported", False, "new, known, vouched: how many"),
)

KINDS = {kind.name: kind for kind in _ALL}
