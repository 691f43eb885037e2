"""Standalone scripts: the rules as files that an implementer runs by hand in an unfinished Python.

One file a subject, and one more for each set of things that some of its cases need beyond plain
functions and coroutines, since one statement that is refused costs the whole file.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from loopspec import RENDERED_MARK
from loopspec.capabilities import CAPABILITIES
from loopspec.files import make_folder, remove, write
from loopspec.places import HARNESS
from loopspec.rendering.render import function_name, render_case
from loopspec.rendering.scripts import attributes_of, harness, importing, outside, part, tools
from loopspec.scenarios.scenario import Scenario

if TYPE_CHECKING:
    from loopspec.harness.protocol import TargetDescription

SYNTAX: dict[str, tuple[type[ast.AST], ...]] = {
    "async-for": (ast.AsyncFor,),
    "async-with": (ast.AsyncWith,),
    "generators": (ast.Yield, ast.YieldFrom),
}
"""Syntax that an unfinished Python may refuse, by the name of the need."""


def standalone_files(scenarios: Iterable[Scenario]) -> dict[str, str]:
    """Return the scripts, by their path below the folder they go to."""
    groups: dict[str, list[Scenario]] = {}
    for scenario in sorted(scenarios, key=lambda scenario: (scenario.file, scenario.line, scenario.id)):
        groups.setdefault(_path(scenario), []).append(scenario)
    return {path: _script(members) for path, members in sorted(groups.items())}


def script_for(scenario: Scenario, target: TargetDescription) -> str:
    """Render one scenario as a script for a target, in an interpreter that has the target and no loopspec."""
    return _script([scenario], target)


def write_standalone(scenarios: Iterable[Scenario], folder: Path) -> int:
    """Write the scripts into a folder; how many there are. Scripts of ours without a source are removed."""
    files = standalone_files(scenarios)
    for name, text in files.items():
        path = folder / name
        make_folder(path.parent)
        write(path, text)
    for path in folder.rglob("*.py"):
        ours = path.read_text(encoding="utf-8", errors="replace").startswith(RENDERED_MARK)
        if ours and path.relative_to(folder).as_posix() not in files:
            remove(path)
    return len(files)


def needs_of(scenario: Scenario) -> list[str]:
    """Return the capabilities and the syntax, beyond functions and coroutines, that a scenario needs.

    A capability that brings no name and no module, such as the order of callbacks, is a matter of the loop alone.
    """
    code = render_case(scenario)
    text = code + tools(attributes_of(code)["tools"])
    found = {need for need in scenario.needs if CAPABILITIES[need].names or CAPABILITIES[need].modules}
    for node in ast.walk(ast.parse(text)):
        found |= {name for name, kinds in SYNTAX.items() if isinstance(node, kinds)}
        if isinstance(node, ast.ClassDef) and node.bases:
            found.add("subclasses")
        if isinstance(node, ast.List | ast.Tuple | ast.Set) and any(isinstance(e, ast.Starred) for e in node.elts):
            found.add("stars")
        if isinstance(node, ast.comprehension) and node.is_async:
            found.add("async-for")
    return sorted(found)


def _path(scenario: Scenario) -> str:
    name = "--".join([scenario.subject, *needs_of(scenario)])
    return f"{scenario.area.lower()}/{name}.py"


def _script(scenarios: list[Scenario], target: TargetDescription | None = None) -> str:
    first = scenarios[0]
    needs = needs_of(first)
    cases = [render_case(scenario).strip() for scenario in scenarios]
    used = sorted({name for case in cases for name in attributes_of(case)["tools"]})
    other_side = outside("\n\n".join(cases))
    namespace, other = "aio" if target else "asyncio", "Outside" if other_side else None
    called = "SCRIPT" if target else f"{_path(first)} [TEXT]..."
    parts = [
        f"{RENDERED_MARK}{first.file}; run it by hand: PYTHON {called}",
        f'"""{first.area}: {first.subject.replace("-", " ")}. Needs {", ".join(needs) or "nothing special"}."""\n',
        *([] if target else ["import asyncio"]),
        "import sys\n\n",
        "\n\n\n".join(cases) + "\n\n",
        "# The tools of the cases, and the harness: the same for every subject.\n\n",
        tools(used) + "\n",
        *([other_side + "\n"] if other_side else []),
        harness() + "\n",
        part(HARNESS / "standalone_main.py") + "\n",
        *([importing(target)] if target else []),
        "CASES = [",
        *(f"    {_entry(scenario, case)}," for scenario, case in zip(scenarios, cases, strict=True)),
        "]",
        'if __name__ == "__main__":',
        f"    leave(run_by_hand({namespace}, tools, {other}, __file__, CASES, sys.argv[1:]))",
    ]
    return "\n".join(parts) + "\n"


def _entry(scenario: Scenario, code: str) -> str:
    names = attributes_of(code)["aio"]
    bounds = (scenario.since, scenario.until, list(scenario.excepted))
    return f"({scenario.id!r}, {function_name(scenario)}, {bounds!r}, {names!r})"
