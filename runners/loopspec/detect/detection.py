"""Plants faults one after another, runs the rules that execute each until one sees it, and keeps the outcome of each.

A fault has a process of the target's interpreter for itself, which imports the package with the fault in it. A
deviation there counts when the rule deviates twice, the second time in a process of its own.
"""

from __future__ import annotations

import platform
import queue
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Event

from loopspec import __version__
from loopspec.detect.baseline import Baseline
from loopspec.detect.faults import Fault
from loopspec.detect.model import Detection, Fate, Outcome
from loopspec.detect.worker import FaultyWorker, TooSlow
from loopspec.results.model import Result, Verdict
from loopspec.running.options import RunOptions
from loopspec.running.plan import Case
from loopspec.running.supervisor import LONGER
from loopspec.targets.target import TargetError

LONGEST_DETAIL = 300
"""Characters that are kept of how a rule deviates."""

START_LIMIT = 10.0
"""Seconds that a target with a fault may take to be imported."""


@dataclass(frozen=True, slots=True)
class Planting:
    """Faults to plant, and what is known of them beforehand."""

    baseline: Baseline
    faults: Sequence[Fault]
    equivalents: Mapping[str, str]
    """The argument for each fault that nobody could see, by its id."""
    known: Mapping[str, Outcome]
    """The fates of faults in a run that this one goes on from, by their ids."""
    every_rule: bool = False
    """Whether all rules are run on a fault that was seen already."""
    also: Sequence[Baseline] = ()
    """Further targets of the same package, to which a fault is shown that those before did not see."""
    known_of_all: bool = False
    """Whether what is known was shown to all these targets."""


def detect(
    planting: Planting,
    options: RunOptions,
    on_outcome: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Plant the faults; what came of each, in their order.

    ``on_outcome`` is called in this thread as they come, once for each target. After Ctrl-C the rest is ``not-run``.
    """
    found: dict[str, Outcome] = {}
    settled = planting.known if planting.known_of_all else {}
    known = planting.known
    for baseline in (planting.baseline, *planting.also):

        def note(outcome: Outcome, on: str = baseline.target.name) -> None:
            found[outcome.id] = combined(found.get(outcome.id), outcome, on)
            on_outcome(found[outcome.id])

        outcomes = _detect_on(replace(planting, baseline=baseline, known=known), options, note)
        outcomes = [one if one.fate is Fate.NOT_RUN else found[one.id] for one in outcomes]
        if any(one.fate is Fate.NOT_RUN for one in outcomes):
            break
        known = {one.id: one for one in outcomes if one.fate.is_seen or one.id in settled}
    return outcomes


def _detect_on(planting: Planting, options: RunOptions, on_outcome: Callable[[Outcome], None]) -> list[Outcome]:
    """Plant the faults into the first target alone."""
    found: dict[str, Outcome] = {}
    waiting: list[Fault] = []
    for fault in planting.faults:
        outcome = _without_planting(planting, fault)
        if outcome is None:
            waiting.append(fault)
        else:
            found[fault.id] = outcome
            on_outcome(outcome)
    stop = Event()
    ready: queue.SimpleQueue[Outcome | BaseException] = queue.SimpleQueue()

    def plant_one(fault: Fault) -> None:
        try:
            ready.put(_plant(planting, fault, options, stop))
        except BaseException as error:  # raised again by the thread that waits
            ready.put(error)

    with ThreadPoolExecutor(options.places) as pool:
        try:
            for fault in waiting:
                pool.submit(plant_one, fault)
            for _ in waiting:
                outcome_or_error = ready.get()
                if isinstance(outcome_or_error, BaseException):
                    raise outcome_or_error
                found[outcome_or_error.id] = outcome_or_error
                on_outcome(outcome_or_error)
        except KeyboardInterrupt:
            pass
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)
    return [found.get(fault.id) or outcome_of(planting, fault, Fate.NOT_RUN) for fault in planting.faults]


def combined(before: Outcome | None, now: Outcome, on: str) -> Outcome:
    """Return the outcome of a fault on several targets, of which it was shown to ``on`` last.

    It is seen where one target sees it, and unreached where none executes it.
    """
    if before is None or before.fate.is_seen or not before.fate.counts:
        return before or now
    fate = before.fate if now.fate is Fate.UNREACHED else now.fate
    seconds = round(before.seconds + now.seconds, 3)
    return replace(now, fate=fate, on=on if fate.is_seen else "", tried=before.tried + now.tried, seconds=seconds)


def outcome_of(planting: Planting, fault: Fault, fate: Fate) -> Outcome:
    """Return an outcome of which only the fate is known."""
    package = planting.baseline.package
    source, file = package.sources[fault.module], package.files[fault.module]
    return Outcome(
        fault.id, fault.module, fault.function, fault.operator, file, fault.line,
        fault.change(source), fault.diff(source, file), fate,
    )  # fmt: skip


def _without_planting(planting: Planting, fault: Fault) -> Outcome | None:
    """Return the fate of a fault that need not be planted: known, invisible, or executed by nothing."""
    fresh = outcome_of(planting, fault, Fate.EQUIVALENT)
    if fault.id in planting.equivalents:
        return replace(fresh, detail=planting.equivalents[fault.id])
    known = planting.known.get(fault.id)
    if known is not None and known.change == fresh.change and known.fate.counts:
        return replace(known, line=fresh.line, diff=fresh.diff)
    if not planting.baseline.reaching(fault):
        return replace(fresh, fate=Fate.UNREACHED)
    return None


def _plant(planting: Planting, fault: Fault, options: RunOptions, stop: Event) -> Outcome:
    """Plant one fault and run rules on it; ``not-run`` when it was stopped before there was something to say."""
    baseline = planting.baseline
    outcome = outcome_of(planting, fault, Fate.NOT_RUN)
    source = fault.planted(baseline.package.sources[fault.module])
    started = time.monotonic()
    tried = 0
    first: Result | None = None
    seers: list[str] = []
    level_of = {case.id: case.record.level.value for case in baseline.cases}
    worker: FaultyWorker | None = None

    def start() -> FaultyWorker:
        target, package = baseline.target, baseline.package
        try:
            return FaultyWorker(target, package, options, fault.module, source, start_limit=START_LIMIT)
        except TooSlow:  # the machine may be busy
            return FaultyWorker(target, package, options, fault.module, source, start_limit=LONGER * START_LIMIT)

    def ended(fate: Fate, detail: str = "", rule: str = "") -> Outcome:
        seconds = round(time.monotonic() - started, 3)
        level = level_of.get(rule, "")
        return replace(
            outcome, fate=fate, detail=_short(detail), rule=rule, level=level, tried=tried, seconds=seconds, seers=seers
        )

    try:
        for case in baseline.reaching(fault):
            if stop.is_set():
                return outcome
            if worker is None or worker.is_gone:
                try:
                    worker = start()
                except TargetError as error:
                    return ended(Fate.IMPORT, str(error))
            tried += 1
            result = _deviation(worker, case, start)
            if result is None:
                continue
            first = first or result
            if not planting.every_rule:
                break
            seers.append(case.id)
    finally:
        if worker is not None:
            worker.close()
    if first is None:
        return ended(Fate.UNSEEN)
    how = f"{first.verdict}: {first.detail}" if first.detail else str(first.verdict)
    return ended(Fate.SEEN, how, first.id)


def _deviation(worker: FaultyWorker, case: Case, start: Callable[[], FaultyWorker]) -> Result | None:
    """Return the result of a case that deviates, None if it does not, or not when it is run again.

    A hang that the worker reports is believed; where the worker itself died or went silent, another is started.
    """
    result, _ = worker.run(case)
    if not _differs(result):
        return None
    if worker.is_gone:
        try:
            with start() as other:
                again, _ = other.run(case, alone=True)
        except TargetError:  # now it cannot even be imported
            return result
    elif result.verdict is Verdict.HANG:
        return result
    else:
        again, _ = worker.run(case, alone=True)
    return result if _differs(again) else None


def _differs(result: Result) -> bool:
    """Return whether a rule that held does not hold any more; a name that is missing now was there before."""
    return result.verdict.deviates or result.verdict is Verdict.MISSING


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_DETAIL else text[: LONGEST_DETAIL - 3] + "..."


def detection_of(
    planting: Planting, seed: int, planted: int, suite: str, left_out: Sequence[str], started: datetime
) -> Detection:
    """Return a detection without outcomes yet."""
    baseline = planting.baseline
    return Detection(
        loopspec=__version__,
        started=started.astimezone(UTC).isoformat(timespec="seconds"),
        platform=platform.platform(),
        target=baseline.info,
        package=baseline.package.name,
        suite=suite,
        seed=seed,
        planted=planted,
        rules={case.id: case.record.level.value for case in baseline.cases},
        unused=baseline.unused,
        left_out=list(left_out),
        every_rule=planting.every_rule,
        also=[other.target.name for other in planting.also],
    )
