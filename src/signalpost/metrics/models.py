from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import timezone

from signalpost.kernel.actor import Viewer
from signalpost.metrics import values
from signalpost.metrics.choices import Calculation, View, Visibility
from signalpost.metrics.tally import Tally
from signalpost.metrics.values import Number

#: Half of what databases keep, so that adding two of these never leaves it.
LARGEST_SUM = 2**62 - 1


class MetricQuerySet(models.QuerySet["Metric"]):
    def standing(self) -> Self:
        return self.filter(deleted_at__isnull=True)

    def seen_by(self, viewer: Viewer) -> Self:
        """The one place that decides who may see a metric, and with it its points and charts."""
        if viewer.is_team or viewer.may("points.write"):
            return self.standing()
        return self.standing().filter(visibility=Visibility.EVERYBODY)


class Metric(models.Model):
    """`revision` is raised by every write of its points: caches of its chart follow it.

    One that is deleted is gone for everybody; its points are then cleared away bit by bit.
    """

    name = models.CharField(max_length=500)
    suffix = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    #: What charts show where nothing was measured.
    default_thousandths = models.BigIntegerField(default=0)
    calculation = models.CharField(
        max_length=20, choices=Calculation.choices, default=Calculation.SUM
    )
    display_chart = models.BooleanField(default=True)
    places = models.PositiveSmallIntegerField(default=2)
    default_view = models.CharField(max_length=20, choices=View.choices, default=View.TODAY)
    #: For how many minutes the same value counts as the same point.
    threshold = models.PositiveSmallIntegerField(default=5)
    position = models.IntegerField(default=0)
    visibility = models.CharField(
        max_length=20, choices=Visibility.choices, default=Visibility.EVERYBODY
    )
    revision = models.BigIntegerField(default=0)
    #: How many points it has: a list's total must not count millions of rows.
    size = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True)

    objects = MetricQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def default_value(self) -> Number:
        return values.number(self.default_thousandths)


class Point(models.Model):
    """A fact; the same value measured again soon after only raises its `counter`."""

    metric = models.ForeignKey(
        Metric, on_delete=models.CASCADE, related_name="points", db_index=False
    )
    thousandths = models.BigIntegerField()
    counter = models.PositiveIntegerField(default=1)
    measured_at = models.DateTimeField()
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["metric", "-measured_at", "-id"], name="points_newest_first"),
            models.Index(fields=["metric", "thousandths", "measured_at"], name="points_by_value"),
        ]

    def __str__(self) -> str:
        return f"{self.value} × {self.counter}"

    @property
    def value(self) -> Number:
        return values.number(self.thousandths)

    @property
    def calculated_value(self) -> Number:
        return values.number(self.thousandths * self.counter)

    @property
    def tally(self) -> Tally:
        return Tally.of(self.thousandths, counter=self.counter)


class Rollup(models.Model):
    """What the points of one stretch of time come to. `start` is in minutes since 1970, UTC."""

    pk = models.CompositePrimaryKey("metric_id", "start")
    metric = models.ForeignKey(Metric, on_delete=models.CASCADE, related_name="+", db_index=False)
    start = models.BigIntegerField()
    rows = models.BigIntegerField()
    total = models.BigIntegerField()
    weighted = models.BigIntegerField()
    least = models.BigIntegerField()
    most = models.BigIntegerField()

    objects = models.Manager["Rollup"]()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(total__range=(-LARGEST_SUM, LARGEST_SUM))
                & models.Q(weighted__range=(-LARGEST_SUM, LARGEST_SUM)),
                name="%(class)s_sums_stay_exact",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric_id} from {self.start}: {self.tally}"

    @property
    def tally(self) -> Tally:
        return Tally(self.rows, self.total, self.weighted, self.least, self.most)


class MinuteRollup(Rollup):
    pass


class QuarterRollup(Rollup):
    """Of a quarter-hour: hours and days of every zone are whole numbers of these."""
