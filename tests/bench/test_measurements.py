"""The statistics, against figures that were worked out by hand."""

from __future__ import annotations

import pytest

from loopspec.bench.measurements import Measurement, Measurements
from loopspec.bench.tables import cost_text, least_text, markdown, mean_text, ratio_text, spread_text
from loopspec.bench.workloads import Workload
from loopspec.results.model import TargetInfo

SLOW, FAST = TargetInfo("slow", "3.13.0", "CPython"), TargetInfo("fast", "3.13.0", "CPython", "1.0")
ONE = Workload("one", "one thing", "a:one", n=1000)
TWO = Workload("two", "two | things", "a:two", n=10, each=100)
EXTRA = Workload("extra", "not in the mean", "a:extra", core=False)
MEMORY = Workload("memory", "memory", fresh="memory", core=False)


def made(*measurements: Measurement, scale: float = 1.0) -> Measurements:
    return Measurements(
        "0", "", "", [SLOW, FAST], [ONE, TWO, EXTRA, MEMORY], scale=scale, rounds=3, measurements=list(measurements)
    )


FULL = made(
    Measurement("one", "slow", [0.2, 0.1, 9.0]),  # median 0.2
    Measurement("one", "fast", [0.1, 0.1, 0.1]),
    Measurement("two", "slow", [0.1, 0.1, 0.1]),
    Measurement("two", "fast", [0.2, 0.2, 0.2]),
    Measurement("extra", "slow", [1.0, 1.0, 1.0]),
    Measurement("extra", "fast", verdict="hang", detail="no end within 60 s"),
    Measurement("memory", "slow", [2048, 2048, 2048]),
    Measurement("memory", "fast", [1024, 1024, 1024]),
)


def test_a_ratio_says_how_many_times_less_it_takes() -> None:
    assert FULL.ratio(ONE, FAST) == pytest.approx(2.0)
    assert FULL.ratio(TWO, FAST) == pytest.approx(0.5)
    assert FULL.ratio(MEMORY, FAST) == 2.0
    assert FULL.ratio(EXTRA, FAST) is None
    assert FULL.ratio(ONE, SLOW) == 1.0


def test_the_mean_is_geometric_and_of_the_core() -> None:
    assert FULL.mean(FAST) == pytest.approx(1.0)
    assert (mean_text(FULL, FAST), least_text(FULL, FAST)) == ("1.00", "0.50")
    assert made().mean(FAST) is None
    assert (mean_text(made(), FAST), least_text(made(), FAST)) == ("", "")


def test_a_cost_is_that_of_one_operation() -> None:
    assert cost_text(FULL, ONE, SLOW) == "200 µs"
    assert cost_text(FULL, TWO, SLOW) == "100 µs"
    assert cost_text(FULL, MEMORY, SLOW) == "2.0 MiB"
    assert cost_text(FULL, EXTRA, FAST) == "hang"
    assert ratio_text(FULL, EXTRA, FAST) == "hang"
    half = made(Measurement("one", "slow", [0.1]), scale=0.5)
    assert cost_text(half, ONE, SLOW) == "200 µs"
    assert ratio_text(half, ONE, FAST) == "not-run"


def test_where_the_baseline_cannot_do_it_the_cost_stands_for_the_ratio() -> None:
    alone = made(Measurement("one", "slow", verdict="missing", detail="no x"), Measurement("one", "fast", [0.002]))
    assert ratio_text(alone, ONE, FAST) == "2 µs"


def test_the_spread_tells_where_it_is_worst() -> None:
    assert "50% at worst (one on slow)" in spread_text(FULL)
    assert spread_text(made(Measurement("one", "slow", [1.0]))) == ""


def test_the_document_tells_what_could_not_be_measured_and_keeps_its_columns() -> None:
    text = markdown(FULL)
    assert "- fast, extra: hang: no end within 60 s\n" in text
    assert "| two | two \\| things | 100 µs | 0.50 |\n" in text
    assert "| *extra* | not in the mean | 1 s" not in text
    assert "slow on CPython 3.13.0, fast 1.0 on CPython 3.13.0." in text
