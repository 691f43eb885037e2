"""The level of a rule."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """The force of a rule: ``must`` and ``should`` gate, ``may`` is recorded and compared."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"
