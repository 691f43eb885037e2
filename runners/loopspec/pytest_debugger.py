"""Finds the place where a case deviates, for a debugger: the step of the rendered case, or the loop's own frame.

The debugger opens at the moment at which the first check fails or the first event differs, or when an exception has
ended the case: the loop still runs then, and its state can be looked at.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import CodeType, FrameType, TracebackType
from typing import Any

from loopspec.harness import execution

Place = tuple[FrameType, int, int]
"""A frame, the line that it was at, and the index of its last instruction."""

OURS = Path(execution.__file__).parent
"""The folder of the harness; the adapters below it belong to their targets."""


class DebuggedExecution(execution.Execution):
    """The execution of a case that calls ``on_deviation`` once, at the first deviation.

    ``expected_trace`` is the whole trace in the harness' form. ``on_deviation`` is given a sentence and a traceback
    that ends in the frame to look at, without frames of the harness.
    """

    def __init__(
        self,
        aio: Any,
        tools: Any,
        time_factor: float,
        *,
        expected_trace: list[Any],
        on_deviation: Callable[[DebuggedExecution, str, TracebackType], None],
    ) -> None:
        super().__init__(aio, tools, time_factor)
        self.shown = False
        """Whether the deviation was shown."""
        self._expected_trace = expected_trace
        self._on_deviation = on_deviation
        self._leaving: BaseException | None = None

    def log(self, lane: str, text: str) -> None:
        """Add an event to the trace, and see whether it is the one expected."""
        super().log(lane, text)
        difference = execution.first_difference(self._expected_trace, self.events)
        if difference is not None and difference[0] < len(self.events):
            self._show(difference[1], self._leaving)

    def raises(self, lane: str, expected: Any) -> execution.Raises:
        """Expect an exception from the block that follows; another one is looked at where it was raised."""
        return _DebuggedRaises(self, lane, expected)

    def _note(self, text: str, ok: bool, got: Any, expected: Any) -> None:
        super()._note(text, ok, got, expected)
        if not ok:
            self._show(f"{text}: expected {self.checks[-1]['expected']}, got {self.checks[-1]['got']}")

    def note_end(self, error: BaseException) -> None:
        """Record the exception that ended the case, and open the debugger there."""
        super().note_end(error)
        self._show(f"ended by {type(error).__name__}: {error}", error)

    def expect(self, expected: list[Any]) -> None:
        """State the trace, and open the debugger where an event has not come."""
        super().expect(expected)
        verdict, reason, _ = execution.judge(self.observation(), self._expected_trace)
        if verdict == "fail":
            self._show(reason)

    def _show(self, reason: str, error: BaseException | None = None) -> None:
        found = self.observation()
        if self.shown or found["missing"] or found["refused"]:  # a name or a feature that the target lacks
            return
        trace = traceback_to(self.file, error)
        if trace is not None:
            self.shown = True
            self._on_deviation(self, reason, trace)


class _DebuggedRaises(execution.Raises):
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        scenario = self._scenario
        assert isinstance(scenario, DebuggedExecution)
        unexpected = error is not None and not isinstance(error, self._expected)
        scenario._leaving = error if unexpected else None
        try:
            return super().__exit__(kind, error, trace)
        finally:
            scenario._leaving = None


def traceback_to(file: str, error: BaseException | None = None) -> TracebackType | None:
    """Return a traceback from the function of a case, in ``file``, to here or to where ``error`` was raised.

    It has no frames of the harness. None where no line of the case led here and there is no exception.
    """
    live = [(frame, frame.f_lineno, frame.f_lasti) for frame in _frames(sys._getframe(1))][::-1]
    if error is None and not any(frame.f_code.co_filename == file for frame, *_ in live):
        error = sys.exception()  # in a thread of the case that has ended, or in a loop that is being closed
        if error is None:
            return None
    raised = list(_entries(error.__traceback__)) if error is not None else []
    passed = {id(frame) for frame, *_ in raised}
    places: Iterable[Place] = [place for place in live if id(place[0]) not in passed] + raised
    theirs = [place for place in places if not _is_ours(place[0].f_code)]
    begin = next((at for at, place in enumerate(theirs) if place[0].f_code.co_filename == file), None)
    if begin is None:
        theirs = [place for place in raised if not _is_ours(place[0].f_code)]
    trace = None
    for frame, line, instruction in reversed(theirs[begin:]):
        trace = TracebackType(trace, frame, instruction, line)
    return trace


def _frames(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _entries(trace: TracebackType | None) -> Iterator[Place]:
    while trace is not None:
        yield trace.tb_frame, trace.tb_lineno, trace.tb_lasti
        trace = trace.tb_next


def _is_ours(code: CodeType) -> bool:
    path = Path(code.co_filename)
    return path.parent == OURS or path == Path(__file__)
