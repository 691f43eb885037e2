"""Adapters: loops that take more than one call to make, each behind a factory or a namespace.

They run in the interpreter under test, which has the loop and nothing of loopspec: each module imports its
loop and the standard library, and decides nothing about how the loop behaves.
"""
