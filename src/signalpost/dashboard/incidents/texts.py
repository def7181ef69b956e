"""Texts written by a template: which it is, what it asks for, and what it writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django_htmx.http import trigger_client_event

from signalpost.dashboard.fields import Prose, type_into
from signalpost.dashboard.once import OnceForm
from signalpost.incidents import templates
from signalpost.incidents.models import MessageTemplate
from signalpost.incidents.statuses import IncidentStatus
from signalpost.incidents.templates import Draft
from signalpost.kernel.errors import Invalid
from signalpost.overview.forecast import Present

#: Before the names of variables, so that none is taken for a field.
PREFIX = "var."

#: Statuses that people give; *scheduled* came with Cachet and is kept for what has it.
STAGES = [
    (status.value, status.label)
    for status in IncidentStatus
    if status is not IncidentStatus.SCHEDULED
]


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    is_list: bool
    value: str

    @property
    def key(self) -> str:
        return PREFIX + self.name

    @property
    def given(self) -> str | list[str]:
        if not self.is_list:
            return self.value.strip()
        return [one.strip() for one in re.split(r"[\n,]", self.value) if one.strip()]


class TextForm(OnceForm):
    """What a report and an update have in common."""

    template = forms.ChoiceField(required=False)
    status = forms.ChoiceField(choices=STAGES, widget=forms.RadioSelect)
    message = Prose(required=False)
    #: What the template wrote last: while the message is that, it follows the template.
    written = Prose(required=False)

    def __init__(
        self,
        *args: Any,
        present: Present,
        apart: frozenset[int] = frozenset(),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        kept = MessageTemplate.objects.order_by("name", "pk").values_list("slug", "name")
        self.fields["template"].choices = [("", "None"), *kept]  # type: ignore[attr-defined]
        self.fields["components"].present = present  # type: ignore[attr-defined]
        self.fields["components"].apart = apart  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A text that is left to its template says what was filled in last, and last of all."""
        said = super().clean() or self.cleaned_data
        if not said.get("template"):
            return said
        message = said.get("message", "")
        if message.strip() and message != said.get("written"):
            return said
        missing = [variable.name for variable in variables(self.data) if not variable.given]
        if missing and not message.strip():
            self.add_error("template", f"It asks for {', '.join(missing)}.")
        else:
            said["message"] = written(self)
        return said


def rewrite(form: TextForm) -> None:
    """Put the text that its template writes into the form; it stays where there is none."""
    if not form.data.get("template"):
        return
    text = written(form)
    if form.errors:
        return
    type_into(form, message=text, written=text)
    form.full_clean()
    form.errors.clear()


def answer(response: HttpResponse) -> HttpResponse:
    """Tells the page that the text is another: what it makes of the form follows that."""
    return trigger_client_event(response, "written", after="settle")


def variables(data: Mapping[str, Any]) -> list[Variable]:
    """What the chosen template asks for, with what was given so far."""
    template = MessageTemplate.objects.filter(slug=data.get("template", "")).first()
    return list(_variables(template, data)) if template else []


def written(form: TextForm) -> str:
    """The text of the chosen template; a refusal of it stands beside the template."""
    values = {one.name: one.given for one in variables(form.data)}
    try:
        text = templates.render(form.data["template"], variables=values, draft=_draft(form))
    except Invalid as error:
        form.add_error("template", error.message)
        return ""
    return text or ""


def _variables(template: MessageTemplate, data: Mapping[str, Any]) -> Iterator[Variable]:
    try:
        asked = templates.variables_of(template)
    except Invalid:  # kept since before a rule that it breaks; writing it says what is wrong
        return
    for name, is_list in asked.items():
        yield Variable(name, is_list, data.get(PREFIX + name, ""))


def _draft(form: TextForm) -> Draft:
    """What the template can know, as far as it is typed."""
    said = form.cleaned_data
    component_id, status = next(iter(said.get("components", {}).items()), (None, None))
    return Draft(
        name=said.get("name"),
        status=IncidentStatus(said["status"]) if "status" in said else None,
        message=said.get("message"),
        visible=said.get("visible", True),
        notify=said.get("notify", True),
        stickied=said.get("stickied", False),
        component_id=component_id,
        component_status=status,
    )
