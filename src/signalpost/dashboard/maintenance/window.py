"""One window: what it is, how it goes, and the buttons that move it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from signalpost.dashboard.fields import Moment, Prose
from signalpost.dashboard.maintenance.meanwhile import AsOfForm
from signalpost.dashboard.screens import DashboardRequest, form_page, go_to, refuse
from signalpost.kernel.errors import DomainError, NotFound
from signalpost.kernel.text import TEXT
from signalpost.maintenance import operations
from signalpost.maintenance.models import Window, WindowUpdate


class UpdateForm(forms.Form):
    message = forms.CharField(
        label="How does it go?",
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Markdown.",
    )


class CorrectionForm(AsOfForm[WindowUpdate]):
    message = Prose(label="Text")

    @property
    def subject(self) -> Window:
        return self.row.window


class ExtendForm(forms.Form):
    ends_at = Moment(label="Until")


def show(request: DashboardRequest, pk: int) -> HttpResponse:
    return _page(request, find(request, pk))


def begin(request: DashboardRequest, pk: int) -> HttpResponse:
    operations.begin(pk, by=request.by)
    return _moved(request, pk, "It has begun.")


def complete(request: DashboardRequest, pk: int) -> HttpResponse:
    operations.complete(pk, by=request.by)
    return _moved(request, pk, "It is complete.")


def extend(request: DashboardRequest, pk: int) -> HttpResponse:
    window = find(request, pk)
    form = ExtendForm(request.POST)
    if form.is_valid():
        try:
            operations.extend(pk, by=request.by, until=form.cleaned_data["ends_at"])
        except DomainError as error:
            refuse(form, error)
        else:
            return _moved(request, pk, "It lasts longer now.")
    return _page(request, window, extending=form)


def post_update(request: DashboardRequest, pk: int) -> HttpResponse:
    window = find(request, pk)
    form = UpdateForm(request.POST)
    if form.is_valid():
        try:
            operations.post_update(pk, by=request.by, message=form.cleaned_data["message"])
        except DomainError as error:
            refuse(form, error)
        else:
            return _moved(request, pk, "The update is posted.", sent=f"window-update-{pk}")
    return _page(request, window, updating=form)


def show_update(request: DashboardRequest, pk: int, update_pk: int) -> HttpResponse:
    return _update_page(request, CorrectionForm.of(lambda: _update(find(request, pk), update_pk)))


def edit_update(request: DashboardRequest, pk: int, update_pk: int) -> HttpResponse:
    """Correct its words; or show what somebody else has done to the window meanwhile."""
    form = CorrectionForm.of(lambda: _update(find(request, pk), update_pk), request.POST)
    if not form.is_valid():
        return _update_page(request, form)
    if not form.write(operations.edit_update, pk, update_pk, by=request.by, **form.cleaned_data):
        return _update_page(request, form)
    return _moved(request, pk, "Saved.", sent=f"window-correction-{update_pk}")


def ask_delete_update(request: DashboardRequest, pk: int, update_pk: int) -> HttpResponse:
    facts = {"update": _update(find(request, pk), update_pk)}
    return render(request, "dashboard/maintenance/update_delete.html", facts)


def delete_update(request: DashboardRequest, pk: int, update_pk: int) -> HttpResponse:
    find(request, pk)
    operations.delete_update(pk, update_pk, by=request.by)
    return _moved(request, pk, "The update is deleted.")


def ask_delete(request: DashboardRequest, pk: int) -> HttpResponse:
    window = find(request, pk)
    facts = {"window": window, "updates": window.updates.count()}
    return render(request, "dashboard/maintenance/delete.html", facts)


def delete(request: DashboardRequest, pk: int) -> HttpResponse:
    window = find(request, pk)
    operations.delete(pk, by=request.by)
    messages.info(request, f"“{window.name}” is deleted.")
    return go_to(request, reverse("maintenance"))


def end_series(request: DashboardRequest, pk: int) -> HttpResponse:
    """Let it repeat no more; what has not begun is taken off."""
    window = find(request, pk)
    if window.series_id is None:
        raise NotFound("This window does not repeat.")
    operations.end_series(window.series_id, by=request.by)
    messages.info(request, f"“{window.name}” repeats no more.")
    return go_to(request, reverse("maintenance"))


def find(request: DashboardRequest, pk: int) -> Window:
    window = Window.objects.seen_by(request.by).select_related("series").filter(pk=pk).first()
    if window is None:
        raise NotFound(f"No window with id {pk}.")
    return window


def _update(window: Window, update_pk: int) -> WindowUpdate:
    update = window.updates.filter(pk=update_pk).first()
    if update is None:
        raise NotFound("The window has no such update.")
    return update


def _update_page(request: DashboardRequest, form: CorrectionForm) -> HttpResponse:
    template = "dashboard/maintenance/update_edit.html"
    return form_page(request, template, form, update=form.row)


def _moved(request: DashboardRequest, pk: int, sentence: str, *, sent: str = "") -> HttpResponse:
    """`sent`: the draft that is needed no more."""
    messages.success(request, sentence, extra_tags=sent)
    return go_to(request, reverse("show_window", args=[pk]))


def _page(
    request: DashboardRequest,
    window: Window,
    extending: ExtendForm | None = None,
    updating: UpdateForm | None = None,
) -> HttpResponse:
    covered = window.coverage.filter(component__deleted_at__isnull=True)
    facts = {
        "window": window,
        "covered": covered.select_related("component").order_by("component__position", "pk"),
        "updates": window.updates.select_related("user").order_by("-created_at", "-pk"),
        "extending": extending or ExtendForm(initial={"ends_at": window.ends_at}),
        "updating": updating or UpdateForm(),
    }
    status = 422 if extending or updating else 200
    return render(request, "dashboard/maintenance/window.html", facts, status=status)
