"""The steps of a preflight check, one small function each, which show that a target does what the suite needs of it.

Each is sent to a worker by itself, like a rendered case, and so has nothing but ``scenario``.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from loopspec.harness.execution import Execution


def makes_a_loop(scenario: "Execution") -> None:
    """Make a loop, as every other step does first."""
    loop = scenario.aio.new_event_loop()
    if not hasattr(loop, "run_forever"):
        raise TypeError("it gives " + repr(loop) + ", which has no run_forever")


def runs_a_coroutine(scenario: "Execution") -> None:
    """Run a coroutine for a few iterations of the loop."""
    done = []

    async def main() -> None:
        await scenario.ticks(3)
        done.append(True)

    scenario.run(main)
    scenario.check("done", done, [True])


def calls_soon(scenario: "Execution") -> None:
    """Schedule a callback, and stop from within."""
    loop = scenario.aio.new_event_loop()
    called = []  # type: list[bool]

    def callback(value: bool) -> None:
        called.append(value)
        loop.stop()

    loop.call_soon(callback, True)
    loop.run_forever()
    scenario.check("called", called, [True])


def calls_later(scenario: "Execution") -> None:
    """Schedule two timers, the later one first."""
    loop = scenario.aio.new_event_loop()
    called = []  # type: list[bool]
    loop.call_later(0.02, loop.stop)
    loop.call_later(0.01, called.append, True)
    loop.run_forever()
    scenario.check("called", called, [True])


def wakes_for_a_thread(scenario: "Execution") -> None:
    """Wake a waiting loop from a thread."""
    import threading
    import time

    loop = scenario.aio.new_event_loop()

    def wake() -> None:
        time.sleep(0.05)  # by now the loop has nothing to do but wait
        loop.call_soon_threadsafe(loop.stop)

    threading.Thread(target=wake, daemon=True).start()
    loop.run_forever()


def closes(scenario: "Execution") -> None:
    """Close a loop that has run."""
    loop = scenario.aio.new_event_loop()
    loop.call_soon(loop.stop)
    loop.run_forever()
    loop.close()


STEPS = {
    "makes a loop": makes_a_loop,
    "runs a coroutine": runs_a_coroutine,
    "call_soon calls, stop stops": calls_soon,
    "call_later calls": calls_later,
    "call_soon_threadsafe wakes it from another thread": wakes_for_a_thread,
    "closes": closes,
}
"""The results of the steps, in their order."""

NEEDS = {"wakes_for_a_thread": ("threads",)}
"""The capabilities that a step needs, by the name of its function."""
