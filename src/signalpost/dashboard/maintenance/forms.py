from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from signalpost.components.models import Component
from signalpost.dashboard.fields import Moment
from signalpost.dashboard.maintenance import repeating
from signalpost.dashboard.maintenance.repeating import Repeat
from signalpost.dashboard.once import OnceForm
from signalpost.kernel.errors import Invalid
from signalpost.kernel.text import NAME, TEXT
from signalpost.maintenance import recurrence, rows
from signalpost.maintenance.statuses import WindowStatus


class WindowForm(forms.Form):
    """What a window says of itself; times by the site's clock."""

    name = forms.CharField(max_length=NAME)
    message = forms.CharField(
        label="What is done, and what it means",
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Markdown.",
    )
    starts_at = Moment(label="Starts", required=False)
    ends_at = Moment(
        label="Ends", required=False, help_text="Empty: it goes on until somebody completes it."
    )
    components = forms.TypedMultipleChoiceField(
        label="Components under maintenance meanwhile", coerce=int, required=False
    )
    visible = forms.BooleanField(label="Show it to everybody", required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = Component.objects.standing()
        self.fields["components"].choices = standing.values_list("pk", "name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The order of its times is looked at with the rest, so that all is said at once."""
        said = super().clean() or self.cleaned_data
        if starts_at := said.get("starts_at"):
            try:
                rows.check_plan(starts_at, said.get("ends_at"))
            except Invalid as error:
                self.add_error(error.field, error.message)
        return said


class PlanForm(OnceForm, WindowForm):
    notify = forms.BooleanField(label="Tell subscribers", required=False, initial=True)
    repeat = forms.ChoiceField(label="Does it repeat?", choices=Repeat.choices, initial="never")
    until = forms.DateField(
        label="Until",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="The last day on which it may begin. Empty: without an end.",
    )
    rule = forms.CharField(
        label="Rule",
        max_length=recurrence.LONGEST,
        required=False,
        help_text="RFC 5545, where you chose a rule of your own: "
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 is the last working day of each month.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_at"].help_text = "Empty: it begins now."

    def clean(self) -> dict[str, Any]:
        """The rule as an operation takes it, in place of the plain words."""
        said = super().clean() or self.cleaned_data
        repeat, starts_at = said.pop("repeat", None), said.get("starts_at")
        until, own = said.pop("until", None), said.pop("rule", "")
        said["rule"] = ""
        if repeat in {None, Repeat.NEVER} or "starts_at" in self.errors:
            return said
        if starts_at is None:
            self.add_error("starts_at", "What repeats is planned ahead.")
        elif repeat == Repeat.RULE and not own.strip():
            self.add_error("rule", "Which rule?")
        else:
            first = timezone.localtime(starts_at).date()
            said["rule"] = repeating.rule(repeat, first=first, until=until, own=own)
        return said


def state_of(
    starts_at: datetime | None, ends_at: datetime | None, *, now: datetime
) -> WindowStatus:
    """The state of a window that is entered now: history is over, or still going on."""
    if starts_at is None or starts_at > now:
        return WindowStatus.UPCOMING
    is_over = ends_at is not None and ends_at <= now
    return WindowStatus.COMPLETE if is_over else WindowStatus.IN_PROGRESS
