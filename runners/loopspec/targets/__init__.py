"""What ``NAME[@PYTHON]`` means: the registry of loops, and the interpreters that carry them."""
