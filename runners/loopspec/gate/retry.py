"""Runs cases again that failed, to tell the flaky from the failing."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from loopspec.results.model import Result, Results, Verdict

Pair = tuple[str, str]
"""The name of a target, and the id of a scenario."""


def retry(results: Results, pairs: Collection[Pair], times: int, again: Callable[[set[Pair]], Results]) -> Results:
    """Run ``pairs`` again, each up to ``times`` times or until it passes; ``again`` runs some of them.

    A result stays that of the first attempt, with the verdicts of all attempts beside it: a pass at
    the second attempt takes nothing back.
    """
    left = set(pairs)
    complete = results.complete
    attempts: dict[Pair, list[Verdict]] = {}
    for _ in range(times):
        if not left or not complete:
            break
        more = again(left)
        complete = more.complete
        for result in more.results:
            if result.verdict is not Verdict.NOT_RUN:
                attempts.setdefault((result.target, result.id), []).append(result.verdict)
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
