"""refloop on virtual time: the clock jumps to the next timer when everything waits."""

import refloop


def loop() -> refloop.Loop:
    """A loop of refloop's own namespace."""
    return refloop.Loop(clock=refloop.VirtualClock(patience=0))


def event_loop() -> refloop.EventLoop:
    """A loop for the standard library's asyncio."""
    return refloop.EventLoop(clock=refloop.VirtualClock(patience=0))
