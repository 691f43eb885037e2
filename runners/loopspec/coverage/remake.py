"""Remake the inventory from the HTML of the Python documentation and from an interpreter of the same version.

The documentation decides on names, parameters and errors; the interpreter adds public names that it has not, and
which class inherits from which.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from loopspec.coverage.inventory import LOOP, NOT_DOCUMENTED, Entry, Inventory

ABSTRACT = "asyncio.AbstractEventLoop"

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements without an end tag."""

SURFACE = Path(__file__).with_name("surface.py")


class RemakeError(Exception):
    """Documentation or an interpreter that no inventory can be made of; the message says why."""


def remake(documentation: Path, interpreter: str) -> Inventory:
    """Make the inventory of a folder of HTML, which has ``library/asyncio-*.html``, and an interpreter.

    Raises RemakeError.
    """
    pages = sorted(documentation.glob("library/asyncio-*.html"))
    if not pages:
        raise RemakeError(f"{documentation}: expected the HTML of the Python documentation, got no library/asyncio-*")
    entries: dict[str, Entry] = {}
    for page in pages:
        parser = _Page(f"library/{page.name}")
        parser.feed(page.read_text(encoding="utf-8"))
        for entry in parser.entries():
            entries.setdefault(entry.name, entry)
    surface = _surface(interpreter)
    documented = re.search(r"Python ([\d.]+)", pages[0].read_text(encoding="utf-8"))
    if documented is None or documented[1] != surface["python"]:
        documents = documented[1] if documented else "none"
        raise RemakeError(
            f"expected documentation and interpreter of one version, got {documents} and {surface['python']}"
        )
    bases = {name: tuple(map(_documented_as, found)) for name, found in surface["bases"].items()}
    bases[ABSTRACT] = (LOOP,)
    for entry in _undocumented(surface, entries, bases):
        entries[entry.name] = entry
    return Inventory(surface["python"], entries, bases)


def _documented_as(name: str) -> str:
    return LOOP if name == ABSTRACT else name


def _surface(interpreter: str) -> dict[str, Any]:
    """Return the public interface that an interpreter has."""
    try:
        done = subprocess.run([interpreter, "-I", str(SURFACE)], capture_output=True, text=True, check=True)
    except OSError as error:
        raise RemakeError(f"{interpreter}: cannot be run: {error.strerror}") from None
    except subprocess.CalledProcessError as error:
        last = (error.stderr.strip().splitlines() or ["no message"])[-1]
        raise RemakeError(f"{interpreter}: ended with exit code {error.returncode}: {last}") from None
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _undocumented(
    surface: Mapping[str, Any], documented: Mapping[str, Entry], bases: Mapping[str, tuple[str, ...]]
) -> list[Entry]:
    """Return the names of the interpreter that are documented neither themselves nor in a related class."""
    related: dict[str, set[str]] = {}
    for name, above in bases.items():
        for base in above:
            related.setdefault(name, set()).add(base)
            related.setdefault(base, set()).add(name)
    found = []
    for facts in surface["names"]:
        name = facts["name"]
        owner, _, attribute = name.rpartition(".")
        if name in documented or any(f"{one}.{attribute}" in documented for one in related.get(owner, ())):
            continue
        found.append(Entry(name, facts["kind"], NOT_DOCUMENTED, tuple(facts.get("parameters", ()))))
    return found


class _Page(HTMLParser):
    """Collect the entries of a page of Sphinx: each ``dt`` with a signature, and the ``dd`` that follows."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._page = page
        self._found: list[dict[str, Any]] = []
        self._stack: list[str] = []
        self._kinds: list[str] = []
        """Kinds of the open lists; of one that has no entries, nothing."""
        self._heads: list[dict[str, Any]] = []
        """Entries whose description follows."""
        self._described: list[tuple[int, list[dict[str, Any]]]] = []
        """Open descriptions, each with its depth and its entries."""
        self._text: list[str] = []
        """The text of the parameter or the exception that is open."""
        self._ends = 0
        """Its depth; 0 if none is open."""

    def entries(self) -> list[Entry]:
        """Return the entries of the page, in order."""
        return [
            Entry(one["name"], one["kind"], self._page, tuple(one["parameters"]), tuple(dict.fromkeys(one["errors"])))
            for one in self._found
            if not one["name"].endswith(".__init__")  # its parameters are those of the class
        ]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        self._stack.append(tag)
        facts = dict(attrs)
        classes = (facts.get("class") or "").split()
        if tag == "dl":
            self._kinds.append(classes[1] if classes[:1] == ["py"] else "")
            self._heads = []
        elif tag == "dt" and {"sig-object", "py"} <= set(classes) and facts.get("id"):
            entry: dict[str, Any] = {"name": facts["id"], "kind": self._kinds[-1], "parameters": [], "errors": []}
            self._heads.append(entry)
            self._found.append(entry)
        elif tag == "dd" and self._kinds and self._kinds[-1]:
            self._described.append((len(self._stack), self._heads))
            self._heads = []
        elif (tag == "em" and "sig-param" in classes and self._heads) or (
            tag == "code" and "py-exc" in classes and self._described
        ):
            self._text, self._ends = [], len(self._stack)

    def handle_endtag(self, tag: str) -> None:
        while tag in self._stack:
            depth, last = len(self._stack), self._stack.pop()
            if depth == self._ends:
                self._keep(last, "".join(self._text).strip())
                self._ends = 0
            if self._described and depth == self._described[-1][0]:
                self._described.pop()
            if last == "dl":
                self._kinds.pop()
            if last == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._ends:
            self._text.append(data)

    def _keep(self, tag: str, text: str) -> None:
        """Keep a parameter of the last signature, or an exception of the innermost description."""
        if tag == "em":
            name = re.split(r"[=:]", text)[0].strip()
            if not name[:1].isupper():  # some pages write the base of a class in its place
                self._heads[-1]["parameters"].append(name)
            return
        error = text.rpartition(".")[2]
        for entry in self._described[-1][1]:
            if entry["kind"] != "exception":  # the text of an exception links to its base
                entry["errors"].append(error)
