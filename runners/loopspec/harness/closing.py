"""Run cases on a loop that lacks a closing service, which only the end of a run asks for.

A runner ends with ``shutdown_asyncgens`` and ``shutdown_default_executor``. On a loop that refuses one of them
every case that uses ``run`` would end with that refusal, whatever its rule is about. So the runner given to the
cases passes over it, for its own clean-up only: a case that calls the service meets the loop as it is, and for a
case whose rule is about the service, its absence is noted.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from loopspec.harness import execution
elif __package__:
    from loopspec.harness import execution
else:
    import execution


def under_factory(aio: "Any", factory: "Callable[[], Any]", lacking: "dict[str, bool]") -> "execution.Namespace":
    """Return the namespace in which ``factory`` makes every new loop and runners pass over the services in ``lacking``.

    ``lacking`` says for each service whether the case is about it.
    """

    def service(name: str) -> "Callable[..., Any]":
        async def pass_over(*_: "Any") -> None:
            if lacking[name]:
                space.note_absent("loop." + name)

        return pass_over

    class Runner(aio.Runner):  # type: ignore[misc]
        """A runner whose clean-up does without what the loop lacks."""

        def __init__(self, *, debug: "bool | None" = None, loop_factory: "Any" = factory) -> None:
            self._loops_made = []  # type: list[Any]

            def make() -> "Any":
                loop = loop_factory()
                self._loops_made.append(loop)
                return loop

            # None asks for the default of the namespace, whose loop is set as the current one.
            super().__init__(debug=debug, loop_factory=None if loop_factory is None else make)

        def close(self) -> None:
            """Close the loop as runners do."""
            for loop in self._loops_made:
                for name in lacking:
                    setattr(loop, name, service(name))
            super().close()

    def run(main: "Any", *, debug: "bool | None" = None, **more: "Any") -> "Any":
        if execution.is_running(aio):
            return aio.run(main)  # let asyncio refuse in its own way
        with Runner(debug=debug, **more) as runner:
            return runner.run(main)

    space = execution.Namespace(aio, {"run": run, "Runner": Runner, "new_event_loop": factory})
    return space
