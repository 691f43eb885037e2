"""Scenarios to code: one function a scenario, reading as if a careful engineer had written it.

The same text goes to ``generated_tests/`` and to the workers. Rendering is deterministic byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jinja2

from loopspec.caches import cache_folder
from loopspec.files import make_folder, remove, write
from loopspec.scenarios.scenario import AnyOrder, Event, Expectation, Scenario
from loopspec.scenarios.verbs import VERBS

TEMPLATES = Path(__file__).with_name("templates")

BEFORE_FUNCTION = re.compile(r"^(.*[^:\n])\n(?= *(?:async )?def )", re.MULTILINE)
"""A line after which a function follows without air, though no block begins."""


def _steps_template() -> str:
    """Return the template of a lane's steps: the frame, then a macro for each verb, then the table of them."""
    frame = (TEMPLATES / "steps.py.jinja").read_text(encoding="utf-8")
    macros = [
        f"{{% macro write_{name}(lane, step) %}}\n{verb.template.rstrip()}\n{{% endmacro %}}\n"
        for name, verb in VERBS.items()
    ]
    table = ", ".join(f"{name!r}: write_{name}" for name in VERBS)
    return f"{frame}{''.join(macros)}{{% set writers = {{{table}}} %}}\n"


def _compiled_templates() -> jinja2.BytecodeCache | None:
    """Return where compiled templates are kept, None without a folder to trust: to compile them takes long."""
    folder = cache_folder("templates")
    return jinja2.FileSystemBytecodeCache(str(folder)) if folder is not None else None


_environment = jinja2.Environment(
    loader=jinja2.ChoiceLoader(
        [jinja2.DictLoader({"steps.py.jinja": _steps_template()}), jinja2.FileSystemLoader(TEMPLATES)]
    ),
    undefined=jinja2.StrictUndefined,
    bytecode_cache=_compiled_templates(),
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    autoescape=False,  # the output is Python, and every expression in it has passed the whitelist
)
_environment.filters["repr"] = repr
_environment.filters["mentions"] = lambda text, name: bool(re.search(rf"(?<![\w.]){name}\b", text))
_environment.filters["tight"] = lambda text: str(text).strip("\n")
_CASE = _environment.get_template("case.py.jinja")


def function_name(scenario: Scenario) -> str:
    """Return the name of the rendered function."""
    return scenario.function


def render_case(scenario: Scenario) -> str:
    """Render one scenario's function."""
    template: Any = _CASE.module
    started_inside = {name for routine in scenario.program.routines for name in routine.shared}
    let_names = {name for name, _ in scenario.program.let}
    tasks = [routine.name for routine in scenario.program.routines if routine.kind == "task"]
    body = str(template.body(scenario, declared=[name for name in tasks if name in started_inside - let_names]))
    code = str(
        template.case(
            scenario,
            name=function_name(scenario),
            body=body,
            uses=[word for word in ("aio", "log", "tools", "outside") if re.search(rf"(?<![\w.]){word}[.(]", body)],
            expected=[_expectation(entry) for entry in scenario.trace.entries],
        )
    )
    return BEFORE_FUNCTION.sub(r"\1\n\n", code)


def _expectation(entry: Expectation) -> str:
    if isinstance(entry, Event):
        return repr((entry.lane, entry.text))
    if isinstance(entry, AnyOrder):
        return f"scenario.any_order({', '.join(_expectation(event) for event in entry.events)})"
    entries = ", ".join(_expectation(inner) for inner in entry.entries)
    return f"scenario.when({entry.since!r}, {entry.until!r}, [{entries}])"


def render_files(scenarios: Iterable[Scenario]) -> dict[str, str]:
    """Render the files; return them by their path below the folder of generated tests."""
    subjects: dict[str, list[Scenario]] = {}
    for scenario in scenarios:
        subjects.setdefault(scenario.file, []).append(scenario)
    template = _environment.get_template("file.py.jinja")
    files = {}
    for file, members in sorted(subjects.items()):
        members.sort(key=lambda scenario: (scenario.line, scenario.id))
        cases = [render_case(scenario) for scenario in members]
        path = file_name(members[0])
        files[path] = template.render(file=file, subject=members[0], cases=cases)
    return files


def file_name(scenario: Scenario) -> str:
    """Return the rendered file that holds a scenario, below the folder of generated tests."""
    area, subject = (part.lower().replace("-", "_") for part in (scenario.area, scenario.subject))
    return f"{area}/test_{area}_{subject}.py"


def drift(scenarios: Iterable[Scenario], folder: Path) -> list[str]:
    """List the differences between a folder and what would be rendered into it, one line a file."""
    files = render_files(scenarios)
    found = []
    for name, text in files.items():
        path = folder / name
        if not path.exists():
            found.append(f"{path}: missing")
        elif path.read_text(encoding="utf-8") != text:
            found.append(f"{path}: differs from its source")
    found += [f"{path}: has no source" for path in _leftovers(files, folder)]
    return found


def write_files(scenarios: Iterable[Scenario], folder: Path) -> list[Path]:
    """Render into a folder; returns the files that changed. Files without a source are removed."""
    files = render_files(scenarios)
    changed = []
    for name, text in files.items():
        path = folder / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        make_folder(path.parent)
        write(path, text)
        changed.append(path)
    for path in _leftovers(files, folder):
        remove(path)
        changed.append(path)
    return changed


def _leftovers(files: dict[str, str], folder: Path) -> list[Path]:
    """Return the rendered files whose source is gone."""
    present = sorted(folder.rglob("test_*.py")) if folder.is_dir() else []
    return [path for path in present if path.relative_to(folder).as_posix() not in files]
