"""The published scenario format: its JSON Schemas, the tables of ``spec/README.md``, the certificates.

All of it is made from the records of the verbs, the tools and the capabilities; the files are committed and checked for
drift, as rendered cases are.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from loopspec.capabilities import IMPLIED
from loopspec.files import write as write_file
from loopspec.harness import tools
from loopspec.harness.outside import Outside
from loopspec.places import HARNESS, SPEC
from loopspec.scenarios.frame import FORMATS, schema_file
from loopspec.scenarios.verbs import VERBS
from loopspec.scenarios.vocabulary import OUTSIDE_NAMES, TOOL_NAMES

TABLE = re.compile(r"(<!-- (\w+): written by `loopspec render` -->\n).*?(<!-- end -->)", re.DOTALL)


def files(spec: Path = SPEC, harness: Path = HARNESS) -> Iterator[tuple[Path, str]]:
    """Yield every published file below ``spec`` and ``harness`` with the text that it should have."""
    for version in FORMATS:
        yield spec / "schema" / f"scenario-{version}.json", schema_file(version)
    yield harness / "certificates.py", certificates(spec / "certificates")
    readme = spec / "README.md"
    text = readme.read_text(encoding="utf-8")
    yield readme, TABLE.sub(lambda found: f"{found[1]}\n{TABLES[found[2]]()}\n{found[3]}", text)


def certificates(folder: Path) -> str:
    """Render the certificates as a module of the harness, which has no files at hand on the far side."""
    entries = "".join(
        f'    "{path.stem}": """\\\n{path.read_text(encoding="ascii")}""",\n' for path in sorted(folder.glob("*.pem"))
    )
    title = '"""Certificates and keys, written by `loopspec render` from ``spec/certificates/``."""'
    return f"{title}\n\nCERTIFICATES = {{\n{entries}}}\n"


def drift(spec: Path = SPEC, harness: Path = HARNESS) -> list[str]:
    """Return the published files that are not as they should be, one line each."""
    wrong = [path for path, text in files(spec, harness) if _read(path) != text]
    return [f"{path}: differs from the records that it is made from" for path in wrong]


def write(spec: Path = SPEC, harness: Path = HARNESS) -> list[Path]:
    """Write the published files; returns those that changed."""
    changed = [(path, text) for path, text in files(spec, harness) if _read(path) != text]
    for path, text in changed:
        write_file(path, text)
    return [path for path, _ in changed]


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def verb_table() -> str:
    """Render all verbs as a Markdown table."""
    rows = (verb.row for verb in VERBS.values())
    return "\n".join(["| verb | modifiers | meaning |", "|---|---|---|", *rows, ""])


def tool_table() -> str:
    """Render all tools as a Markdown table."""
    rows = (_tool_row(name, tool) for name, tool in vars(tools).items() if name in TOOL_NAMES)
    return "\n".join(["| tool | needs | meaning |", "|---|---|---|", *rows, ""])


def outside_table() -> str:
    """Render all names of the other side as a Markdown table."""
    rows = (_tool_row(name, tool) for name, tool in vars(Outside).items() if name in OUTSIDE_NAMES)
    return "\n".join(["| name | needs | meaning |", "|---|---|---|", *rows, ""])


def _tool_row(name: str, tool: Any) -> str:
    usage = name
    if callable(tool) and not (isinstance(tool, type) and issubclass(tool, BaseException)):
        parameters = [one for one in inspect.signature(tool).parameters.values() if one.name != "self"]
        usage += f"({', '.join(map(_shown, parameters))})"
    if inspect.iscoroutinefunction(tool):
        usage = f"await {usage}"
    meaning = " ".join((inspect.getdoc(tool) or "").partition("\n\n")[0].split()).replace("``", "`")
    needs = f"`{IMPLIED[name]}`" if name in IMPLIED else ""
    return f"| `{usage}` | {needs} | {meaning} |".replace("|  |", "| |")


def _shown(parameter: inspect.Parameter) -> str:
    return str(parameter.replace(annotation=inspect.Parameter.empty))


TABLES = {"verbs": verb_table, "tools": tool_table, "outside": outside_table}
"""The tables by the names that mark their places."""
