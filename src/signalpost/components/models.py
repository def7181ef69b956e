from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from signalpost.components.statuses import ComponentStatus
from signalpost.kernel.actor import Actor, Viewer
from signalpost.kernel.errors import Invalid


class GroupQuerySet(models.QuerySet["Group"]):
    def seen_by(self, viewer: Viewer) -> Self:
        return self if viewer.is_team else self.filter(visible=True)


class Group(models.Model):
    name = models.CharField(max_length=500)
    position = models.IntegerField(default=0)
    #: 0 open, 1 folded, 2 and above folded while all is well; Cachet's numbers, kept as written.
    collapsed = models.PositiveSmallIntegerField(default=0)
    visible = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = GroupQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


#: Signs of a tag's name.
TAG = 200


class Tag(models.Model):
    name = models.CharField(max_length=TAG)
    slug = models.CharField(max_length=TAG, unique=True)

    def __str__(self) -> str:
        return self.name


def in_shown_group(path: str = "") -> models.Q:
    """Of a component, or of what leads to one by `path`: in no group, or in a visible one."""
    loose = models.Q(**{f"{path}group__isnull": True})
    return loose | models.Q(**{f"{path}group__visible": True})


class ComponentQuerySet(models.QuerySet["Component"]):
    def standing(self) -> Self:
        return self.filter(deleted_at__isnull=True)

    def seen_by(self, viewer: Viewer) -> Self:
        """The one place that decides who may see a component: deletion, and being enabled."""
        standing = self.standing()
        return standing if viewer.is_team else standing.filter(enabled=True)

    def outside_hidden_groups(self) -> Self:
        """What guests get on the page and in roll-ups; lists name these components all the same."""
        return self.filter(in_shown_group())

    def locked(
        self, ids: Collection[int], *, if_standing: Collection[int] = ()
    ) -> dict[int, Component]:
        """Take components in the order of their ids; Invalid when one of `ids` does not stand."""
        rows = self.standing().filter(pk__in={*ids, *if_standing}).order_by("pk")
        found = {component.pk: component for component in rows.select_for_update(no_key=True)}
        if missing := sorted(set(ids) - found.keys()):
            raise Invalid(f"No component with id {missing[0]}.", field="components")
        return found

    def note_statuses(
        self,
        said: Iterable[tuple[Component, ComponentStatus]],
        *,
        by: Actor,
        at: datetime,
        reason: str,
    ) -> list[StatusChange]:
        """Assert what is said of each and keep the changes, in few queries for all.

        Unrecorded, and the rows must be locked: for an operation that records. `reason` is the
        kind of the event this belongs to.
        """
        changes = [
            component.turn(status, by=by, at=at, reason=reason)
            for component, status in said
            if component.status != status
        ]
        StatusChange.objects.bulk_create(changes)
        now = timezone.now()
        alike = defaultdict(list)  # nearly always all of them
        for change in changes:
            change.component.updated_at = now
            alike[change.after, change.at].append(change.component_id)
        for (status, since), ids in alike.items():
            rows = self.model.objects.filter(pk__in=ids)
            rows.update(status=status, asserted_at=since, updated_at=now)
        return changes


class Component(models.Model):
    """`status` is what is asserted; what is shown is worked out in overview."""

    name = models.CharField(max_length=500)
    description = models.TextField(blank=True)
    link = models.CharField(max_length=2000, blank=True)
    status = models.CharField(max_length=20, choices=ComponentStatus.choices)
    asserted_at = models.DateTimeField()
    position = models.IntegerField(default=0)
    group = models.ForeignKey(
        Group, null=True, on_delete=models.SET_NULL, related_name="components"
    )
    enabled = models.BooleanField(default=True)
    meta = models.JSONField(null=True)
    tags = models.ManyToManyField(Tag, related_name="components")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True)

    objects = ComponentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status=ComponentStatus.UNDER_MAINTENANCE),
                name="components_maintenance_is_not_asserted",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def tag_names(self) -> list[str]:
        """In the order in which they were given, which the API keeps (contract 1.5)."""
        links = Component.tags.through.objects.filter(component=self)
        return list(links.order_by("pk").values_list("tag__name", flat=True))

    def turn(
        self, status: ComponentStatus, *, by: Actor, at: datetime, reason: str
    ) -> StatusChange:
        """Be what is said; neither the component nor its change is saved."""
        if status is ComponentStatus.UNDER_MAINTENANCE:
            raise Invalid("Maintenance is planned as a window, not stated.", field="status")
        at = max(at, self.asserted_at)  # the clocks of two machines never turn history around
        before, self.status = self.status, status
        self.asserted_at = at
        return StatusChange(
            component=self,
            before=before,
            after=status,
            at=at,
            actor_kind=by.kind,
            actor_name=by.name[:300],
            reason=reason,
        )

    def note_status(
        self, status: ComponentStatus, *, by: Actor, at: datetime, reason: str
    ) -> StatusChange | None:
        """As Component.objects.note_statuses; None when it was asserted already."""
        changes = Component.objects.note_statuses([(self, status)], by=by, at=at, reason=reason)
        return changes[0] if changes else None


class StatusChange(models.Model):
    """Every change of what is asserted: uptime and the audit trail are queries over these."""

    component = models.ForeignKey(Component, on_delete=models.CASCADE, related_name="changes")
    #: Empty for the first status of a new component.
    before = models.CharField(max_length=20, choices=ComponentStatus.choices, blank=True)
    after = models.CharField(max_length=20, choices=ComponentStatus.choices)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=20)
    actor_name = models.CharField(max_length=300)
    reason = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["component", "at"], name="status_changes_in_time")]

    def __str__(self) -> str:
        return f"{self.component_id}: {self.before or 'new'} → {self.after}"
