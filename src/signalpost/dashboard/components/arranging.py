"""Moving components and groups: by a button one step, or by dragging anywhere."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from signalpost.components import operations, order
from signalpost.components.order import Arrangement, Way
from signalpost.dashboard.components import listing
from signalpost.dashboard.screens import DashboardRequest, go_to
from signalpost.kernel.errors import Invalid

_WORD = re.compile(r"([cg])([0-9]{1,18})", re.ASCII)
_MOVE = re.compile(r"([cg])([0-9]{1,18})-(up|down)", re.ASCII)


def arrange(request: DashboardRequest) -> HttpResponse:
    """Put them into the order that the page has, and then move the one whose button was used."""
    wanted = read(request.POST.get("order", ""))
    move = request.POST.get("move", "")
    operations.arrange(moved(wanted, move) if move else wanted, by=request.by)
    if not request.htmx:
        return go_to(request, reverse("components") + f"#{move.partition('-')[0]}")
    return render(request, "dashboard/components/_list.html", listing.facts(request.here))


def read(text: str) -> dict[int | None, list[int]]:
    """The order that `listing.written` wrote; Invalid where it is none."""
    arrangement: dict[int | None, list[int]] = {}
    members = arrangement[None] = []
    for word in text.split():
        match = _WORD.fullmatch(word)
        if match is None:
            raise Invalid("This is not an order of components.", field="order")
        kind, number = match[1], int(match[2])
        if kind == "g":
            members = arrangement.setdefault(number or None, [])
        else:
            members.append(number)
    arrangement[None] = arrangement.pop(None)  # last, as on the page
    return arrangement


def moved(arrangement: Arrangement, move: str) -> Arrangement:
    """One step further, as a button says it: “c12-up”."""
    match = _MOVE.fullmatch(move)
    if match is None:
        raise Invalid("This is no way to move.", field="move")
    step = order.with_component_moved if match[1] == "c" else order.with_group_moved
    return step(arrangement, int(match[2]), Way(match[3]))
