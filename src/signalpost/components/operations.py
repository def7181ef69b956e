from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify

from signalpost.components import order
from signalpost.components.models import TAG, Component, Group, StatusChange, Tag
from signalpost.components.order import Arrangement
from signalpost.components.statuses import ComponentStatus
from signalpost.events import log
from signalpost.kernel import slugs
from signalpost.kernel.actor import Actor
from signalpost.kernel.changes import assign
from signalpost.kernel.errors import Invalid, NotFound
from signalpost.kernel.folding import Same
from signalpost.kernel.precondition import Precondition, always
from signalpost.kernel.text import LINE, NAME, TEXT, checked
from signalpost.site import operations as site

Changed = dict[str, list[Any]]

#: Cachet's fold states: contract section 5.
MOST_COLLAPSED = 4


@transaction.atomic
def create(
    *,
    by: Actor,
    name: str,
    status: ComponentStatus = ComponentStatus.OPERATIONAL,
    tags: Iterable[str] = (),
    **values: Any,
) -> Component:
    """Add a component. `values` are fields as on Component, `group_id` among them."""
    if status is ComponentStatus.UNDER_MAINTENANCE:
        raise Invalid("Maintenance is planned as a window, not stated.", field="status")
    now = timezone.now()
    component = Component(status=status, asserted_at=now)
    _rewrite(component, {"name": name, **values})
    component.save()
    StatusChange.objects.create(
        component=component,
        after=status,
        at=now,
        actor_kind=by.kind,
        actor_name=by.name[:300],
        reason="component.created",
    )
    _put_tags(component, _tags(tags))
    log.record("component.created", component, by=by, name=component.name, status=status)
    return component


@transaction.atomic
def assert_status(component_id: int, status: ComponentStatus, *, by: Actor) -> Component:
    """Record what a check says of a component; people speak through incidents.state_component."""
    component = lock(component_id)
    kind = "component.status_changed"
    change = component.note_status(status, by=by, at=timezone.now(), reason=kind)
    if change:
        facts = {"before": change.before, "after": change.after}
        log.record(kind, component, by=by, name=component.name, **facts)
    return component


@transaction.atomic
def delete(component_id: int, *, by: Actor, only_if: Precondition = always) -> None:
    """Take it out of every list. Past incidents still name it."""
    component = lock(component_id)
    only_if()
    component.deleted_at = timezone.now()
    component.save(update_fields=["deleted_at", "updated_at"])
    component.tags.clear()
    log.record("component.deleted", component, by=by, name=component.name)


def lock(component_id: int) -> Component:
    """Unrecorded half: take the row for a change. NotFound when it does not stand."""
    try:
        return Component.objects.locked([component_id])[component_id]
    except Invalid as missing:
        raise NotFound(missing.message) from None


def revise(component: Component, *, tags: Iterable[str] | None = None, **values: Any) -> Changed:
    """Unrecorded half: write the given fields of a locked component; what changed, for facts.

    `tags` replaces the set; None leaves it.
    """
    changed = _rewrite(component, values)
    if changed:
        component.save()
    if tags is not None:
        before, wanted = component.tag_names(), _tags(tags)
        after = [tag.name for tag in wanted]
        if before != after:
            _put_tags(component, wanted)
            changed["tags"] = [before, after]
    return changed


@transaction.atomic
def create_group(
    *, by: Actor, name: str, position: int = 0, collapsed: int = 0, visible: bool = True
) -> Group:
    group = Group(position=position, collapsed=collapsed, visible=visible, name=name)
    _check_group(group)
    group.save()
    log.record("group.created", group, by=by, name=group.name)
    return group


@transaction.atomic
def edit_group(group_id: int, *, by: Actor, only_if: Precondition = always, **values: Any) -> Group:
    """Change the given fields: name, position, collapsed, visible."""
    group = _lock_group(group_id)
    only_if()
    changed = assign(group, values)
    _check_group(group)
    if changed:
        group.save()
        log.record("group.edited", group, by=by, name=group.name, changed=changed)
    return group


@transaction.atomic
def delete_group(group_id: int, *, by: Actor, only_if: Precondition = always) -> None:
    """Remove the group; its components stay, ungrouped."""
    # All of them, so that none is put into the group meanwhile and would be taken out of order.
    rows = Component.objects.order_by("pk").select_for_update(no_key=True)
    ids = [row.pk for row in rows if row.group_id == group_id]
    group = _lock_group(group_id)
    only_if()
    Group.objects.filter(pk=group_id).delete()  # `group` keeps its id, for the book
    log.record("group.deleted", group, by=by, name=group.name, components=ids)


@transaction.atomic
def arrange(wanted: Arrangement, *, by: Actor) -> None:
    """Put groups, and components in them, into this order.

    What does not stand any more is left out, and what is not named comes after the others.
    """
    rows = Component.objects.standing().order_by("pk").select_for_update(no_key=True)
    components = {row.pk: row for row in rows}
    groups = {row.pk: row for row in Group.objects.order_by("pk").select_for_update(no_key=True)}
    before = order.read(components.values(), groups.values())
    after = order.reconciled(wanted, before)
    changed = order.changes(before, after)
    if not changed:
        return
    _place(groups, components, after)
    log.record("components.arranged", site.current(), by=by, changed=changed)


def _place(groups: dict[int, Group], components: dict[int, Component], after: Arrangement) -> None:
    """Number them; only rows whose number or group is another are written."""
    now = timezone.now()
    moved_groups: list[Group] = []
    moved: list[Component] = []
    for place, (group_id, members) in enumerate(after.items(), 1):
        if group_id is not None and assign(group := groups[group_id], {"position": place}):
            group.updated_at = now
            moved_groups.append(group)
        for number, pk in enumerate(members, 1):
            component = components[pk]
            if assign(component, {"group_id": group_id, "position": number}):
                component.updated_at = now
                moved.append(component)
    Group.objects.bulk_update(moved_groups, ["position", "updated_at"], batch_size=200)
    Component.objects.bulk_update(moved, ["group", "position", "updated_at"], batch_size=200)


def _rewrite(component: Component, values: dict[str, Any]) -> Changed:
    changed = assign(component, values)
    component.name = checked(component.name, field="name", limit=NAME, required=True)
    component.description = checked(component.description, field="description", limit=TEXT)
    component.link = checked(component.link, field="link", limit=LINE)
    if "group_id" in changed and component.group_id is not None:
        # Taken, so that it cannot be deleted between this look and the commit.
        groups = Group.objects.select_for_update(no_key=True)
        if not groups.filter(pk=component.group_id).exists():
            raise Invalid(f"No group with id {component.group_id}.", field="group_id")
    return changed


def _put_tags(component: Component, tags: Iterable[Tag]) -> None:
    links = Component.tags.through.objects
    links.filter(component=component).delete()
    links.bulk_create(Component.tags.through(component=component, tag=tag) for tag in tags)


def _tags(names: Iterable[str]) -> list[Tag]:
    """The tags by these names, in any case, made where there are none."""
    spelt: dict[str, str] = {}
    for name in names:
        name = checked(" ".join(name.split()), field="tags", limit=TAG)
        if name:
            spelt.setdefault(name.casefold(), name)
    # Made in one order by everybody, so that nobody waits for each other.
    tags = {folded: _tag(spelt[folded]) for folded in sorted(spelt)}
    return [tags[folded] for folded in spelt]


def _tag(name: str) -> Tag:
    """By its name: what would be called alike in addresses (C++, C#) is told apart there."""
    slug = slugify(name, allow_unicode=True) or re.sub(r"\s+", "-", name.lower())
    slug = slug[: TAG - slugs.ROOM]
    same = Tag.objects.filter(Same(F("name"), name)).order_by("pk")
    while not (known := same.first()):
        alike = Tag.objects.filter(slug__startswith=slug).values_list("slug", flat=True)
        wish = next(slugs.free(slug, taken=frozenset(alike)))
        # Whoever is faster is found by the name now, or in the way by the slug.
        with suppress(IntegrityError), transaction.atomic():
            return same.first() or Tag.objects.create(name=name, slug=wish)
    return known


def _lock_group(group_id: int) -> Group:
    group = Group.objects.select_for_update(no_key=True).filter(pk=group_id).first()
    if group is None:
        raise NotFound(f"No group with id {group_id}.")
    return group


def _check_group(group: Group) -> None:
    group.name = checked(group.name, field="name", limit=NAME, required=True)
    if not 0 <= group.collapsed <= MOST_COLLAPSED:
        raise Invalid(
            f"A group is folded in one of the ways 0 to {MOST_COLLAPSED}.", field="collapsed"
        )
