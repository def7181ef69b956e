"""What is said of a metric, and of a point."""

from __future__ import annotations

from datetime import UTC
from decimal import Decimal
from typing import Any

from django import forms

from signalpost.dashboard.fields import Moment, Prose
from signalpost.dashboard.meanwhile import LOST, AsOfForm, Change
from signalpost.dashboard.once import OnceForm
from signalpost.kernel.numbers import LARGEST, SMALLEST
from signalpost.kernel.text import NAME, TEXT
from signalpost.metrics import values
from signalpost.metrics.choices import THRESHOLDS, Calculation, View, Visibility
from signalpost.metrics.models import Metric, Point
from signalpost.metrics.operations import MOST_PLACES, SUFFIX

#: How far back a chart looks, as its links and its setting name it.
VIEWS = {
    View.LAST_HOUR: "Hour",
    View.TODAY: "12 hours",
    View.WEEK: "Week",
    View.MONTH: "Month",
}


class MetricForm(forms.Form):
    name = forms.CharField(max_length=NAME, help_text="What visitors read above the chart.")
    suffix = forms.CharField(
        label="Unit",
        max_length=SUFFIX,
        required=False,
        help_text="Stands behind each number: ms, %, orders.",
    )
    description = Prose(
        rows=4,
        max_length=TEXT,
        required=False,
        help_text="Markdown. Visitors see it below the chart.",
    )
    calculation = forms.ChoiceField(
        label="What a stretch of time shows",
        choices=[
            (Calculation.SUM, "The sum of its points: orders, sign-ups, errors"),
            (Calculation.AVERAGE, "Their average: response times, load, temperatures"),
        ],
        initial=Calculation.SUM,
        widget=forms.RadioSelect,
    )
    places = forms.TypedChoiceField(
        label="Decimal places",
        coerce=int,
        choices=[(places, places) for places in range(MOST_PLACES + 1)],
        initial=2,
        help_text="How numbers are shown. Points are kept with three.",
    )
    default_view = forms.ChoiceField(
        label="The chart looks back", choices=list(VIEWS.items()), initial=View.TODAY
    )
    default_value = forms.DecimalField(
        initial=0,
        help_text="What the chart shows where nothing was measured. With 0, an average has a gap.",
    )
    threshold = forms.TypedChoiceField(
        coerce=int,
        choices=[(n, "1 minute" if n == 1 else f"{n} minutes") for n in THRESHOLDS],
        initial=5,
        help_text="The same value again within this time is one point, counted once more.",
    )
    visibility = forms.ChoiceField(
        label="Who sees it",
        choices=[
            (Visibility.EVERYBODY, "Everybody"),
            (Visibility.TEAM, "Your team: here, and with an API token"),
            (Visibility.NOBODY, "Nobody: hidden, as Cachet knows it. Your team still finds it"),
        ],
        initial=Visibility.EVERYBODY,
        widget=forms.RadioSelect,
    )
    display_chart = forms.BooleanField(
        label="Show its chart on the page", required=False, initial=True
    )
    position = forms.IntegerField(
        label="Place on the page",
        min_value=SMALLEST,
        max_value=LARGEST,
        help_text="Lower numbers stand first.",
    )


class EditForm(AsOfForm[Metric], MetricForm):
    def in_words(self, name: str, before: Any, after: Any) -> Change:
        if name == "default_thousandths":
            name, before, after = "default_value", values.number(before), values.number(after)
        return super().in_words(name, before, after)


class PointForm(forms.Form):
    value = forms.DecimalField()
    measured_at = Moment(label="Measured at")

    @classmethod
    def values_of(cls, point: Point) -> dict[str, Any]:
        return {"value": _exact(point.value), "measured_at": point.measured_at}

    @property
    def changed(self) -> dict[str, Any]:
        """What differs from what was shown: times keep the seconds that the form does not show."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class CorrectionForm(PointForm):
    """Of a point as it was shown: points are not in the book."""

    seen = forms.CharField(widget=forms.HiddenInput, error_messages={"required": LOST})

    @classmethod
    def values_of(cls, point: Point) -> dict[str, Any]:
        seen = f"{point.thousandths} {point.measured_at.astimezone(UTC).isoformat()}"
        return super().values_of(point) | {"seen": seen}

    @property
    def changed(self) -> dict[str, Any]:
        return {name: value for name, value in super().changed.items() if name != "seen"}


class NewPointForm(OnceForm, PointForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measured_at"].required = False
        self.fields["measured_at"].help_text += " Empty: now."


class TimeForm(forms.Form):
    """Which points are listed."""

    since = Moment(label="Since", required=False)
    until = Moment(label="Until", required=False)


def _exact(number: float) -> Decimal:
    """As it is written, so that what comes back as it was shown is no change."""
    return Decimal(str(number))
