"""What was changed, as the screens call it on which it is set, and as it is chosen there."""

from __future__ import annotations

from typing import Any

from django import forms

from signalpost.dashboard.components.component import ComponentForm
from signalpost.dashboard.components.group import GroupForm
from signalpost.dashboard.fields import Moment, in_words, label_of
from signalpost.dashboard.incidents.edit import EditForm as IncidentForm
from signalpost.dashboard.maintenance.forms import WindowForm
from signalpost.dashboard.maintenance.meanwhile import names
from signalpost.dashboard.message_templates.templates import TemplateForm
from signalpost.dashboard.metrics.forms import MetricForm
from signalpost.dashboard.settings.audience import AudienceForm
from signalpost.dashboard.settings.forms import AccessForm, CountingForm, PageForm
from signalpost.dashboard.settings.look import PLACES, LookForm
from signalpost.dashboard.settings.mail import MailForm
from signalpost.dashboard.settings.markup import MarkupForm
from signalpost.dashboard.team import RoleForm
from signalpost.maintenance.statuses import WindowStatus


class _MovedForm(forms.Form):
    """What moves with a window and is typed nowhere."""

    status = forms.ChoiceField(choices=WindowStatus.choices)
    began_at = Moment(label="Began")
    ended_at = Moment(label="Ended")


#: The forms of each subject that the book speaks of.
_FORMS: dict[str, tuple[type[forms.Form], ...]] = {
    "component": (ComponentForm,),
    "group": (GroupForm,),
    "incident": (IncidentForm,),
    "metric": (MetricForm,),
    "site": (PageForm, CountingForm, AccessForm, AudienceForm, LookForm, MarkupForm, MailForm),
    "template": (TemplateForm,),
    "user": (RoleForm,),
    "window": (WindowForm, _MovedForm),
}
_PICTURES = {f"{place}_id": spot.label for place, spot in PLACES.items()}


def change(kind: str, name: str, before: Any, after: Any) -> tuple[str, str, str]:
    """Label, before, after."""
    if name in _PICTURES:
        return _PICTURES[name], _picture(before), _picture(after)
    if kind.startswith("window.") and name == "components":
        return "Components", names(before or []), names(after or [])
    field = _field(kind, name)
    return label_of(field, name), in_words(field, before), in_words(field, after)


def _field(kind: str, name: str) -> forms.Field | None:
    of_subject = _FORMS.get(kind.partition(".")[0], ())
    return next((form.base_fields[name] for form in of_subject if name in form.base_fields), None)


def _picture(digest: str | None) -> str:
    return "a picture" if digest else "none"
