"""Former ids: what the ids of scenarios began with before their subject moved to another area.

``spec/moved.toml`` is the only list of them. An id names its rule for ever, so a former one is taken wherever an id is:
by ``-k`` and ``show``, in the gate's lists, in what was noted of earlier runs, and in results files.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from loopspec.places import SPEC


@cache
def moved() -> Mapping[str, str]:
    """Map the former ``area/subject`` of each subject that has moved to the present one."""
    path = SPEC / "moved.toml"
    table: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))["moved"] if path.exists() else {}
    return table


@cache
def _moved_from() -> Mapping[str, str]:
    return {present: former for former, present in moved().items()}


def present_id(id_: str) -> str:
    """Return the id that the scenario of a former id has now; any other id as it is."""
    return _exchanged(id_, moved())


def former_id(id_: str) -> str | None:
    """Return the id that a scenario had before its subject moved, None where it has not."""
    found = _exchanged(id_, _moved_from())
    return None if found == id_ else found


def _exchanged(id_: str, beginnings: Mapping[str, str]) -> str:
    area, _, rest = id_.partition("/")
    subject, slash, name = rest.partition("/")
    beginning = beginnings.get(f"{area}/{subject}")
    return id_ if beginning is None else f"{beginning}{slash}{name}"
