"""refloop's loop with each poller, as targets: `PYTHONPATH=tests/refloop loopspec run polled:select_loop`."""

from __future__ import annotations

import select
from typing import Any

import fake_kqueue

import refloop


def poll_loop() -> Any:
    return refloop.EventLoop(poller="poll")


def select_loop() -> Any:
    return refloop.EventLoop(poller="select")


def kqueue_loop() -> Any:
    """On a stand-in for kqueue where the system has none."""
    for name in ("kqueue", "kevent", "KQ_FILTER_READ", "KQ_FILTER_WRITE", "KQ_EV_ADD", "KQ_EV_DELETE"):
        if not hasattr(select, name):
            setattr(select, name, getattr(fake_kqueue, name))
    return refloop.EventLoop(poller="kqueue")
