"""Names that an application uses without naming them: those that asyncio asks the loop for on its behalf; traits."""

from __future__ import annotations

from collections.abc import Mapping

from loopspec.coverage.inventory import LOOP, Inventory
from loopspec.switch.application import Application, Use
from loopspec.switch.concerns import traits_of

REACHED: Mapping[str, tuple[str, ...]] = {
    "asyncio.open_connection": (f"{LOOP}.create_connection", "asyncio.StreamReader", "asyncio.StreamWriter"),
    "asyncio.open_unix_connection": (f"{LOOP}.create_unix_connection", "asyncio.StreamReader", "asyncio.StreamWriter"),
    "asyncio.start_server": (f"{LOOP}.create_server", "asyncio.Server", "asyncio.StreamReader"),
    "asyncio.start_unix_server": (f"{LOOP}.create_unix_server", "asyncio.Server", "asyncio.StreamReader"),
    "asyncio.create_subprocess_exec": (f"{LOOP}.subprocess_exec", "asyncio.subprocess.Process"),
    "asyncio.create_subprocess_shell": (f"{LOOP}.subprocess_shell", "asyncio.subprocess.Process"),
    f"{LOOP}.create_server": ("asyncio.Server",),
    f"{LOOP}.create_unix_server": ("asyncio.Server",),
    "asyncio.to_thread": (f"{LOOP}.run_in_executor",),
    "asyncio.StreamWriter.write": ("asyncio.WriteTransport.write",),
    "asyncio.StreamWriter.close": ("asyncio.BaseTransport.close",),
    "asyncio.StreamWriter.start_tls": (f"{LOOP}.start_tls",),
    "asyncio.run": ("asyncio.Runner.run", f"{LOOP}.run_until_complete", f"{LOOP}.run_forever"),
    "asyncio.Runner.run": (f"{LOOP}.run_until_complete", f"{LOOP}.run_forever"),
    f"{LOOP}.run_until_complete": (f"{LOOP}.run_forever",),
}
"""Names that asyncio's own code calls on behalf of others, with the same parameters where both have them."""


def reach(application: Application, inventory: Inventory) -> None:
    """Add the names that the loop is asked for by asyncio's own code on behalf of the application."""
    for name, others in REACHED.items():
        use = application.uses.get(name)
        if use is None:
            continue
        for other in others:
            _share(use, application.use(other))
            entry = inventory.entries.get(other)
            for parameter in entry.named_parameters if entry else ():
                given = application.uses.get(f"{name}({parameter})")
                if given is not None:
                    _share(given, application.use(f"{other}({parameter})"))
            for place in application.forwarded.get(name, ()):
                application.forwarded.setdefault(other, []).append(place)


def _share(use: Use, other: Use) -> None:
    for places, more in ((other.seen, use.seen), (other.guessed, use.guessed), (other.ran, use.ran)):
        places.extend(place for place in more if place not in places)


def add_traits(application: Application) -> None:
    """Add the traits that the names of an application show."""
    for name in sorted(name for name in application.uses if name.startswith("asyncio.")):
        for trait in traits_of(name):
            _share(application.uses[name], application.use(trait))
