"""The loop, and what it is made of: handles, futures, tasks, the poller, watchers, signals, errors.

Read handles.py and loop.py first; loop.py says how everything else is a driver of one generator.

Invariant: nothing here imports a chapter above; methods of a loop that live there are named in `Loop`, and imported on
first use (lazy_methods.py).
"""
