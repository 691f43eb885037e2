"""The meaning of ``NAME[@PYTHON]``: the registry of loops, and the interpreters that carry them."""
