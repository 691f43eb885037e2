"""refloop on each of the ways to wait that a system may have beside its best one."""

import refloop


def poll_loop() -> refloop.Loop:
    """Create a loop on poll."""
    return refloop.Loop(poller="poll")


def select_loop() -> refloop.Loop:
    """Create a loop on select."""
    return refloop.Loop(poller="select")
