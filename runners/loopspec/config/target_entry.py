"""What an entry of the registry of targets may say: the keys, what each may be, what goes together.

The same for loopspec's own registry (``targets.toml``), for ``[target.NAME]`` in a configuration, and for
what an entry point of the group ``loopspec.targets`` gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from loopspec.capabilities import ALL
from loopspec.config.values import Reader, flag, guess, text_of, texts

DOTTED = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
"""A name with dots, such as that of a module."""

NAME = re.compile(r"[A-Za-z0-9]([\w-]*[A-Za-z0-9])?", re.ASCII)
"""The name of a target."""


def _module(value: Any) -> str:
    text = text_of(value)
    if not DOTTED.fullmatch(text):
        raise ValueError(f"{text!r} is no module; expected a name such as package.module")
    return text


def _factory(value: Any) -> str:
    text = text_of(value)
    module, _, attribute = text.partition(":")
    if not (DOTTED.fullmatch(module) and DOTTED.fullmatch(attribute)):
        raise ValueError(f"{text!r} is no factory; expected package.module:attribute")
    return text


def _address(value: Any) -> str:
    text = text_of(value)
    if not text.startswith(("https://", "http://")):
        raise ValueError(f"{text!r} is no web address; expected https://...")
    return text


def _version(value: Any) -> str:
    text = text_of(value)
    if not re.fullmatch(r"\d+\.\d+", text):
        raise ValueError(f'{text!r} is no version of Python; expected one such as "3.12"')
    return text


def _capabilities(value: Any) -> frozenset[str]:
    for name in texts(value) if value != [] else ():
        if name not in ALL:
            raise ValueError(f"no capability {name!r}; {guess(name, sorted(ALL))}")
    return frozenset(value)


KEYS: dict[str, Reader] = {
    "factory": _factory,
    "namespace": _module,
    "distribution": text_of,
    "modules": texts,
    "install": text_of,
    "home": _address,
    "notes": text_of,
    "since": _version,
    "until": _version,
    "capabilities": _capabilities,
    "lacks": _capabilities,
    "forks": flag,
}
"""The keys of an entry, and what each may be."""

OWN_KEYS: dict[str, Reader] = {**KEYS, "bundled": flag, "adapter": flag}
"""The same with those that only loopspec's own registry has."""


def faults(name: str, entry: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with an entry whose values are each as they may be."""
    if not NAME.fullmatch(name):
        yield f"{name!r} is no name for a target; expected letters, digits and hyphens"
    if not {"factory", "namespace"} & entry.keys():
        yield f"target {name} has neither `factory` nor `namespace`; expected what makes its loops, or its asyncio"
    if {"capabilities", "lacks"} <= entry.keys():
        yield f"target {name} has `capabilities` and `lacks`; expected one of them"


def read(entry: Mapping[str, Any], keys: Mapping[str, Reader]) -> dict[str, Any]:
    """The values of an entry that is no part of a configuration. Raises ValueError for the first fault."""
    found = {}
    for key, value in entry.items():
        if key not in keys:
            raise ValueError(f"unknown key {key!r}; {guess(key, keys)}")
        try:
            found[key] = keys[key](value)
        except ValueError as error:
            raise ValueError(f"{key}: {error}") from None
    return found


def for_target(entry: Mapping[str, Any], sys_path: tuple[str, ...]) -> dict[str, Any]:
    """An entry by the names of ``target.Target``; ``sys_path`` is where its modules may lie."""
    fields = {key: value for key, value in entry.items() if key not in ("bundled", "adapter", "lacks")}
    fields["capabilities"] = entry.get("capabilities", ALL) - entry.get("lacks", frozenset())
    return {**fields, "sys_path": sys_path}
