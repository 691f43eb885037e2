"""refloop on virtual time: the clock jumps to the next timer when everything waits."""

import refloop


def loop() -> refloop.Loop:
    """Create a loop of refloop's own namespace."""
    return refloop.Loop(clock=refloop.VirtualClock(patience=0))


def event_loop() -> refloop.EventLoop:
    """Create a loop for the standard library's asyncio."""
    return refloop.EventLoop(clock=refloop.VirtualClock(patience=0))
