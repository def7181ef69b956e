from __future__ import annotations

from typing import Any

import pytest

from signalpost.kernel.sealing import Unreadable, seal, unseal


def test_what_is_sealed_reads_as_before() -> None:
    assert unseal(seal("Grüße, 🚦")) == "Grüße, 🚦"


def test_a_seal_shows_nothing_and_is_another_each_time() -> None:
    first, second = seal("a secret"), seal("a secret")

    assert first != second
    assert "secret" not in first


def test_nothing_is_sealed_as_nothing() -> None:
    assert seal("") == ""
    assert unseal("") == ""


def test_an_earlier_key_still_opens(settings: Any) -> None:
    sealed = seal("a secret")

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key altogether"

    assert unseal(sealed) == "a secret"


def test_without_its_key_it_cannot_be_read(settings: Any) -> None:
    sealed = seal("a secret")

    settings.SECRET_KEY = "another key altogether"

    with pytest.raises(Unreadable):
        unseal(sealed)


@pytest.mark.parametrize("garbled", ["x", "gAAAAA", "grün"])
def test_what_nobody_sealed_cannot_be_read(garbled: str) -> None:
    with pytest.raises(Unreadable):
        unseal(garbled)
