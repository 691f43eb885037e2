"""The logger.

Invariant: logging is imported when something is logged, not before.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def logger() -> Any:
    """Return the logger `asyncio`, which programs configure."""
    import logging

    return logging.getLogger("asyncio")
