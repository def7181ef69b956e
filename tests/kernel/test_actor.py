from __future__ import annotations

from signalpost.kernel.actor import Actor


def test_somebody_is_the_same_wherever_they_speak_from() -> None:
    home, away = (Actor("user", "mia", 7, address=address) for address in ("192.0.2.7", ""))

    assert home == away
    assert len({home, away}) == 1
