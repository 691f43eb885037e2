"""Standalone scripts: the rules as files that an implementer runs by hand in an unfinished Python.

One file a subject, and one more for each set of things that some of its cases need beyond plain
functions and coroutines, since one statement that is refused costs the whole file.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cache
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
    groups: dict[str, list[tuple[Scenario, str]]] = {}
    for scenario in sorted(scenarios, key=lambda scenario: (scenario.file, scenario.line, scenario.id)):
        code = render_case(scenario)
        groups.setdefault(_path(scenario, code), []).append((scenario, code))
    return {path: _script(members) for path, members in sorted(groups.items())}


def script_for(scenario: Scenario, target: TargetDescription) -> str:
    """Render one scenario as a script for a target, in an interpreter that has the target and no loopspec."""
    return _script([(scenario, render_case(scenario))], target)


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


def _needs(scenario: Scenario, code: str) -> list[str]:
    """Return the capabilities and the syntax, beyond functions and coroutines, that a rendered scenario needs.

    A capability that brings no name and no module, such as the order of callbacks, is a matter of the loop alone.
    """
    found = {need for need in scenario.needs if CAPABILITIES[need].names or CAPABILITIES[need].modules}
    found |= _syntax_in(code)
    for name in attributes_of(code)["tools"]:
        found |= _syntax_in(tools([name]))
    return sorted(found)


@cache
def _syntax_in(code: str) -> set[str]:
    """Return the names of the syntax in code, beyond functions and coroutines."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        found |= {name for name, kinds in SYNTAX.items() if isinstance(node, kinds)}
        if isinstance(node, ast.ClassDef) and node.bases:
            found.add("subclasses")
        if isinstance(node, ast.List | ast.Tuple | ast.Set) and any(isinstance(e, ast.Starred) for e in node.elts):
            found.add("stars")
        if isinstance(node, ast.comprehension) and node.is_async:
            found.add("async-for")
    return found


def _path(scenario: Scenario, code: str) -> str:
    name = "--".join([scenario.subject, *_needs(scenario, code)])
    return f"{scenario.area.lower()}/{name}.py"


def _script(cases: list[tuple[Scenario, str]], target: TargetDescription | None = None) -> str:
    first, first_code = cases[0]
    needs = _needs(first, first_code)
    used = [attributes_of(code) for _, code in cases]
    namespace = "aio" if target else "asyncio"
    other = "Outside" if any(names["outside"] for names in used) else None
    called = "SCRIPT" if target else f"{_path(first, first_code)} [TEXT]..."
    parts = [
        f"{RENDERED_MARK}{first.file}; run it by hand: PYTHON {called}",
        f'"""{first.area}: {first.subject.replace("-", " ")}. Needs {", ".join(needs) or "nothing special"}."""\n',
        *([] if target else ["import asyncio"]),
        "import sys\n\n",
        "\n\n\n".join(code.strip() for _, code in cases) + "\n\n",
        "# The tools of the cases, and the harness: the same for every subject.\n\n",
        tools({name for names in used for name in names["tools"]}) + "\n",
        *([outside() + "\n"] if other else []),
        harness() + "\n",
        part(HARNESS / "standalone_main.py") + "\n",
        *([importing(target)] if target else []),
        "CASES = [",
        *(f"    {_entry(scenario, names['aio'])}," for (scenario, _), names in zip(cases, used, strict=True)),
        "]",
        'if __name__ == "__main__":',
        f"    leave(run_by_hand({namespace}, tools, {other}, __file__, CASES, sys.argv[1:]))",
    ]
    return "\n".join(parts) + "\n"


def _entry(scenario: Scenario, names: list[str]) -> str:
    bounds = (scenario.since, scenario.until, list(scenario.excepted))
    return f"({scenario.id!r}, {function_name(scenario)}, {bounds!r}, {names!r})"
