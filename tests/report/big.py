"""A synthetic run as large as the report has to carry: 2,000 scenarios on 20 targets."""

from __future__ import annotations

from dataclasses import replace

from loopspec.results.model import Results

from .sample import sample_results


def big_results(scenarios: int = 2000, targets: int = 20) -> Results:
    """The sample over and over, each copy with ids, texts and behaviours of its own."""
    sample = sample_results()
    by_target = [sample.of(target.name) for target in sample.targets]
    names = [f"loop{n:02}@python3.{11 + n % 4}" for n in range(targets)]
    infos = [replace(sample.targets[n % 5], name=name) for n, name in enumerate(names)]
    records = []
    results = []
    for number in range(scenarios):
        original = sample.scenarios[number % len(sample.scenarios)]
        copy = number // len(sample.scenarios)
        record = replace(
            original,
            id=f"{original.id}-{copy}",
            says=f"{original.says[:-1]} ({copy}).",
            source=original.source.replace("main", f"main{copy}"),
            code=original.code.replace("main", f"main{copy}"),
        )
        records.append(record)
        for index, name in enumerate(names):
            result = by_target[index % 5][original.id]
            events = [(lane, f"{text} {copy}") for lane, text in result.events]
            expected = [[lane, f"{text} {copy}"] for lane, text in result.events]
            seconds = round(result.seconds + 0.0003 * ((number + index) % 7), 4)
            results.append(
                replace(
                    result,
                    target=name,
                    id=record.id,
                    events=events,
                    expected=expected,
                    seconds=seconds,
                )
            )
    return replace(sample, targets=infos, scenarios=records, results=results)
