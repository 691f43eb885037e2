"""The globals of a rendered scenario: the namespace under test, a log, checks, and nothing else.

A rendered case is a function of one parameter, ``scenario``. It logs *events* (lane, text) in the order
in which they happen, makes *checks* (a value against the value expected), and states the trace it
expects. Nothing in here decides while the case runs: a failed check is noted and the case goes on, so
that one observation holds all that happened. ``judge`` turns an observation into a verdict afterwards.

Invariant: this file runs on any interpreter that has functions, classes and ``async def``; MicroPython
and half-finished Pythons take it as it stands. So it imports only ``sys`` and ``time`` (and its sibling),
keeps traces in lists, has no class with a base, no display with a star and no annotated attribute, and
never looks at a private attribute of the target.
"""

import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from types import TracebackType
    from typing import Any

    from loopspec.harness.idle import signal_from_outside, this_thread, wait_until_idle
    from loopspec.harness.interpreter import class_of, cut, language_version, limit_of, message_of, trace
    from loopspec.harness.protocol import Check, Ended, Event, Observation
    from loopspec.harness.settling import is_done, position, same_places

    Expected = list[Any]  # events and groups, see ``first_difference``
elif __package__:
    from loopspec.harness.idle import signal_from_outside, this_thread, wait_until_idle
    from loopspec.harness.interpreter import class_of, cut, language_version, limit_of, message_of, trace
    from loopspec.harness.settling import is_done, position, same_places
else:
    from idle import signal_from_outside, this_thread, wait_until_idle
    from interpreter import class_of, cut, language_version, limit_of, message_of, trace
    from settling import is_done, position, same_places

WAIT_LIMIT = 20_000
"""The looks of ``wait_until`` before it gives up, about a millisecond apart: long after the usual deadlines,
so that it is the deadline that ends a case, on a busy machine as on a quiet one."""

QUIET_LOOKS = 8
"""The looks in a row that have to find every task at the same place before ``settle`` goes on.

They are apart by an iteration of the loop. A task that is woken, or whose wake-up is under way, moves in the meantime,
also where a loop takes a few iterations more for either than another one.
"""

BLIND_LOOKS = 40
"""As many looks, about a millisecond apart, where an interpreter does not say where a task stands."""

FOREIGN_LOOKS = 200
"""After how many looks ``settle`` waits no longer for tasks that the case has not made."""

NEWEST_PATCH = 999
"""Stands for the patch release of a version that has none."""

PATIENCE = 20.0
"""Seconds that what waits for the other side waits; the deadline of a case comes first, unless nothing keeps one."""

AT_ONCE = 10
"""The looks in a row that are an iteration of the loop apart, the later ones a millisecond."""

LONG = 1000
"""Bytes of the longest value that is shown as a whole."""

THREAD_LIMIT = 20.0
"""Seconds that a scenario's thread may take; the deadline comes first here, too."""


def show(value: "Any", depth: int = 3) -> str:
    """Write a value the same way on every interpreter: no addresses, no exception messages."""
    if value is None or value is True or value is False:
        return str(value)
    if isinstance(value, bytes) and len(value) > LONG:
        return repr(value[:20]) + "... (" + str(len(value)) + " bytes) ..." + repr(value[-20:])
    if isinstance(value, (int, float, str, bytes)):
        return repr(value)
    if isinstance(value, BaseException):
        return type(value).__name__
    if depth:
        if isinstance(value, list):
            return "[" + ", ".join([show(item, depth - 1) for item in value]) + "]"
        if isinstance(value, tuple):
            inner = ", ".join([show(item, depth - 1) for item in value])
            return "(" + inner + ("," if len(value) == 1 else "") + ")"
        if isinstance(value, (set, frozenset)):
            return "{" + ", ".join(sorted([show(item, depth - 1) for item in value])) + "}"
        if isinstance(value, dict):
            pairs = [show(k, depth - 1) + ": " + show(v, depth - 1) for k, v in value.items()]
            return "{" + ", ".join(sorted(pairs)) + "}"
    if isinstance(value, type(type(None))):
        return name_of(value)
    return "<" + type(value).__name__ + ">"


def name_of(kind: "type[Any]") -> str:
    """Return the name of a class, which not every interpreter gives as an attribute."""
    return getattr(kind, "__name__", "") or repr(kind).split("'")[1]


class Namespace:
    """A module under test; remembers the first name that was asked for and is not there."""

    _absent: "str | None"

    def __init__(self, module: "Any", instead: "dict[str, Any] | None" = None) -> None:
        self._module = module
        self._instead = instead or {}
        self._absent = None

    def __getattr__(self, name: str) -> "Any":
        if name in self._instead:
            return self._instead[name]
        try:
            return getattr(self._module, name)
        except AttributeError:
            self.note_absent(name)
            raise

    def note_absent(self, name: str) -> None:
        """Record the name of a missing attribute; the first one counts."""
        if self._absent is None:
            self._absent = name


def look_up(aio: "Any", name: str) -> "Any":
    """Return the value of a name of a namespace, None where there is none; it is not remembered as missing."""
    if isinstance(aio, Namespace):
        return aio._instead.get(name) or getattr(aio._module, name, None)
    return getattr(aio, name, None)


def under_factory(aio: "Any", factory: "Callable[[], Any]") -> Namespace:
    """Return the asyncio namespace in which every new loop is made by ``factory``.

    Only documented ways are used (``Runner(loop_factory=...)``): nothing is patched and no policy set.
    """

    def run(main: "Any", *, debug: "bool | None" = None, **more: "Any") -> "Any":
        more.setdefault("loop_factory", factory)
        if sys.version_info >= (3, 12):
            return aio.run(main, debug=debug, **more)
        if is_running(aio):
            return aio.run(main)  # let asyncio refuse in its own way
        with aio.Runner(debug=debug, **more) as runner:
            return runner.run(main)

    def new_runner(*, debug: "bool | None" = None, **more: "Any") -> "Any":
        more.setdefault("loop_factory", factory)
        return aio.Runner(debug=debug, **more)

    return Namespace(aio, {"run": run, "Runner": new_runner, "new_event_loop": factory})


def is_running(aio: "Any") -> bool:
    """Return whether a loop runs in this thread."""
    try:
        aio.get_running_loop()
    except RuntimeError:
        return False
    return True


class Raises:
    """Context manager: logs ``raises NAME`` in its lane; swallows the expected exception only."""

    exception: "BaseException | None"

    def __init__(self, scenario: "Execution", lane: str, expected: "Any") -> None:
        self._scenario = scenario
        self._lane = lane
        self._expected = expected
        self.exception = None

    def __enter__(self) -> "Raises":
        return self

    def __exit__(
        self,
        kind: "type[BaseException] | None",
        error: "BaseException | None",
        trace: "TracebackType | None",
    ) -> bool:
        self.exception = error
        if error is None:
            self._scenario.log(self._lane, "raises nothing")
            return False
        if isinstance(error, self._expected):
            self._scenario.log(self._lane, "raises " + name_of(self._expected))
            return True
        self._scenario.note_limit(error)
        self._scenario.log(self._lane, "raises " + type(error).__name__)
        return False


class Execution:
    """One execution of one rendered case.

    ``aio`` is the namespace under test and ``tools`` the borrowed helpers; ``time_factor`` multiplies
    every literal delay (in seconds) of a case that runs on the real clock. ``note`` is called with each event
    as it happens, for a case that its process does not live on.
    """

    events: "list[Event]"
    checks: "list[Check]"
    observed: "list[tuple[str, str]]"
    expected: "Expected"
    ended: "Ended | None"
    note: "Callable[[str, str], None] | None"

    def __init__(self, aio: "Any", tools: "Any" = None, time_factor: float = 1.0) -> None:
        self.aio = aio
        self.tools = Namespace(tools)
        self.time_factor = time_factor
        self.events = []
        self.checks = []
        self.observed = []
        self.expected = []
        self.ended = None
        self.note = None
        self.patience = PATIENCE
        self.file = ""  # of the case; what its own lines are refused is a limit of the target
        self.make_outside = None  # type: Callable[[Execution], Any] | None
        self._outside = None  # type: Any
        self._clock_is_real = None  # type: bool | None
        self._lack = ""
        self._limit = ("", "")
        self._loops = []  # type: list[Any]
        self._over = False
        self._helpers = []  # type: list[Any]
        self._endings = []  # type: list[Callable[[], None]]

    # Actions of a case while it runs.

    def log(self, lane: str, text: str) -> None:
        """Add an event to the trace."""
        lane, text = cut(lane), cut(text)
        self.events.append((lane, text))
        if self.note is not None:
            self.note(lane, text)

    def raises(self, lane: str, expected: "Any") -> Raises:
        """Expect an exception of the class ``expected`` from the block that follows."""
        return Raises(self, lane, expected)

    def check(self, text: str, got: "Any", expected: "Any") -> None:
        """Check equality; None, True and False are compared by identity."""
        if expected is None or expected is True or expected is False:
            self._note(text, got is expected, got, expected)
        else:
            self._note(text, bool(got == expected), got, expected)

    def check_is(self, text: str, got: "Any", expected: "Any") -> None:
        """Check identity."""
        self._note(text, got is expected, got, expected)

    def check_type(self, text: str, got: "Any", expected: type) -> None:
        """Check that a value is an instance of a class."""
        self._note(text, isinstance(got, expected), got, expected)

    def _note(self, text: str, ok: bool, got: "Any", expected: "Any") -> None:
        self.checks.append(
            {
                "text": text,
                "ok": ok,
                "got": cut(show(got)),
                "expected": cut(show(expected)),
                "at": len(self.events),
            }
        )

    def observe(self, text: str, value: "Any") -> None:
        """Record a value without judging it."""
        self.observed.append((text, cut(show(value))))

    def seconds(self, delay: float) -> float:
        """Scale a literal delay, in seconds, by the run's time factor."""
        return delay * self.time_factor

    async def ticks(self, count: int) -> None:
        """Wait for ``count`` iterations of the loop."""
        for _ in range(count):
            await self.aio.sleep(0)

    async def wait_until(self, text: str, condition: "Callable[[], Any]") -> None:
        """Wait until the condition holds, for a bounded number of looks."""
        for attempt in range(self._looks()):
            if condition():
                return
            await self.rest(attempt)
        self.log("harness", "gave up waiting until " + text)

    async def repeat(self, text: str, attempt: "Callable[[], Any]", again: "Any") -> "Any":
        """Call ``attempt`` until it raises none of ``again``, within a bound; its value."""
        for number in range(self._looks()):
            try:
                return attempt()
            except again:
                await self.rest(number)
        self.log("harness", "gave up waiting until " + text)
        return attempt()

    def _looks(self) -> int:
        return int(WAIT_LIMIT * self.patience / PATIENCE)

    async def rest(self, attempt: int) -> None:
        """Yield to the loop between two looks: for an iteration at first, later for a millisecond.

        Only a loop whose clock is real is asked to sleep. Elsewhere that would move the clock of the case, so that this
        thread sleeps instead, which gives other threads and processes the processor.
        """
        if attempt < AT_ONCE:
            await self.aio.sleep(0)
        elif self._clock_is_real:
            await self.aio.sleep(0.001)
        else:
            before = self._loop_time()
            time.sleep(0.001)
            await self.aio.sleep(0)
            if self._clock_is_real is None:
                self._clock_is_real = before is not None and self._loop_time() > before

    def _loop_time(self) -> "Any":
        """Return the time of the running loop, None where there is no such thing."""
        loop = self._ask("get_running_loop", None)
        return loop.time() if hasattr(loop, "time") else None

    async def pause(self) -> None:
        """Wait some real time, in which something could happen that is not to happen."""
        for _ in range(3):
            await self.aio.sleep(self.seconds(0.005))

    async def settle(self, *tasks: "Any") -> None:
        """Wait until each task is suspended or done, for a bounded number of iterations.

        Without a task, wait for all tasks of the running loop but this one. The loop is asked for ``sleep(0)`` and
        ``call_soon`` only, so that a virtual clock does not move. Where an interpreter cannot show where a task
        stands, wait some real time.
        """
        own = self._ask("current_task", None)
        before = None  # type: list[list[Any]] | None
        quiet = 0
        for attempt in range(WAIT_LIMIT):
            now = self._places([task for task in tasks or self._ask("all_tasks", []) if task is not own], attempt)
            quiet = quiet + 1 if now is not None and before is not None and same_places(before, now) else 0
            blind = [places for places in now or [] if len(places) == 1 and not is_done(places[0])]
            if quiet >= (BLIND_LOOKS if blind else QUIET_LOOKS):
                return
            before = now
            if blind or attempt > 20:
                time.sleep(0.001)  # blocks the loop on purpose: gives other threads the processor
            await self._iteration()
        self.log("harness", "gave up waiting until the tasks settle")

    async def _iteration(self) -> None:
        """Wait for an iteration: until a callback has run, where ``sleep(0)`` alone may promise less."""
        get_running_loop = look_up(self.aio, "get_running_loop")
        loop = get_running_loop() if get_running_loop else None
        passed = []  # type: list[bool]
        if loop is not None and hasattr(loop, "call_soon"):
            loop.call_soon(passed.append, True)
        for _ in range(QUIET_LOOKS):
            await self.aio.sleep(0)
            if passed:
                break

    def _places(self, tasks: "list[Any]", attempt: int) -> "list[list[Any]] | None":
        """Return the places of tasks that are all suspended or done, None when one is on its way."""
        found = []
        for task in tasks:
            places = position(task)
            if places is not None:
                found.append(places)
            elif attempt < FOREIGN_LOOKS or self._made(task):
                return None
        return found

    def _made(self, task: "Any") -> bool:
        """Return whether the coroutine of a task is one that the case has written."""
        code = getattr(task.get_coro(), "cr_code", None)
        return code is None or code.co_filename == self.file

    def _ask(self, name: str, otherwise: "Any") -> "Any":
        """Call a function of the namespace; where there is none, it is not missed."""
        function = look_up(self.aio, name)
        return function() if function else otherwise

    def begin(self, awaitable: "Any") -> "Any":
        """Start a task that awaits; this lane goes on, but is cancelled at a method that the target refuses."""
        if not hasattr(awaitable, "cr_frame"):
            return self.aio.ensure_future(awaitable)
        lane = self.aio.current_task()

        async def watched() -> "Any":
            try:
                return await awaitable
            except NotImplementedError as error:
                self.note_limit(error)
                lane.cancel()
                raise

        return self.aio.ensure_future(watched())

    def outside(self) -> "Any":
        """Return the other side of rules about input and output, made when a case first asks for it."""
        if self._outside is None:
            if self.make_outside is None:
                raise ImportError("this interpreter cannot load the harness's sockets")
            self._outside = self.make_outside(self)
        return self._outside

    def own(self, thing: "Any") -> "Any":
        """Close a thing when the case is over, after whatever was opened later; returns the thing."""
        self._endings.append(thing.close)
        return thing

    def lacks(self, reason: str) -> None:
        """Record that the machine lacks something without which the rule cannot be judged."""
        self._lack = self._lack or reason

    def open_loop(self) -> "Any":
        """Create a loop of the target; ``close`` closes it whatever happens."""
        loop = self.aio.new_event_loop()
        self._loops.append(loop)
        return loop

    def in_thread(self, steps: "Callable[[], None]") -> None:
        """Run steps in a thread of their own and wait until they are done."""
        thread = self._start_thread(steps)
        thread.join(THREAD_LIMIT)
        if thread.is_alive():
            self.log("harness", "thread did not end")

    async def beside_thread(self, steps: "Callable[[], None]") -> None:
        """Run steps in a thread of their own; the loop goes on until they are done."""
        thread = self._start_thread(steps)
        await self.wait_until("the thread has ended", lambda: not thread.is_alive())

    def while_idle(self, steps: "Callable[[], None]") -> None:
        """Run steps in a thread of their own once the thread that calls this waits in the poll of its loop."""
        thread = this_thread()

        def steps_then() -> None:
            if wait_until_idle(thread, lambda: self._over):
                steps()

        self._helpers.append(self._start_thread(steps_then))

    def signal_while_idle(self, name: str) -> None:
        """Send this process a signal from another one, once the thread that calls this waits in its poll."""
        self.while_idle(lambda: self._endings.append(signal_from_outside(name)))

    def _start_thread(self, steps: "Callable[[], None]") -> "Any":
        import threading

        def guarded() -> None:
            try:
                steps()
            except BaseException as error:
                self.note_limit(error)
                self.log("thread", "ended by " + type(error).__name__)

        thread = threading.Thread(target=guarded, daemon=True)
        thread.start()
        return thread

    def run(self, main: "Callable[[], Coroutine[Any, Any, Any]]") -> None:
        """Run the coroutine function ``main`` on a fresh loop of the target."""
        try:
            self.aio.run(main())
        except BaseException as error:
            self.note_end(error)

    # Statements of a case.

    def expect(self, expected: "Expected") -> None:
        """State the whole trace expected; a list in it, from ``when``, stands for its entries."""
        for entry in expected:
            self.expected += entry if isinstance(entry, list) else [entry]

    def any_order(self, *events: "Event") -> "dict[str, list[Event]]":
        """Return a group of expected events whose order is unspecified."""
        return {"any_order": list(events)}

    def when(self, since: "str | None", until: "str | None", events: "Expected") -> "Expected":
        """Return expected events if they belong to this version of Python; both bounds are inclusive."""
        return events if version_within(language_version(), since, until) else []

    # Actions of the caller of a case.

    def note_end(self, error: BaseException) -> None:
        """Record the exception that ended the case."""
        self.note_limit(error)
        self.ended = {"error": class_of(error), "message": message_of(error), "trace": trace(error)}

    def note_limit(self, error: BaseException) -> None:
        """Record what the target lacks according to an exception; the first one counts."""
        if self._limit == ("", ""):
            self._limit = limit_of(error, self.file)

    def close(self) -> None:
        """Close the loops that the case opened and left open, then whatever else it opened, the last one first."""
        self._over = True
        for thread in self._helpers:
            thread.join(THREAD_LIMIT)
            if thread.is_alive():
                self.log("harness", "thread did not end")
        for loop in self._loops:
            try:
                if not (hasattr(loop, "is_closed") and loop.is_closed()):
                    loop.close()
            except Exception as error:
                self.log("harness", "loop.close() raises " + type(error).__name__)
        while self._endings:
            try:
                self._endings.pop()()
            except OSError as error:  # the target has closed what was lent to it
                self.log("harness", "closing what the case opened raises " + type(error).__name__)

    def observation(self) -> "Observation":
        """Return all that was seen, as plain data."""
        absent = getattr(self.aio, "_absent", None) or getattr(self.tools, "_absent", None)
        return {
            "events": self.events,
            "checks": self.checks,
            "observed": self.observed,
            "ended": self.ended,
            "missing": absent or self._limit[0] or None,
            "refused": self._limit[1] or None,
            "lack": self._lack or None,
        }


def observe(case: "Callable[[Execution], None]", scenario: Execution) -> "Observation":
    """Run a rendered case to its end, whatever it raises, and return the observation."""
    code = getattr(case, "__code__", None)
    if code is not None:
        scenario.file = code.co_filename
    try:
        case(scenario)
    except BaseException as error:
        scenario.note_end(error)
    finally:
        scenario.close()
    return scenario.observation()


def version_within(version: "Any", since: "str | None", until: "str | None") -> bool:
    """Return whether a version lies between two that are written ``"3.12"`` or ``"3.12.4"``, bounds included.

    A bound without a patch release means all of them; a version without one counts as the newest.
    """

    def parts(text: str) -> "tuple[int, ...]":
        return tuple([int(part) for part in text.split(".")])

    def like(bound: "tuple[int, ...]") -> "tuple[int, ...]":
        known = list(version)
        known.append(NEWEST_PATCH)
        return tuple(known[: len(bound)])

    return (since is None or parts(since) <= like(parts(since))) and (
        until is None or like(parts(until)) <= parts(until)
    )


def excepted(version: "Any", exceptions: "Any") -> bool:
    """Return whether a version is among some that are written ``"3.12"``, ``"3.12.4"`` or ``"3.12.0-3.12.4"``."""
    for text in exceptions:
        first, _, last = text.partition("-")
        if version_within(version, first, last or first):
            return True
    return False


def first_difference(expected: "Expected", events: "list[Event]") -> "tuple[int, str] | None":
    """Compare a trace with the expected one.

    Returns None when they agree, else the index of the first event that differs and a sentence.
    An expected entry is an event ``(lane, text)`` or ``{"any_order": [events]}``.
    """
    at = 0
    for entry in expected:
        group = [tuple(event) for event in entry["any_order"]] if isinstance(entry, dict) else None
        wanted = [tuple(entry)] if group is None else group
        for _ in range(len(wanted)):
            hoped = " or ".join([lane + ": " + text for lane, text in wanted])
            if at == len(events):
                return at, "event " + str(at + 1) + ": expected " + hoped + "; the trace ended"
            event = tuple(events[at])
            if event not in wanted:
                seen = event[0] + ": " + event[1]
                return at, "event " + str(at + 1) + ": expected " + hoped + "; observed " + seen
            wanted.remove(event)
            at += 1
    if at < len(events):
        seen = events[at][0] + ": " + events[at][1]
        return at, "event " + str(at + 1) + ": expected the end of the trace; observed " + seen
    return None


def judge(observation: "Observation", expected: "Expected") -> "tuple[str, str, int | None]":
    """Judge an observation: ``pass``, ``fail``, ``missing`` or ``unsupported``.

    Returns the verdict, the reason why it is not a pass as a sentence (else ""), and the index of the first
    event that differs from the expected trace, if one does.
    """
    difference = first_difference(expected, observation["events"])
    failed = [check for check in observation["checks"] if not check["ok"]]
    ended = observation["ended"]
    if difference is None and not failed and ended is None:
        return "pass", "", None
    at = None if difference is None else difference[0]
    lack = observation.get("lack")  # a launcher of somebody else's may say neither this nor `refused`
    if lack:
        return "unsupported", lack, at
    if observation["missing"]:
        return "missing", "the namespace has no " + observation["missing"], at
    refused = observation.get("refused")
    if refused:
        return "unsupported", "the target refuses it: " + refused, at
    reasons = []
    if difference is not None:
        reasons.append(difference[1])
    reasons += [check["text"] + ": expected " + check["expected"] + ", got " + check["got"] for check in failed]
    if ended is not None:
        message = ended["message"].split("\n")[0]
        reasons.append("ended by " + ended["error"] + (": " + message if message else ""))
    return "fail", "; ".join(reasons), at
