from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Greatest

from signalpost.accounts.models import User
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Viewer
from signalpost.kernel.folding import Holds


class IncidentQuerySet(models.QuerySet["Incident"]):
    def standing(self) -> Self:
        return self.filter(deleted_at__isnull=True)

    def in_sight(self, *, since: datetime, at: datetime) -> Self:
        """What occurred since then, is published after `at`, or is unresolved or pinned.

        Asked for one by one: an index answers each, and none answers them all at once.
        """
        standing = self.model.objects.standing()
        recent, *others = (
            rows.values("pk")
            for rows in (
                standing.filter(occurred_at__gte=since),
                standing.held_back().filter(published_at__gt=at),
                standing.unresolved(),
                standing.filter(stickied=True),
            )
        )
        return self.filter(pk__in=recent.union(*others))

    def unresolved(self) -> Self:
        return self.filter(resolved_at__isnull=True)

    def published(self, *, at: datetime) -> Self:
        return self.standing().filter(published_at__lte=at)

    def saying(self, text: str) -> Self:
        """Those with the text in their name, message, post-mortem or an update, in any case."""
        updates = Update.objects.filter(_holding("message", text)).values("incident")
        own = _holding("name", text) | _holding("message", text) | _holding("postmortem", text)
        return self.filter(own | Q(pk__in=updates))

    def held_back(self) -> Self:
        """Those whose end of embargo is still to be announced."""
        return self.standing().filter(announced_at__isnull=True)

    def seen_by(self, viewer: Viewer, *, at: datetime) -> Self:
        """The one place that decides who may see an incident: visibility, embargo, deletion."""
        if viewer.may("incidents.write"):
            return self.standing()
        published = self.published(at=at)
        return published if viewer.is_team else published.filter(visible=True)


def _holding(field: str, text: str) -> Q:
    return Q((f"{field}__{Holds.lookup_name}", text))


class Incident(models.Model):
    name = models.CharField(max_length=500)
    message = models.TextField(blank=True)
    #: Once it is over: what happened, why, and what is done about it.
    postmortem = models.TextField(blank=True, default="")
    status = models.CharField(max_length=20, choices=IncidentStatus.choices)
    visible = models.BooleanField(default=True)
    stickied = models.BooleanField(default=False)
    #: The component that Cachet's one field names; all that are touched are the impacts.
    component = models.ForeignKey(Component, null=True, on_delete=models.SET_NULL, related_name="+")
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    meta = models.JSONField(default=dict)
    occurred_at = models.DateTimeField()
    published_at = models.DateTimeField()
    #: When the book said that it is public: at the report, or when its embargo ended.
    announced_at = models.DateTimeField(null=True)
    #: Whether whoever reported it wants subscribers to hear of it.
    notify = models.BooleanField(default=False)
    resolved_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status=IncidentStatus.FIXED, resolved_at__isnull=False)
                | (~Q(status=IncidentStatus.FIXED) & Q(resolved_at__isnull=True)),
                name="incidents_resolved_when_fixed",
            ),
        ]
        indexes = [
            models.Index(fields=["occurred_at"], name="incidents_by_day"),
            models.Index(
                fields=["published_at"],
                condition=Q(resolved_at__isnull=True, deleted_at__isnull=True),
                name="incidents_unresolved",
            ),
            models.Index(
                fields=["published_at"],
                condition=Q(announced_at__isnull=True, deleted_at__isnull=True),
                name="incidents_held_back",
            ),
            models.Index(
                fields=["occurred_at"],
                condition=Q(stickied=True, deleted_at__isnull=True),
                name="incidents_pinned",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.status != IncidentStatus.FIXED

    def move_to(self, status: IncidentStatus, *, at: datetime) -> None:
        """Change the status, and keep in step with it when it was resolved."""
        if status == IncidentStatus.FIXED:
            self.resolved_at = self.resolved_at or at
        else:
            self.resolved_at = None
        self.status = status

    @property
    def is_heard(self) -> bool:
        """Whether it has been announced to visitors: what it says until then waits."""
        return self.visible and self.announced_at is not None

    def speaks(self, *, at: datetime) -> bool:
        """Whether what it states counts: domain rule 7."""
        return self.visible and self.published_at <= at and self.deleted_at is None


#: When an impact was said: one under embargo is when that ends.
SAID_AT = Greatest(Coalesce("stated_at", "incident__published_at"), "incident__published_at")


class ImpactQuerySet(models.QuerySet["Impact"]):
    def open(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def heard(self, *, at: datetime) -> Self:
        """Those of visible, published incidents: domain rule 7."""
        return self.filter(
            incident__visible=True,
            incident__published_at__lte=at,
            incident__deleted_at__isnull=True,
        )

    def speaking(self, *, at: datetime) -> Self:
        """Open ones that count, on components that stand."""
        return self.open().heard(at=at).filter(component__deleted_at__isnull=True)

    def lasting(self, *, since: datetime, until: datetime) -> Self:
        """Those that touch that time."""
        return self.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=since), began_at__lte=until)

    def end(self, *, at: datetime) -> list[int]:
        """End those that are open; the ids of their components. Rows are taken by id."""
        # Only these: their incidents may be in other hands.
        locked = self.open().order_by("pk").select_for_update(of=("self",))
        taken = list(locked.values_list("pk", "component"))
        rows = Impact.objects.filter(pk__in=[pk for pk, _ in taken])
        # One that was reported ahead of its time ends where it began, not before.
        rows.update(ended_at=Greatest("began_at", models.Value(at)))
        return [component for _, component in taken]


class Impact(models.Model):
    """What an incident says about a component, from when to when.

    A new status for the pair ends the one impact and begins another, so that uptime can tell how
    bad it was when; so does the same status said again after a check has spoken. `stated_at` is
    when visitors heard it, None until they do; `began_at` since when it is true.
    """

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="impacts")
    component = models.ForeignKey(Component, on_delete=models.CASCADE, related_name="impacts")
    status = models.CharField(max_length=20, choices=ComponentStatus.choices)
    stated_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ImpactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "component"],
                condition=Q(ended_at__isnull=True),
                name="incidents_one_open_impact",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("began_at")),
                name="incidents_impact_ends_after_it_began",
            ),
        ]
        indexes = [
            models.Index(
                fields=["component"], condition=Q(ended_at__isnull=True), name="impacts_open"
            ),
            models.Index(fields=["ended_at"], name="impacts_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.component_id} {self.status}"


class UnspokenQuerySet(models.QuerySet["Unspoken"]):
    def of(self, incident_id: int) -> Self:
        return self.filter(incident=incident_id, component__deleted_at__isnull=True)


class Unspoken(models.Model):
    """What an incident that is not visible yet will assert of a component once it is.

    What it says while it is open needs none: its impacts count from then on.
    """

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="unspoken")
    component = models.ForeignKey(Component, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=20, choices=ComponentStatus.choices)

    objects = UnspokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "component"], name="incidents_one_unspoken_status"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.component_id} {self.status}"


class Update(models.Model):
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="updates")
    status = models.CharField(max_length=20, choices=IncidentStatus.choices)
    message = models.TextField()
    #: What it said of components when it was posted: id → status.
    stated = models.JSONField(default=dict)
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "incidents_update"
        indexes = [models.Index(fields=["incident", "-created_at"], name="updates_newest_first")]

    def __str__(self) -> str:
        return f"{self.status}: {self.message[:40]}"


class MessageTemplate(models.Model):
    """A text with places for what differs from one incident to the next; `slug` is its key."""

    name = models.CharField(max_length=500)
    slug = models.CharField(max_length=200, unique=True)
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.name
