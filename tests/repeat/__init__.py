"""Repeated runs, shuffled and under load."""
