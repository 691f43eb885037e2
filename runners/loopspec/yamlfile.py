"""YAML text to plain data with positions. Refuses what no scenario file has any business with.

Refused, each with its own message: a file over the size limit, bytes that are not UTF-8, broken YAML,
anchors and aliases (the stuff of alias bombs), tags, duplicate keys, keys that are not text, deep nesting.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

SIZE_LIMIT = 256 * 1024
"""Bytes of the largest scenario file that is read."""

DEPTH_LIMIT = 40
"""How deep a scenario file may nest."""

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Path = tuple[str | int, ...]


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """What is wrong in a file, where, and what was expected. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class SpecError(Exception):
    """Scenario files that cannot be used; ``faults`` says all that was found."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(slots=True)
class Document:
    """Plain data, the position of each key and value, and the faults found on the way."""

    file: str
    lines: list[str]
    data: Any = None
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    ends: dict[Path, int] = field(default_factory=dict)
    """The line after the last one of a value."""
    faults: list[Fault] = field(default_factory=list)

    def fault(self, path: Path, message: str, *, key: bool = False) -> None:
        """Note a fault at a value, or at its key."""
        places = self.keys if key else self.values
        while path and path not in places:
            path = path[:-1]
        line, column = places.get(path) or self.values.get(path, (1, 1))
        self.faults.append(Fault(self.file, line, column, message))


def parse(file: str, raw: bytes) -> Document:
    """Read a document. Raises SpecError when there is nothing to go on with."""

    def refuse(line: int, column: int, message: str) -> SpecError:
        return SpecError([Fault(file, line, column, message)])

    if len(raw) > SIZE_LIMIT:
        raise refuse(
            1, 1, f"the file has {len(raw)} bytes, expected at most {SIZE_LIMIT}; split it by subject"
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise refuse(line, 1, "bytes that are not UTF-8; save the file as UTF-8") from None
    document = Document(file, text.splitlines())
    try:
        for event in _suspicious_events(text):
            mark = event.start_mark
            raise refuse(
                mark.line + 1, mark.column + 1, "anchors and aliases are not allowed; write the value out"
            )
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        where = error.problem_mark or error.context_mark
        line, column = (where.line + 1, where.column + 1) if where else (1, 1)
        raise refuse(line, column, f"not YAML: {error.problem or error.context}") from None
    except (yaml.YAMLError, ValueError) as error:
        raise refuse(1, 1, f"not YAML: {' '.join(str(error).split())}") from None
    except RecursionError:
        raise refuse(1, 1, f"nested too deeply, expected at most {DEPTH_LIMIT} levels") from None
    if node is None:
        raise refuse(1, 1, "the file is empty, expected a mapping with format, area, subject, scenarios")
    document.data = _plain(node, (), document)
    return document


def _suspicious_events(text: str) -> Iterator[Any]:
    """Alias and anchor events; the slow look is taken only where the characters occur at all."""
    if "*" in text or "&" in text:
        for event in yaml.parse(text, Loader=Loader):
            if getattr(event, "anchor", None):
                yield event


def _plain(node: yaml.Node, path: Path, document: Document) -> Any:
    mark = node.start_mark
    document.values[path] = (mark.line + 1, mark.column + 1)
    document.ends[path] = node.end_mark.line + (1 if node.end_mark.column else 0)
    if len(path) > DEPTH_LIMIT:
        document.fault(path, f"nested too deeply, expected at most {DEPTH_LIMIT} levels")
        return None
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, path, document)
    value: Any
    last: str | int
    if isinstance(node, yaml.MappingNode):
        value = _mapping(node, path, document)
        last = next(reversed(value), "")
    else:
        value = [_plain(item, (*path, at), document) for at, item in enumerate(node.value)]
        last = len(value) - 1
    if value and isinstance(node, yaml.CollectionNode) and not node.flow_style:
        # The end mark of a block stands at whatever comes next.
        document.ends[path] = document.ends[(*path, last)]
    return value


def _mapping(node: yaml.MappingNode, path: Path, document: Document) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        mark = key_node.start_mark
        place = (mark.line + 1, mark.column + 1)
        if not isinstance(key_node, yaml.ScalarNode):
            document.faults.append(Fault(document.file, *place, "a key is not a text, expected a name"))
            continue
        key = str(key_node.value)
        if key in found:
            document.faults.append(
                Fault(document.file, *place, f"duplicate key {key!r}; give each its own name")
            )
            continue
        document.keys[(*path, key)] = place
        found[key] = _plain(value_node, (*path, key), document)
    return found


def _scalar(node: yaml.Node, path: Path, document: Document) -> Any:
    value, kind = str(node.value), node.tag.rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool" and value in ("true", "false"):
        return value == "true"
    if kind == "int" and value.lstrip("-").isdigit():
        return int(value[:20])
    if kind == "float" and value.count(".") == 1 and value.replace(".", "").lstrip("-").isdigit():
        return float(value)
    if not node.tag.startswith("tag:yaml.org,2002:"):
        document.fault(path, f"the tag {node.tag!r} is not allowed; write plain values")
    return value
