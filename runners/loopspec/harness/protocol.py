"""The messages between the supervisor and a worker, one class each: JSON lines, see ``worker``. Both ends name them.

The near side sends ``Hello`` once and then requests; the far side answers ``Hello`` by a ``Greeting`` and each request
by an answer. Launchers that speak it in a language of their own keep to these keys.

Invariant: at run time this file defines nothing, so that interpreters without ``typing`` load it too.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Literal, NotRequired, TypedDict

    Event = tuple[str, str]
    """Lane and text."""

    Mode = Literal["forked", "inline", "timed", "scripted", "watched"]
    """The ways to run cases: in children, in the worker's own process, timed rounds only, each as a script, or in
    a process that says all that a case has left there."""

    # From the near side.

    class TargetDescription(TypedDict):
        """All that a worker has to know of a target."""

        namespace: str
        factory: str | None
        distribution: str
        sys_path: list[str]
        forks: bool
        since: str | None
        until: str | None
        compiled: NotRequired[str]
        """The folder in which the code of cases is kept; empty for none."""

    class Planted(TypedDict):
        """A change to a module of the target's package, see ``planted``."""

        prefix: str
        """The folder of the package, with a separator at its end."""
        without: list[str]
        """Modules whose import fails."""
        module: str
        """The module that is changed; empty for none."""
        source: str
        traced: bool
        """Whether answers have the ``lines`` of the package that the case has executed."""
        watched: list[str]
        """Modules to look for among those that the target has imported."""

    class Hello(TargetDescription):
        """The first line."""

        token: str
        """The beginning of every answer."""
        memory: int
        """Mebibytes that the worker and each case may allocate; 0 for no bound."""
        timed: bool
        """Whether rounds are to be timed instead of cases run."""
        planted: NotRequired[Planted | None]
        """The changes to the target; empty for most."""

    class CaseRequest(TypedDict):
        """Asks for one case."""

        case: str
        source: str
        function: str
        file: str
        deadline: float
        """Seconds."""
        time_factor: float
        alone: bool
        """Whether it has a process of its own even when it passes."""
        judged: bool
        """Whether its trace is held against the one that it states; else any trace is as expected."""
        lacking: dict[str, bool]
        """The closing services that the loops of the target refuse, and whether the case is about each."""
        code: NotRequired[Any]
        """The compiled source, which the worker keeps here; never sent."""

    class RoundRequest(TypedDict):
        """Asks for one round of a workload."""

        case: str
        source: str
        file: str
        function: str
        n: int

    # From the far side, when it has received the target.

    class Facts(TypedDict):
        """The interpreter, in its own words."""

        python: str
        implementation: str
        interpreter: str
        """The version of the implementation, where that is not the one of Python."""
        language: Sequence[int]
        """The version of Python whose rules hold."""
        lacks: NotRequired[list[str]]
        """Capabilities that the interpreter has not."""
        start_limit: NotRequired[float]
        """Seconds that it may take to come to a case, beside the deadline."""

    class TargetFacts(Facts):
        """The interpreter and the target that was imported there."""

        kind: Literal["ready"]
        version: str
        """That of the target's distribution."""

    class Ready(TargetFacts):
        """The target is there."""

        mode: Mode

    class ReadyToBePlanted(Ready):
        """The same of a target that has a fault, or may have one."""

        modules: list[str]
        """Those that were watched and that the target has imported."""

    class Unavailable(TypedDict):
        """The target cannot be imported."""

        kind: Literal["unavailable"]
        error: str
        message: str
        module: str | None
        """The module that is not there."""
        place: NotRequired[str]
        """The file and line that raised it, where it is known."""

    class Unanswered(TypedDict):
        """The interpreter runs no script."""

        kind: Literal["unanswered"]
        detail: str
        output: str

    Greeting = Ready | ReadyToBePlanted | Unavailable | Unanswered

    # From the far side, for a case.

    class Check(TypedDict):
        """One comparison of a case."""

        text: str
        ok: bool
        got: str
        expected: str
        at: int
        """The number of events before it."""

    class Ended(TypedDict):
        """The exception that ended a case."""

        error: str
        message: str
        trace: str

    class Observation(TypedDict):
        """All that was seen of a case that came to its end."""

        events: list[Event]
        checks: list[Check]
        observed: list[tuple[str, str]]
        ended: Ended | None
        missing: str | None
        """A name that the target lacks."""
        refused: str | None
        """A feature that the target refuses."""
        lack: str | None
        """A sentence on what the machine, not the target, lacks."""

    class _CaseAnswer(TypedDict, total=False):
        case: str
        seconds: float
        output: str
        left: list[str]
        """The state of a shared process that the case has changed."""
        lines: dict[str, list[int]]
        """The lines that it has executed, by the file's place in its package; only where the target is traced."""

    class Observed(_CaseAnswer):
        """The case came to its end."""

        kind: Literal["observed"]
        observation: Observation
        as_expected: NotRequired[bool]
        """Whether it passes, by the trace that it states itself; not there where the interpreter cannot be asked."""

    class Refused(_CaseAnswer):
        """The interpreter does not take the source."""

        kind: Literal["refused"]
        detail: str

    class Crash(_CaseAnswer):
        """The process of the case ended without an observation."""

        kind: Literal["crash"]
        detail: str
        events: NotRequired[list[Event]]

    class Hang(_CaseAnswer):
        """The case did not end within its deadline."""

        kind: Literal["hang"]
        detail: str
        events: NotRequired[list[Event]]
        starved: NotRequired[float | None]
        """Seconds for which it waited for a processor, None or not there where that is not known."""

    class HarnessError(_CaseAnswer):
        """The harness itself failed."""

        kind: Literal["error"]
        detail: str

    CaseAnswer = Observed | Refused | Crash | Hang | HarnessError

    # From the far side, for a round.

    class Timed(TypedDict):
        """The time of a round, in seconds; of the near side's own figures, KiB where the workload is about memory."""

        kind: Literal["timed"]
        seconds: float
        case: NotRequired[str]

    class NotTimed(TypedDict):
        """Why there is no time; the near side adds the last three kinds."""

        kind: Literal["missing", "unsupported", "failed", "crash", "hang", "not-run"]
        detail: str
        case: NotRequired[str]

    RoundAnswer = Timed | NotTimed

    Request = Hello | CaseRequest | RoundRequest
    Answer = Greeting | CaseAnswer | RoundAnswer
