"""Markdown for a step summary: counts, folded deviations, nothing that breaks out, bounded size."""

from __future__ import annotations

import re
from dataclasses import replace

from loopspec.report.reporters.markdown import SIZE_LIMIT, render_markdown
from loopspec.results.model import Result, Verdict

from .sample import sample_results


def test_counts_come_first() -> None:
    text = render_markdown(sample_results())
    row = "| `rloop` | CPython 3.14.0 | 17 | **7** | 9 | **3** | 1 | **2** | 0 | 0 | 0 | 1 |"
    assert row in text
    assert text.index(row) < text.index("<details>")


def test_areas_are_folded_with_their_counts() -> None:
    text = render_markdown(sample_results())
    assert "<details><summary><b>run</b>: 1 must, 1 should</summary>" in text
    assert text.count("<details>") == text.count("</details>")


def test_an_incomplete_run_says_so() -> None:
    assert "This run is incomplete" in render_markdown(sample_results(complete=False))
    assert "This run is incomplete" not in render_markdown(sample_results())


def test_nothing_breaks_out_of_its_place() -> None:
    sample = sample_results()
    evil = replace(
        sample.results[0],
        verdict=Verdict.FAIL,
        detail="a | b `c` </details> <script> ![x](http://x) *y*",
        events=[("main", "```\n# heading")],
        at=0,
    )
    text = render_markdown(replace(sample, results=[evil, *sample.results[1:]]))
    line = next(line for line in text.splitlines() if "script" in line)
    assert line == "- `asyncio`: **fail**. a \\| b \\`c\\` &lt;/details&gt; &lt;script&gt; !\\[x\\](http://x) \\*y\\*"
    assert "  ````text" in text  # a fence longer than what it holds


def test_every_table_row_has_as_many_cells() -> None:
    sample = sample_results()
    targets = [replace(sample.targets[0], name="a|b `c`"), *sample.targets[1:]]
    rows = [line for line in render_markdown(replace(sample, targets=targets)).splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {13}


def test_cut_with_a_note_below_the_limit() -> None:
    sample = sample_results()
    first = sample.scenarios[0]
    scenarios = [replace(first, id=f"run/main/rule-{n}") for n in range(3000)]
    name = sample.targets[0].name
    results = [Result(name, s.id, Verdict.FAIL, "é" * 300) for s in scenarios]
    text = render_markdown(replace(sample, targets=sample.targets[:1], scenarios=scenarios, results=results))
    assert len(text.encode("utf-8")) < SIZE_LIMIT
    left = re.search(r"_(\d+) more deviations are not shown", text)
    assert left is not None
    assert int(left[1]) + text.count("#### ") == 3000
    assert text.count("<details>") == text.count("</details>")
