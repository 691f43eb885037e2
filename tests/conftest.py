"""Signals as a terminal gives them, however the tests are started; and fixtures of several folders."""

from __future__ import annotations

import signal

from two_rules import folder as folder
from two_rules import loopspec as loopspec

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a background job of a shell; its children would ignore it too
    signal.signal(signal.SIGINT, signal.default_int_handler)
