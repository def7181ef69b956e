"""Kinds of events and audit entries as people say them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

#: Where the name of the kind read as words would say too little.
_SAID = {
    "site.changed": "Settings changed",
    "site.audience_changed": "Readers of the page changed",
    "site.branding_changed": "Look of the page changed",
    "site.mail_changed": "Mail settings changed",
    "subscriber.chose": "Subscriber chose what to follow",
    "subscriber.unfollowed": "Subscriber unfollowed a component",
    "token.used_from": "Token used from a new address",
    "user.signed_in": "Signed in",
    "user.sign_in_failed": "Sign-in failed",
    "user.second_factor_failed": "Second factor failed",
    "audit.exported": "Audit trail exported",
}

#: What a subject is called at the dashboard, where that is another name.
_SUBJECTS = {"window": "maintenance", "series": "maintenance series", "user": "person"}

#: Under which heading the kinds of a subject are found, in this order.
_HEADINGS = {
    "Incidents": ("incident", "template"),
    "Maintenance": ("window", "series"),
    "Components": ("component", "components", "group"),
    "Metrics": ("metric",),
    "Subscribers": ("subscriber", "subscribers"),
    "People and tokens": ("user", "invitation", "token"),
    "Settings": ("site",),
}
_HEADING = {subject: heading for heading, subjects in _HEADINGS.items() for subject in subjects}
_OTHER = "Other"


def of(kind: str) -> str:
    """`incident.update_edited` as *Incident update edited*; kinds that are not known, too."""
    subject, _, deed = kind.partition(".")
    said = f"{_SUBJECTS.get(subject, subject)} {deed}".replace("_", " ")
    return _SAID.get(kind, said[:1].upper() + said[1:])


def subject(row_type: str) -> str:
    """What stands before the number of a row; of settings there is one row, which says nothing."""
    room, _, model = row_type.partition(".")
    return "" if room == "site" else _SUBJECTS.get(model, model)


def choices(kinds: Iterable[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """For a field to choose one from: under headings, in the order of the alphabet."""
    told = defaultdict(list)
    for said, kind in sorted((of(kind), kind) for kind in kinds):
        told[_HEADING.get(kind.partition(".")[0], _OTHER)].append((kind, said))
    return [(heading, told[heading]) for heading in (*_HEADINGS, _OTHER) if told[heading]]
