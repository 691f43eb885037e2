"""YAML text to plain data with positions. Refuses what no scenario file has any business with.

Refused, each with its own message: a file over the size limit, bytes that are not UTF-8, broken YAML,
anchors and aliases (the stuff of alias bombs), tags, duplicate keys, keys that are not text, deep nesting,
characters that cannot be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

import yaml

from loopspec.encoding import EncodingError, decode
from loopspec.scenarios.document import SIZE_LIMIT, Document, Fault, Path, SpecError

DEPTH_LIMIT = 40
"""The depth of a nested scenario file."""

WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
DECIMAL_NUMBER = re.compile(r"-?[0-9]{1,18}\.[0-9]{1,18}")

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(file: str, raw: bytes) -> Document:
    """Read a document. Raises SpecError when there is nothing to go on with."""

    def refuse(line: int, column: int, message: str) -> SpecError:
        return SpecError([Fault(file, line, column, message)])

    if len(raw) > SIZE_LIMIT:
        raise refuse(1, 1, f"the file has more than {SIZE_LIMIT} bytes; split it by subject")
    try:
        text = decode(raw)
    except EncodingError as error:
        raise refuse(error.line, error.column, str(error)) from None
    document = Document(file, text.splitlines())
    try:
        refused = _refused_event(text)
        if refused:
            mark, reason = refused
            raise refuse(mark.line + 1, mark.column + 1, reason)
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        where = error.problem_mark or error.context_mark
        line, column = (where.line + 1, where.column + 1) if where else (1, 1)
        raise refuse(line, column, f"not YAML: {error.problem or error.context}") from None
    except yaml.YAMLError as error:
        raise refuse(1, 1, f"not YAML: {' '.join(str(error).split())}") from None
    if node is None:
        raise refuse(1, 1, "the file is empty, expected a mapping with format, area, subject, scenarios")
    document.data = _plain(node, (), document)
    return document


def _refused_event(text: str) -> tuple[Any, str] | None:
    """Return the place and the fault of the first event that no scenario file may have.

    Events are read before nodes are composed, because composing deeply nested nodes overflows the stack of C.
    """
    depth = 0
    for event in _events(text):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEPTH_LIMIT:
            return event.start_mark, f"nested too deeply, expected at most {DEPTH_LIMIT} levels"
        if getattr(event, "anchor", None):
            return event.start_mark, "anchors and aliases are not allowed; write the value out"
        tag = getattr(event, "tag", None)
        if tag:
            return event.start_mark, f"the tag {tag!r} is not allowed; write plain values"
    return None


def _events(text: str) -> Iterator[yaml.Event]:
    """Yield the events of a text, and every one that stands before a place where the library gives up.

    The scanner is ahead of the events by up to 1024 characters (the length of a key), and may refuse there, by a limit
    of its own, a text whose events up to that place are never seen. They are read from the text that ends there.
    """
    seen = 0
    try:
        for event in yaml.parse(text, Loader=Loader):
            seen += 1
            yield event
    except yaml.MarkedYAMLError as error:
        if error.problem_mark is not None:
            with suppress(yaml.YAMLError):
                yield from islice(yaml.parse(text[: error.problem_mark.index], Loader=Loader), seen, None)
        raise


def _plain(node: yaml.Node, path: Path, document: Document) -> Any:
    mark = node.start_mark
    document.values[path] = (mark.line + 1, mark.column + 1)
    document.ends[path] = node.end_mark.line + (1 if node.end_mark.column else 0)
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
            document.broken.add(path)
            continue
        key = str(key_node.value)
        if not _check_characters(key, place, document):
            document.broken.add(path)
            continue
        if key in found:
            document.faults.append(Fault(document.file, *place, f"duplicate key {key!r}; give each its own name"))
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
    if kind == "int" and WHOLE_NUMBER.fullmatch(value):
        return int(value)
    if kind == "float" and DECIMAL_NUMBER.fullmatch(value):
        return float(value)
    if not _check_characters(value, document.values[path], document):
        document.broken.add(path)
    return value


def _check_characters(text: str, place: tuple[int, int], document: Document) -> bool:
    """Refuse unseen characters, control characters and marks that reverse a line, which rendered code must not have."""
    unseen = next((letter for letter in text if not letter.isprintable() and letter not in "\n\t"), None)
    if unseen:
        document.faults.append(Fault(document.file, *place, f"the character {unseen!r} cannot be seen; leave it out"))
    return not unseen
