"""Waiting: for several things, for some time, for each other.

Invariant: the modules of this chapter import `core` and each other, in one direction.
"""
