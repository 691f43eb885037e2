"""Virtual time, by the name under which programs import it: see runtime/clock.py."""

from .runtime.clock import Deadlock, VirtualClock

__all__ = ("Deadlock", "VirtualClock")
