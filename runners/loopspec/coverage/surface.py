"""Print the public interface of asyncio as the interpreter that runs this file has it, as JSON.

Run with the Python of the documentation by ``remake``; imports nothing but the standard library.
"""

from __future__ import annotations

import asyncio
import asyncio.subprocess
import inspect
import json
import platform
import warnings
from typing import Any

MODULES = {"asyncio": asyncio, "asyncio.subprocess": asyncio.subprocess}
"""Where public names are; the submodule has constants and a class that the package does not export."""

LOOP = "asyncio.loop"
"""The name under which the documentation has the methods of ``AbstractEventLoop``."""


def parameters(thing: Any, *, bound: bool) -> list[str]:
    """Return the parameters of a callable as the documentation writes them, without defaults; ``bound`` drops self."""
    try:
        found = list(inspect.signature(thing).parameters.values())
    except (TypeError, ValueError):  # written in C, without a signature
        return []
    names: list[str] = []
    for parameter in found[bound:]:
        if parameter.kind is parameter.KEYWORD_ONLY and not any(name.startswith("*") for name in names):
            names.append("*")
        stars = (parameter.kind is parameter.VAR_POSITIONAL) + 2 * (parameter.kind is parameter.VAR_KEYWORD)
        names.append("*" * stars + parameter.name)
    return names


def name_of(thing: type) -> str | None:
    """Return the public name of a class of asyncio, None for a private one and for one of another module."""
    for module, holder in MODULES.items():
        if not thing.__name__.startswith("_") and getattr(holder, thing.__name__, None) is thing:
            return f"{module}.{thing.__name__}"
    return None


def entry(name: str, kind: str, thing: Any, *, bound: bool = False) -> dict[str, Any]:
    """Describe one name."""
    found: dict[str, Any] = {"name": name, "kind": kind}
    if kind == "exception":
        found["bases"] = [base.__name__ for base in thing.__mro__[1:-1]]
    elif callable(thing):
        found["parameters"] = parameters(thing, bound=bound)
    return found


def members(name: str, owner: type) -> list[dict[str, Any]]:
    """Describe the public attributes of a class that a class of asyncio defines, under the name of this one."""
    found = []
    for attribute in sorted(vars(owner)):
        if attribute.startswith("_"):
            continue
        thing = inspect.getattr_static(owner, attribute)
        method = inspect.isroutine(thing)
        bound = method and not isinstance(thing, (staticmethod, classmethod))
        kind = "method" if method else "attribute"
        found.append(entry(f"{name}.{attribute}", kind, getattr(owner, attribute), bound=bound))
    return found


def surface() -> dict[str, Any]:
    """Describe the public names of asyncio, the members of its classes, and which class inherits from which."""
    names: list[dict[str, Any]] = []
    bases: dict[str, list[str]] = {}
    for module, holder in MODULES.items():
        for short in sorted(set(holder.__all__) if module == "asyncio" else {"Process", "PIPE", "STDOUT", "DEVNULL"}):
            thing, name = getattr(holder, short), f"{module}.{short}"
            if not isinstance(thing, type):
                names.append(entry(name, "function" if callable(thing) else "data", thing))
            elif issubclass(thing, BaseException):
                names.append(entry(name, "exception", thing))
            else:
                names.append(entry(name, "class", thing))
                bases[name] = [one for base in thing.__mro__[1:] if (one := name_of(base))]
                names += members(LOOP if thing is asyncio.AbstractEventLoop else name, thing)
    return {
        "python": platform.python_version(),
        "names": names,
        "bases": {name: found for name, found in sorted(bases.items()) if found},
    }


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # of names that are deprecated
    print(json.dumps(surface()))
