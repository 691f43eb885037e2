"""The gate: the results of a run, compared with the deviations that a project knows.

``config`` reads the known deviations, ``signature`` says how a result deviates, ``compare`` judges,
``retry`` looks for the flaky, ``update`` writes the file, ``report`` prints.
"""
