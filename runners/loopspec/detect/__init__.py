"""Plants faults into a target and finds out which of them the suite sees; see docs/detection.md."""
