"""Tools to look for a mistake: the call graph, and which task waits for what.

Invariant: nothing here is imported before somebody asks, and looking changes nothing.
"""
