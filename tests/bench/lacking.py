"""asyncio without Queue."""

from asyncio import *  # noqa: F403

del Queue  # noqa: F821 - the star has brought it
