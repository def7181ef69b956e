"""A list of addresses is brought in: what a file would do is shown before it is done."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from signalpost.dashboard.once import OnceForm, once
from signalpost.dashboard.screens import DashboardRequest, form_page, go_to, refuse
from signalpost.kernel.errors import DomainError
from signalpost.subscribers import names, operations, table, uploads
from signalpost.subscribers.entry import Entry
from signalpost.subscribers.models import Subscriber
from signalpost.subscribers.table import Sheet

#: Of a file, in bytes: room for as many lines as are taken.
LARGEST = 9_000_000
#: How many wrong lines are shown, and how many right ones.
MOST_WRONG, SAMPLE = 100, 5

_TOO_LARGE = f"The file is larger than {LARGEST // 1_000_000} MB. Cut it in pieces."


class FileForm(forms.Form):
    file = forms.FileField(
        label="CSV file",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv", "data-largest": LARGEST}),
        help_text=f"At most {table.MOST_LINES:,} lines and {LARGEST // 1_000_000} MB.",
        error_messages={"empty": "The file is empty."},
    )
    vouched = forms.BooleanField(
        label="They have all agreed; do not ask them to confirm",
        required=False,
        help_text="Otherwise those do it who have no “yes” in the column “confirmed”.",
    )

    def clean_file(self) -> bytes:
        content: bytes = self.cleaned_data["file"].read()
        if len(content) > LARGEST:
            raise forms.ValidationError(_TOO_LARGE)
        return content


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an import would do: whom it would add, and how many are known already."""

    new: list[Entry]
    known: int

    @property
    def confirmed(self) -> int:
        return sum(entry.vouched for entry in self.new)

    @property
    def waiting(self) -> int:
        return len(self.new) - self.confirmed


def show(request: DashboardRequest) -> HttpResponse:
    """`too-large`: the server sends whoever sent a file that it did not even read here."""
    form = FileForm()
    if "too-large" in request.GET:
        form = FileForm({}, MultiValueDict())
        form.fields["file"].error_messages["required"] = _TOO_LARGE
    return _page(request, form)


def take(request: DashboardRequest) -> HttpResponse:
    """Keep the file until somebody has seen what it would do."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    content, vouched = form.cleaned_data["file"], form.cleaned_data["vouched"]
    try:
        _read(content, vouched=vouched)
    except DomainError as error:
        refuse(form, error)
        return _page(request, form)
    upload = uploads.keep(content, user_id=request.user.pk, vouched=vouched)
    return go_to(request, reverse("preview_import", args=[upload]))


def preview(request: DashboardRequest, upload: uuid.UUID) -> HttpResponse:
    sheet = _kept(request, upload)
    outlook = _outlook(sheet)
    facts = {
        "outlook": outlook,
        "sample": _sample(outlook.new[:SAMPLE]),
        "wrong": sheet.wrong[:MOST_WRONG],
        "wrong_count": len(sheet.wrong),
        "more_wrong": max(0, len(sheet.wrong) - MOST_WRONG),
    }
    return render(request, "dashboard/subscribers/preview.html", facts)


def carry_out(request: DashboardRequest, upload: uuid.UUID) -> HttpResponse:
    """Import the file, once however often the button is pressed."""
    form = OnceForm({"form_key": upload})
    form.is_valid()  # as the address is

    def act() -> str:
        done = operations.import_many(by=request.by, entries=_kept(request, upload).entries)
        uploads.forget(upload)
        messages.success(request, _told(done))
        return reverse("subscribers")

    return go_to(request, once(form, act, meanwhile=reverse("subscribers")))


def _read(content: bytes, *, vouched: bool) -> Sheet:
    """By what components and groups are called now."""
    components, groups = names.of_components(), names.of_groups()
    return table.read(content, components=components, groups=groups, vouched=vouched)


def _kept(request: DashboardRequest, upload: uuid.UUID) -> Sheet:
    content, vouched = uploads.find(upload, user_id=request.user.pk)
    return _read(content, vouched=vouched)


def _outlook(sheet: Sheet) -> Outlook:
    known = Subscriber.objects.known([entry.key for entry in sheet.entries])
    new = [entry for entry in sheet.entries if entry.key not in known]
    return Outlook(new, len(sheet.entries) - len(new))


def _sample(entries: list[Entry]) -> list[tuple[Entry, str]]:
    """With what each would follow, in words."""
    components, groups = names.of_components(), names.of_groups()
    return [
        (entry, names.joined(groups.listed(entry.groups), components.listed(entry.components)))
        for entry in entries
    ]


def _told(done: operations.Imported) -> str:
    said = f"{done.new:,} new subscriber{'s' * (done.new != 1)}."
    return f"{said} {done.known:,} known already stay as they are." if done.known else said


def _page(request: DashboardRequest, form: FileForm) -> HttpResponse:
    return form_page(request, "dashboard/subscribers/import.html", form)
