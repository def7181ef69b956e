from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q

from signalpost.accounts.models import User
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.kernel.actor import Viewer
from signalpost.maintenance import recurrence, words
from signalpost.maintenance.statuses import WindowStatus

#: So many one window covers at most.
MOST_COMPONENTS = 1000


class Plan(models.Model):
    """What a window and a series of windows both say."""

    name = models.CharField(max_length=500)
    message = models.TextField(blank=True)
    visible = models.BooleanField(default=True)
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Series(Plan):
    """A rule, and what the windows that it makes are like. Each is its own once it is made."""

    rule = models.CharField(max_length=200)
    #: The zone whose clock the rule goes by; fixed, so that the starts stay what was announced.
    zone = models.CharField(max_length=64)
    first_at = models.DateTimeField()
    #: None: windows without a planned end.
    lasts = models.DurationField(null=True)
    #: The last start of which a window was made.
    made_until = models.DateTimeField()
    #: When the next window is to be made; None once the rule is used up or the series ended.
    top_up_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "series"
        indexes = [
            models.Index(
                fields=["top_up_at"],
                condition=Q(top_up_at__isnull=False),
                name="series_to_top_up",
            ),
        ]

    @property
    def in_words(self) -> str:
        """How it repeats."""
        zone = ZoneInfo(self.zone)
        rule = recurrence.parsed(self.rule, zone=zone)
        return words.repeats(rule, first=self.first_at, zone=zone)


class WindowQuerySet(models.QuerySet["Window"]):
    def standing(self) -> Self:
        return self.filter(deleted_at__isnull=True)

    def seen_by(self, viewer: Viewer) -> Self:
        """The one place that decides who may see a window: visibility and deletion."""
        standing = self.standing()
        return standing if viewer.is_team else standing.filter(visible=True)

    def upcoming(self) -> Self:
        return self.filter(status=WindowStatus.UPCOMING)

    def in_progress(self) -> Self:
        return self.filter(status=WindowStatus.IN_PROGRESS)

    def covering(self, component_ids: Collection[int]) -> Self:
        return self.filter(coverage__component__in=component_ids).distinct()

    def waiting(self) -> Self:
        """Those that the clock is going to begin."""
        return self.standing().upcoming().filter(follows_clock=True)

    def running_out(self) -> Self:
        """Those that the clock is going to complete."""
        planned = self.standing().in_progress().filter(follows_clock=True)
        return planned.filter(ends_at__isnull=False)

    def by_component(self) -> dict[int, set[int]]:
        """The ids of those that cover it, for each component that any of them covers."""
        covered = self.filter(coverage__component__isnull=False)
        found: dict[int, set[int]] = {}
        for component_id, window_id in covered.values_list("coverage__component", "pk"):
            found.setdefault(component_id, set()).add(window_id)
        return found

    def overlapping(self, *, since: datetime, until: datetime | None) -> Self:
        """Those that are planned for any of that time; None, like no planned end: it goes on."""
        open_ones = self.exclude(status=WindowStatus.COMPLETE)
        lasting = open_ones.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=since))
        return lasting.filter(starts_at__lt=until) if until else lasting

    def lasting(self, *, since: datetime) -> Self:
        """Those that had not ended by then; history without an end is left out."""
        return self.filter(~Q(status=WindowStatus.COMPLETE) | Q(ended_at__gt=since))


class Window(Plan):
    """Planned from `starts_at` to `ends_at`; in fact it lasted from `began_at` to `ended_at`.

    A complete window without `ended_at` was entered as history without an end.
    """

    status = models.CharField(max_length=20, choices=WindowStatus.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    #: Planned ahead: the clock begins and completes it. Otherwise it keeps the state it was given.
    follows_clock = models.BooleanField()
    series = models.ForeignKey(Series, null=True, on_delete=models.SET_NULL, related_name="windows")
    #: The rule's start that this window was made for, whatever its own start became.
    occurrence_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    objects = WindowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="windows_end_after_they_start",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")),
                name="windows_ended_after_they_began",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=WindowStatus.UPCOMING, began_at__isnull=True, ended_at__isnull=True
                )
                | Q(status=WindowStatus.IN_PROGRESS, began_at__isnull=False, ended_at__isnull=True)
                | Q(status=WindowStatus.COMPLETE, began_at__isnull=False),
                name="windows_times_fit_their_status",
            ),
            models.UniqueConstraint(
                fields=["series", "occurrence_at"], name="windows_one_for_each_occurrence"
            ),
        ]
        indexes = [
            models.Index(fields=["status", "starts_at"], name="windows_by_status"),
            models.Index(fields=["began_at"], name="windows_by_beginning"),
        ]

    @property
    def is_complete(self) -> bool:
        return self.status == WindowStatus.COMPLETE

    def move_to(self, status: WindowStatus, *, at: datetime) -> None:
        """Change the status and keep the actual times in step with it.

        A planned time that has passed by then is when it happened: so it is for the clock that
        slept through it, and for history that is entered.
        """
        if status is WindowStatus.UPCOMING:
            self.began_at = self.ended_at = None
        else:
            self.began_at = self.began_at or min(self.starts_at, at)
        if status is WindowStatus.IN_PROGRESS:
            self.ended_at = None
        elif status is WindowStatus.COMPLETE and self.began_at:
            self.ended_at = self.ended_at or max(self.began_at, min(self.ends_at or at, at))
        self.status = status


class Coverage(models.Model):
    component = models.ForeignKey(Component, on_delete=models.CASCADE, related_name="+")
    #: Cachet's component_status of the pair: kept and shown at its door, of no effect.
    status = models.CharField(max_length=20, choices=ComponentStatus.choices, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.component_id} {self.status}".rstrip()


class WindowComponent(Coverage):
    window = models.ForeignKey(Window, on_delete=models.CASCADE, related_name="coverage")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["window", "component"], name="windows_cover_a_component_once"
            ),
        ]


class SeriesComponent(Coverage):
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="coverage")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "component"], name="series_cover_a_component_once"
            ),
        ]


class WindowUpdate(models.Model):
    window = models.ForeignKey(Window, on_delete=models.CASCADE, related_name="updates")
    message = models.TextField()
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            models.Index(fields=["window", "-created_at"], name="window_updates_newest_first")
        ]

    def __str__(self) -> str:
        return self.message[:40]
