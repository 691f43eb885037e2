"""seedloop: the loop of its worlds, which has no public name of its own."""

from typing import Any


def new_event_loop() -> Any:
    """Create a loop without a simulated network."""
    from seedloop._loop import DeterministicLoop

    return DeterministicLoop()
