"""How much a rule binds."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """How much a rule binds: ``must`` and ``should`` gate, ``may`` is recorded and compared."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"
