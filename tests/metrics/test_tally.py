from __future__ import annotations

from signalpost.metrics.tally import Tally, added


def test_points_add_up_in_every_column() -> None:
    tallies = [Tally.of(2_000), Tally.of(-500, counter=3), Tally.repeat(2_000)]

    assert added(tallies) == Tally(rows=2, total=1_500, weighted=2_500, least=-500, most=2_000)
