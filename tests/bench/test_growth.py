"""The growth of a cost, against figures that were worked out by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest

from loopspec.bench.growth import growths, markdown
from loopspec.bench.measurements import Measurement, Measurements
from loopspec.bench.workloads import Workload, crowds, named
from loopspec.results.model import TargetInfo

ONE, OTHER = TargetInfo("one", "3.13.0", "CPython"), TargetInfo("other", "3.13.0", "CPython")
SIZES = [Workload(f"crowd-{n}", "those in it", "a:crowd", n=n, core=False, crowd="crowd") for n in (10, 40, 160, 640)]


def made(**seconds: list[float]) -> Measurements:
    measurements = [
        Measurement(size.id, target, [one]) if one else Measurement(size.id, target, verdict="hang", detail="no end")
        for target, times in seconds.items()
        for size, one in zip(SIZES, times, strict=True)
    ]
    return Measurements("0", "", "", [ONE, OTHER], SIZES, rounds=1, measurements=measurements)


def test_growth_is_the_power_of_the_size_over_the_last_step() -> None:
    linear, quadratic = growths(made(one=[0.5, 0.5, 1.0, 4.0], other=[0.001, 0.004, 1.0, 16.0]))
    assert linear.power == pytest.approx(1.0)
    assert not linear.is_steep
    assert quadratic.power == pytest.approx(2.0)
    assert quadratic.is_steep
    assert linear.sizes == [10, 40, 160, 640]
    assert linear.costs == ["50 ms", "12.5 ms", "6.25 ms", "6.25 ms"]


def test_growth_needs_the_two_last_sizes() -> None:
    there, absent = growths(made(one=[0.0, 0.0, 1.0, 4.0], other=[0.1, 0.1, 0.1, 0.0]))
    assert (there.power_text, there.costs[0]) == ("1.00", "hang")
    assert (absent.power_text, absent.costs[-1]) == ("", "hang")


def test_a_steep_growth_is_marked_in_markdown() -> None:
    lines = markdown(made(one=[1.0, 2.0, 4.0, 16.0], other=[1.0, 2.0, 4.0, 64.0])).splitlines()
    assert lines[2].endswith("| 1.00 |")
    assert lines[3].endswith("| 2.00 \\* |")


def test_a_crowd_is_selected_with_all_its_sizes() -> None:
    chosen = named(["waiters and not cancelled"], crowds())
    assert [one.n for one in chosen] == [500, 2_000, 8_000, 32_000]
    assert {one.name for one in chosen} == {"waiters"}


def test_a_size_is_four_times_the_one_before() -> None:
    for name in {one.crowd for one in crowds()}:
        sizes = [one.n for one in crowds() if one.crowd == name]
        assert [after / before for before, after in pairwise(sizes)] == [4, 4, 4]
