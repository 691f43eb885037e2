"""simloom: its loop takes the tape of choices that it records."""

from typing import Any


def new_event_loop() -> Any:
    """Create a loop whose choices come from seed 0."""
    from simloom import SimLoop, Tape

    return SimLoop(Tape.generate(0))
