"""Sign-ins that failed, for the audit trail: all are counted, in as few rows as can be."""

from __future__ import annotations

from signalpost.events import audit
from signalpost.kernel.network import customer

_SIGN_IN = "user.sign_in_failed"


def note(login: str, address: str, *, door: str) -> None:
    """Somebody was not who they said, or did not know the password."""
    audit.note_repeated(_SIGN_IN, name=login, address=address, apart=door, door=door)


def note_throttled(login: str, address: str, *, door: str) -> None:
    """A guess that was not even looked at.

    It makes no row for its name, nor for each of the addresses that one network has: there is no
    end of either.
    """
    if not audit.note_again(_SIGN_IN, name=login, address=address, apart=door):
        network = customer(address).partition("/")[0]
        note("various names", network, door=door)


def note_factor(name: str, address: str, *, factor: str) -> None:
    """Somebody knew the password, and not what comes after it."""
    audit.note_repeated(
        "user.second_factor_failed", name=name, address=address, apart=factor, factor=factor
    )
