"""The gate: what a run shows, held against what is known to deviate.

``config`` reads the known deviations, ``signature`` says how a result deviates, ``compare`` judges,
``retry`` looks for the flaky, ``update`` writes the file.
"""
