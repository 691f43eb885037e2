"""The schema of a configuration: the keys of each table, and the reader that checks each value.

The keys of a target hold for loopspec's own registry (``targets.toml``), for ``[target.NAME]`` in a
configuration, and for the entry points of the group ``loopspec.targets``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from loopspec.capabilities import ALL, GROUPS, expand
from loopspec.config.known import NOBODY, SYSTEMS, clauses, has_wildcard
from loopspec.near import guess, nearest
from loopspec.results.model import Level, Verdict

Reader = Callable[[Any], Any]
"""Checks a value and converts it. Raises ValueError with the value that was expected."""

TARGET_NAME = re.compile(r"[A-Za-z0-9]([\w-]*[A-Za-z0-9])?", re.ASCII)


def dotted(text: str) -> bool:
    """Return whether a text is a name with dots, such as that of a module."""
    return all(part.isidentifier() for part in text.split("."))


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"expected a string, got {_shown(value)}")
    return value.strip()


def _text(value: Any) -> str:
    if not _string(value):
        raise ValueError(f"expected a string that is not empty, got {_shown(value)}")
    return str(value)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(item, str) and item for item in value):
        raise ValueError(f'expected a list of strings such as ["one", "two"], got {_shown(value)}')
    if len(set(value)) < len(value):
        twice = next(item for number, item in enumerate(value) if item in value[:number])
        raise ValueError(f"expected each string once, got {twice!r} twice")
    return tuple(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"expected true or false, got {_shown(value)}")
    return value


def _number(least: float, most: float) -> Reader:
    def read(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise ValueError(f"expected a number from {least:g} to {most:g}, got {_shown(value)}")
        return float(value)

    return read


def _whole(least: int, most: int) -> Reader:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"expected a whole number from {least} to {most}, got {_shown(value)}")
        return value

    return read


def _targets(value: Any) -> tuple[str, ...]:
    if isinstance(value, dict):
        raise ValueError("expected a list of names, got a table; a target of your own is a table [target.NAME]")
    return _texts(value)


def _levels(value: Any) -> tuple[str, ...]:
    for level in _texts(value):
        if level not in list(Level):
            raise ValueError(f"unknown level {level!r}; {guess(level, Level)}")
    return _texts(value)


def _id(value: Any) -> str:
    text = _text(value)
    if has_wildcard(text):
        raise ValueError(f"expected the id of one scenario, got the pattern {text!r}")
    return text


def _signature(value: Any) -> str:
    text = _text(value)
    verdict = text.partition(":")[0].strip()
    deviating = [verdict for verdict in Verdict if verdict.deviates]
    if verdict not in deviating:
        raise ValueError(f"unknown verdict {verdict!r}; {guess(verdict, deviating)}, as the gate prints it")
    return text


def _address(value: Any) -> str:
    text = _text(value)
    if not text.startswith(("https://", "http://")):
        raise ValueError(f"expected a web address such as https://..., got {text!r}")
    return text


def _issue(value: Any) -> str:
    text = _string(value)
    if text and text != NOBODY and not text.startswith(("https://", "http://")):
        raise ValueError(f'expected a web address, or "{NOBODY}" where it was not reported, got {text!r}')
    return text


def _python(value: Any) -> str:
    text = _text(value)
    clauses(text)
    return text


def _platform(value: Any) -> str:
    text = _text(value)
    if not has_wildcard(text) and text.lower() not in SYSTEMS:
        names = {"darwin": "macos", "osx": "macos", "win32": "windows", **{name: name for name in SYSTEMS}}
        near = nearest(text.lower(), names)
        hint = f"did you mean {names[near]!r}?" if near else f"expected one of {', '.join(SYSTEMS)}, or a pattern"
        raise ValueError(f"unknown system {text!r}; {hint}")
    return text


def _date(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError(f"expected a date such as 2027-06-30, without quotes or time, got {_shown(value)}")
    return value


def _module(value: Any) -> str:
    text = _text(value)
    if not dotted(text):
        raise ValueError(f"expected a module such as package.module, got {text!r}")
    return text


def _factory(value: Any) -> str:
    text = _text(value)
    module, _, attribute = text.partition(":")
    if not (dotted(module) and dotted(attribute)):
        raise ValueError(f"expected a factory such as package.module:attribute, got {text!r}")
    return text


def _version(value: Any) -> str:
    text = _text(value)
    if not re.fullmatch(r"\d+\.\d+", text):
        raise ValueError(f'expected a version of Python such as "3.12", got {text!r}')
    return text


def _issues(value: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise ValueError(f"expected a table of patterns of ids and web addresses, got {_shown(value)}")
    return tuple((pattern, _address(address)) for pattern, address in value.items())


def _capabilities(value: Any) -> frozenset[str]:
    for name in _texts(value) if value != [] else ():
        if name not in ALL and name not in GROUPS:
            raise ValueError(f"unknown capability {name!r}; {guess(name, sorted({*ALL, *GROUPS}))}")
    return expand(value)


SETTINGS: dict[str, Reader] = {
    "targets": _targets,
    "areas": _texts,
    "levels": _levels,
    "timeout": _number(0.05, 3600),
    "time_factor": _number(0.1, 100),
    "workers": _whole(1, 256),
    "memory": _whole(0, 1 << 30),
    "retries": _whole(0, 20),
}
"""The keys of the configuration itself."""

CONDITIONS: dict[str, Reader] = {"python": _python, "platform": _platform, "implementation": _text}

KNOWN: dict[str, Reader] = {
    "scenario": _text,
    "target": _text,
    "signature": _signature,
    "reason": _string,
    "issue": _issue,
    **CONDITIONS,
    "expires": _date,
    "flaky": _flag,
}
"""The keys of an entry ``[[known]]``."""

BLOCKED: dict[str, Reader] = {"blocked_by": _id, "scenarios": _texts, "target": _text, **CONDITIONS}
"""The keys of an entry ``[[blocked]]``."""

TARGET: dict[str, Reader] = {
    "factory": _factory,
    "namespace": _module,
    "distribution": _text,
    "modules": _texts,
    "install": _text,
    "home": _address,
    "notes": _text,
    "since": _version,
    "until": _version,
    "capabilities": _capabilities,
    "lacks": _capabilities,
    "lacks_at": _address,
    "issues": _issues,
    "forks": _flag,
}
"""The keys of a table ``[target.NAME]``."""

BUILT_IN_TARGET: dict[str, Reader] = {**TARGET, "bundled": _flag, "adapter": _flag}
"""The keys of a table in loopspec's own registry."""


def target_faults(name: str, entry: Mapping[str, Any]) -> Iterator[str]:
    """Yield the faults of a target whose values are each valid."""
    if not TARGET_NAME.fullmatch(name):
        yield f"expected letters, digits and hyphens as the name of a target, got {name!r}"
    if not {"factory", "namespace"} & entry.keys():
        yield f"target {name}: expected `factory` (makes its loops) or `namespace` (its asyncio), got neither"
    if {"capabilities", "lacks"} <= entry.keys():
        yield f"target {name}: expected one of `capabilities` and `lacks`, got both"


def read_target(entry: Mapping[str, Any], keys: Mapping[str, Reader]) -> dict[str, Any]:
    """Check a target that is no part of a configuration. Raises ValueError for the first fault."""
    found = {}
    for key, value in entry.items():
        if key not in keys:
            raise ValueError(f"unknown key {key!r}; {guess(key, keys)}")
        try:
            found[key] = keys[key](value)
        except ValueError as error:
            raise ValueError(f"{key}: {error}") from None
    return found


def target_fields(entry: Mapping[str, Any], sys_path: tuple[str, ...]) -> dict[str, Any]:
    """Convert an entry to the fields of ``target.Target``; its modules may lie in ``sys_path``."""
    fields = {key: value for key, value in entry.items() if key not in ("bundled", "adapter", "lacks")}
    fields["capabilities"] = entry.get("capabilities", ALL) - entry.get("lacks", frozenset())
    return {**fields, "sys_path": sys_path}
