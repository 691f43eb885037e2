"""Runs failed cases again, to separate flaky from failing ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from loopspec.gate.compare import Pair
from loopspec.results.model import Result, Results, Verdict

Again = Callable[[set[Pair]], Iterable[Results]]
"""Runs some pairs once more, in one run or several."""


def retry(results: Results, pairs: Collection[Pair], times: int, again: Again) -> Results:
    """Run ``pairs`` again, each up to ``times`` times or until it passes; ``again`` runs some of them.

    A result stays that of the first attempt, with the verdicts of all attempts beside it: a pass at
    the second attempt takes nothing back. A case that could not be run again stays as it was.
    """
    left = set(pairs)
    complete = results.complete
    attempts: dict[Pair, list[Verdict]] = {}
    for _ in range(times):
        if not left or not complete:
            break
        try:
            for more in again(left):
                complete = complete and more.complete
                for result in more.results:
                    if result.verdict is not Verdict.NOT_RUN:
                        attempts.setdefault((result.target, result.id), []).append(result.verdict)
        except KeyboardInterrupt:  # while a target was starting, when there was nothing to keep of this attempt
            complete = False
        left = {pair for pair in left if Verdict.PASS not in attempts.get(pair, ())}
    return replace(
        results,
        complete=complete,
        results=[_noted(result, attempts.get((result.target, result.id), [])) for result in results.results],
    )


def _noted(result: Result, more: list[Verdict]) -> Result:
    if not more:
        return result
    attempts = [result.verdict, *more]
    return replace(result, attempts=attempts, detail=f"{result.detail} (attempts: {', '.join(attempts)})".lstrip())
