"""Commands about targets: targets, smoke."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from loopspec.commands.shared import console_for, say, timeout_option
from loopspec.printable import one_line
from loopspec.running.preflight import TIMEOUT

if TYPE_CHECKING:
    from loopspec.results.model import Result, TargetInfo
    from loopspec.targets.installed import Installed
    from loopspec.targets.target import Target

MORE = "what it is, or how to get it"

NARROWEST_NOTE = 24
"""Columns that a sentence has at least beside other columns."""


@click.command()
@click.option("--python", metavar="PYTHON", help="Look in this interpreter instead of the one that runs loopspec.")
@click.option("--json", "as_json", is_flag=True, help="Write all that is known, as JSON.")
@click.option("--capabilities", is_flag=True, help="List the capabilities that a target may lack, instead.")
def targets(python: str | None, as_json: bool, capabilities: bool) -> None:
    """List the targets known by name, and whether each is installed."""
    if capabilities:
        if python or as_json:
            raise click.UsageError("--capabilities cannot be combined with --python or --json")
        _list_capabilities()
        return
    from loopspec.targets.installed import look
    from loopspec.targets.registry import names
    from loopspec.targets.target import TargetError, known, parse_target

    executable = parse_target(f"asyncio@{python}").python if python else None
    found, faults = [], []
    for name in names():
        try:
            target = known(name)
        except TargetError as error:  # of one package, which is no reason to be silent about all others
            faults.append(str(error))
        else:
            found += [target] if target else []
    here = look(executable, found)
    if as_json:
        say(json.dumps([_facts(target, here) for target in found], indent=2))
    else:
        _table(found, here)
    for fault in faults:
        say(fault, err=True)


def _list_capabilities() -> None:
    from loopspec.capabilities import CAPABILITIES, GROUPS

    width = max(map(len, CAPABILITIES))
    for name, capability in CAPABILITIES.items():
        say(f"{name:<{width}}  {capability.says}")
    for name, members in GROUPS.items():
        say(f"{name:<{width}}  the group of {', '.join(sorted(members))}")


def _facts(target: Target, here: Installed) -> dict[str, Any]:
    return {
        "name": target.name,
        "installed": target.name in here.versions,
        "version": here.versions.get(target.name, ""),
        "python": here.python,
        "supported": here.supports(target),
        "since": target.since,
        "until": target.until,
        "namespace": target.namespace,
        "factory": target.factory,
        "capabilities": sorted(target.capabilities),
        "forks": target.forks,
        "install": target.install,
        "home": target.home,
        "notes": target.notes,
    }


def _table(found: list[Target], here: Installed) -> None:
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    from loopspec.report.layout import entry, fitting, widen

    table = Table(box=None, pad_edge=False, header_style="bold")
    for title, least in (("target", 0), (f"on Python {here.python}", 0), ("supports", 0), (MORE, NARROWEST_NOTE)):
        table.add_column(title, no_wrap=title == "target", overflow="fold", min_width=least)
    entries = []
    for target in found:
        supported = here.supports(target)
        there = supported and target.name in here.versions
        missing = "not installed" if supported else "not supported"
        state = one_line(here.versions[target.name]) or "there" if there else missing
        pythons = target.pythons.removeprefix("Python ")
        more = target.install if supported and not there and target.install else target.notes
        style = "" if there else "dim"
        table.add_row(*(Text(cell) for cell in (target.name, state, pythons, more)), style=style)
        facts = [Text(text, style=style) for text in (state, f"supports {pythons}" if pythons else "") if text]
        entries.append(entry(Text(target.name, style=style or "bold"), facts, Text(more, style=style)))
    console = console_for()
    widen(console)
    console.print(fitting(console, [table, Group(*entries)]))


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@timeout_option("step", TIMEOUT)
def smoke(targets: tuple[str, ...], timeout: float) -> None:
    """Check whether targets work at all, before anything about them is judged.

    Exit codes: 0 all work, 1 one is installed and does not work, 2 one is not a target or not installed, or cannot
    be imported.
    """
    from loopspec.targets.target import TargetError, parse_targets

    code = 0
    for target in parse_targets(targets):
        try:
            works = _works(target, timeout)
        except TargetError as error:
            say(str(error), err=True)
            code = 2
            continue
        say(f"{target.name} {'works' if works else 'does not work'}")
        code = max(code, 0 if works else 1)
    raise SystemExit(code)


def _works(target: Target, timeout: float) -> bool:
    from loopspec.running.options import RunOptions
    from loopspec.running.preflight import take_steps
    from loopspec.running.supervisor import Supervisor

    with Supervisor(RunOptions(workers=1, timeout=timeout)) as supervisor:
        (info,) = supervisor.start([target], preflight=False)
        _tell_start(info)
        return take_steps(partial(supervisor.ask, target), _tell_step)


def _tell_start(info: TargetInfo) -> None:
    version = f" {info.version}" if info.version else ""
    say(one_line(f"{info.name}{version} on {info.implementation} {info.python}"))
    _tell("ok", "is imported")


def _tell_step(says: str, result: Result) -> None:
    passed = result.verdict == "pass"
    _tell("ok" if passed else result.verdict, says if passed else f"{says}: {result.detail}")


def _tell(state: str, text: str) -> None:
    say(f"  {state:<12} {one_line(text)}")
