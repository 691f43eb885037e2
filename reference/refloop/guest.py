"""Guest mode, by the name under which programs import it: see runtime/guest.py."""

from .runtime.guest import Guest, Outcome, run_as_guest, start_guest

__all__ = ("Guest", "Outcome", "run_as_guest", "start_guest")
