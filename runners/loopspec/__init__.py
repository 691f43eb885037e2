"""loopspec: the conformance suite for asyncio event loops."""

__version__ = "0.1.0"

RENDERED_MARK = "# Rendered by loopspec from "
"""The beginning of a rendered file's first line; the path of its source follows. It stands here because the pytest
plugin, which every pytest imports, needs it and loads nothing else."""
