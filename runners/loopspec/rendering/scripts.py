"""Cases as scripts that need nothing but an interpreter.

A script is the harness, those of the tools that its cases use, the cases, and an end. ``for_machines``
is what ``launchers.scripted`` runs; ``standalone`` makes those that users run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from loopspec.capabilities import CAPABILITIES
from loopspec.harness.imported_target import OUTSIDE
from loopspec.places import HARNESS

if TYPE_CHECKING:
    from loopspec.harness.protocol import CaseRequest, TargetDescription


def for_machines(case: CaseRequest, target: TargetDescription, token: str) -> str:
    """Return the script of one case: its events as they happen, then what was observed, as marked lines.

    ``case`` and ``target`` are the records of the worker's protocol. Every line printed is ``token``, a
    kind, and a value as ``repr`` writes it; the first is ``begins``, so that nothing before it counts
    and its absence means that the interpreter does not take the source. At ``starts`` the case begins.
    """
    used = attributes_of(case["source"])
    return "\n".join(
        [
            beginning(token),
            harness(),
            tools(used["tools"]),
            outside() if used["outside"] else "",
            importing(target),
            case["source"].rstrip() + "\n\n",
            f"""
scenario = Execution(aio, None, {case["time_factor"]!r})
scenario.tools = tools
scenario.file = __file__
scenario.make_outside = {"Outside" if used["outside"] else None}
scenario.note = lambda lane, text: tell("event", (lane, text))
tell("starts", None)
observation = observe({case["function"]}, scenario)
absent = [name for name in {used["aio"]!r} if not hasattr(aio, name)]
if absent and not observation["missing"]:
    observation["missing"] = absent[0]
tell("observed", observation)
""",
        ]
    )


def asking_for_facts(target: TargetDescription, token: str) -> str:
    """Return the script that shows whether the interpreter takes the harness and has the target, and what it lacks."""
    lines = ["lacks = []"]
    for name, capability in CAPABILITIES.items():
        if capability.modules:
            lines += ["try:", f"    import {', '.join(capability.modules)}"]
            lines += ["except ImportError:", f"    lacks.append({name!r})"]
    lines += ['if not hasattr(sys, "get_asyncgen_hooks"):', '    lacks.append("asyncgens")']
    lines += ["known = facts()", 'known["lacks"] = lacks', 'tell("facts", known)']
    return "\n".join([beginning(token), harness(), importing(target), *lines, ""])


def asking_for_version(token: str) -> str:
    """Return the script that prints name and version of an interpreter, which any Python takes, however old."""
    return f"""import sys
name = getattr(getattr(sys, "implementation", None), "name", "")
sys.stdout.write("%s version %r\\n" % ({token!r}, (name, tuple(sys.version_info[:2]))))
"""


def beginning(token: str) -> str:
    """Return the top of a script for machines."""
    return f"""import sys


def tell(kind, value):
    print({token!r} + " " + kind + " " + repr(value))
    if hasattr(sys, "stdout") and hasattr(sys.stdout, "flush"):
        sys.stdout.flush()


tell("begins", None)
"""


def importing(target: TargetDescription) -> str:
    """Return the lines that bind ``aio`` to the namespace under test."""
    lines = [f"sys.path.insert(0, {entry!r})" for entry in reversed(target["sys_path"])]
    lines.append(f"import {target['namespace']} as aio")
    if target["factory"]:
        module, _, attribute = target["factory"].partition(":")
        lines += [f"import {module} as loops", f"aio = under_factory(aio, loops.{attribute})"]
    return "\n".join(lines) + "\n"


def harness() -> str:
    """Return the harness as a part of a script."""
    return "\n\n".join(part(HARNESS / name) for name in ("interpreter.py", "settling.py", "idle.py", "execution.py"))


def outside() -> str:
    """Return the other side of input and output as a part of a script."""
    return "\n\n".join(part(HARNESS / f"{name}.py") for name in (*OUTSIDE[1:], OUTSIDE[0]))


def tools(names: Iterable[str]) -> str:
    """Return the tools of some names as a part of a script, and ``tools``, which holds them."""
    wanted = set(names)
    parts = [source for name, source in _sources_of_tools().items() if name in wanted]
    holder = ["class Tools:", "    pass", "", "", "tools = Tools()"]
    holder += [f"tools.{name} = {name}" for name in sorted(wanted)]
    return "\n\n\n".join([*parts, "\n".join(holder)]) + "\n"


@cache
def _sources_of_tools() -> dict[str, str]:
    """Return the source of each tool by its name, in the order of their file."""
    source = (HARNESS / "tools.py").read_text(encoding="utf-8")
    lines = source.splitlines()
    return {
        node.name: "\n".join(lines[node.lineno - 1 : node.end_lineno])
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }


@cache
def attributes_of(code: str) -> dict[str, list[str]]:
    """Return the names that code takes of ``aio``, ``tools`` and ``outside``, each once, in order."""
    found: dict[str, list[str]] = {"aio": [], "tools": [], "outside": []}
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in found:
            found[node.value.id].append(node.attr)
    return {owner: sorted(set(names)) for owner, names in found.items()}


@cache
def part(path: Path) -> str:
    """Return a module's source without its docstring and the parts that only type checkers and packages need."""
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    dropped: set[int] = set()
    body = ast.parse(source).body
    for node in body:
        checking = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        constant = isinstance(node, ast.Assign) and ast.unparse(node) == "TYPE_CHECKING = False"
        if node is body[0] or checking or constant:
            dropped |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return "\n".join(line for number, line in enumerate(lines, 1) if number not in dropped).strip() + "\n"
