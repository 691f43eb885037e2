"""Runs a plan: workers, deadlines, verdicts."""
