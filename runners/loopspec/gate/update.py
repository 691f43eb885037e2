"""Writes what a gate saw into its configuration, and leaves every other byte as it is.

Lines that no change is about are never written anew, so comments, order and layout stay; tomlkit
writes the values. Entries that have to be looked at get a reason that begins with ``TODO``, which
the next gate refuses. Flaky entries are left alone, and so are overlapping ones, and those of which
the run has shown a part only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import tomlkit

from loopspec.config.file import Config, ConfigError
from loopspec.config.known import TODO, Known
from loopspec.config.statements import Statement, lines_in, statements
from loopspec.gate.compare import Judgement, Kind
from loopspec.results.model import Result
from loopspec.results.signature import signature_of

NEW = f"{TODO}: say why this is accepted"
LOOK_AGAIN = f"{TODO}: it fails in another way now; the reason was: "
WRITTEN = (
    "scenario", "target", "signature", "reason", "issue", "python", "platform", "implementation", "expires", "flaky",
)  # fmt: skip
"""The keys of an entry, in the order in which they are written."""

FIRST_LINES = """\
# What `loopspec gate` accepts: each known deviation, how it shows, and why that is accepted.
targets = {targets}
"""


@dataclass(slots=True)
class Update:
    """A configuration's new text, and what is new in it."""

    text: str
    added: int = 0
    changed: int = 0
    removed: int = 0


def update(config: Config, found: Judgement, targets: list[str]) -> Update:
    """The configuration with what a gate saw; a new one, for ``targets``, where there is none.

    Raises ConfigError where entries are not written as tables with a header of their own.
    """
    text = config.text
    if not text.strip() and not config.table:
        text = FIRST_LINES.format(targets=_written(targets))
    edit = _Edit(text, config)
    done = Update(text)
    doomed = {red.entry for red in found.reds if red.kind is Kind.STALE}
    for entry in config.known:
        wrong = [red.kind for red in found.reds if red.entry == entry]
        if entry in doomed:
            edit.remove(entry)
            done.removed += 1
        elif entry.flaky or entry in found.for_author or not {Kind.PASSES, Kind.CHANGED, Kind.FLAKY} & {*wrong}:
            continue
        else:
            _follow(entry, found.covered[entry], edit, done)
    for red in found.reds:
        if red.entry is None:
            edit.append(_new(red.results[0]))
            done.added += 1
    done.text = edit.text()
    return done


def _follow(entry: Known, results: list[Result], edit: _Edit, done: Update) -> None:
    """Bring an entry in line with its cases: those that still fail, each in its own way."""
    wanted = _as_one(entry, results) or [_of_case(entry, result) for result in results if result.verdict.deviates]
    if not wanted:
        edit.remove(entry)
        done.removed += 1
        return
    edit.change(entry, wanted)
    done.changed += 1
    done.added += len(wanted) - 1


def _as_one(entry: Known, results: list[Result]) -> list[Known]:
    """The entry for all its cases, when all fail in one and the same way; else nothing."""
    ways = {(signature_of(result), result.flaky) for result in results}
    if len(ways) != 1 or not all(result.verdict.deviates for result in results):
        return []
    return [_in_this_way(entry, results[0])]


def _of_case(entry: Known, result: Result) -> Known:
    """What an entry for several cases says of one of them."""
    return replace(_in_this_way(entry, result), scenario=result.id, target=result.target)


def _in_this_way(entry: Known, result: Result) -> Known:
    signature = signature_of(result)
    if entry.describes(signature) and not result.flaky:
        return entry
    reason = entry.reason
    if entry.signature and not reason.startswith(TODO):
        reason = LOOK_AGAIN + reason
    return replace(entry, signature=signature, reason=reason, flaky=result.flaky)


def _new(result: Result) -> Known:
    return Known(
        scenario=result.id, target=result.target, signature=signature_of(result), reason=NEW, flaky=result.flaky
    )


class _Edit:
    """Changes of a text by its lines; entries are found by their headers."""

    def __init__(self, text: str, config: Config) -> None:
        self._text = text
        self._end = "\r\n" if "\r\n" in text else "\n"
        self._lines = lines_in(text if text.endswith("\n") else text + self._end)
        self._table = (*config.table, "known")
        self._statements = statements(text)
        self._numbers = {entry: number for number, entry in enumerate(config.known)}
        self._replaced: dict[tuple[int, int], str] = {}
        self._new: list[Known] = []
        for entry, number in self._numbers.items():
            if not self._header(number):
                place = config.place(entry)
                raise ConfigError(f"{place}: `--update` needs every entry below a [[known]] header of its own")

    def _header(self, number: int) -> list[Statement]:
        path = (*self._table, number)
        return [statement for statement in self._statements if statement.header and statement.path == path]

    def _keys(self, number: int) -> list[Statement]:
        path = (*self._table, number)
        return [s for s in self._statements if not s.header and s.path[:-1] == path]

    def _span(self, number: int) -> tuple[int, int]:
        return self._header(number)[0].start, max(statement.end for statement in self._keys(number))

    def remove(self, entry: Known) -> None:
        """Take an entry out, with the comments inside it; those above and below stay."""
        start, end = self._span(self._numbers[entry])
        before_is_blank = start == 0 or not self._lines[start - 1].strip()
        while before_is_blank and end < len(self._lines) and not self._lines[end].strip():
            end += 1
        self._replaced[start, end] = ""

    def change(self, entry: Known, wanted: list[Known]) -> None:
        """Write the first of ``wanted`` over an entry, and the others below it."""
        number = self._numbers[entry]
        keys = {str(statement.path[-1]): statement for statement in self._keys(number)}
        _, end = self._span(number)
        added = ""
        for key in WRITTEN:
            old, new = getattr(entry, key), getattr(wanted[0], key)
            if old == new:
                continue
            if key in keys:
                statement = keys[key]
                self._replaced[statement.start, statement.end] = self._rewritten(statement, key, new)
            else:
                added += f"{key} = {_written(new)}{self._end}"
        self._replaced[end, end] = added + "".join(self._entry(known) for known in wanted[1:])

    def append(self, entry: Known) -> None:
        """Add an entry behind the last."""
        self._new.append(entry)

    def _rewritten(self, statement: Statement, key: str, value: object) -> str:
        document = tomlkit.parse("".join(self._lines[statement.start : statement.end]))
        document[key] = _item(value)
        return tomlkit.dumps(document)

    def _entry(self, entry: Known) -> str:
        header = ".".join(map(str, self._table))
        lines = ["", f"[[{header}]]"]
        for key in WRITTEN:
            value = getattr(entry, key)
            if value or key in ("reason", "issue"):
                lines.append(f"{key} = {_written(value)}")
        return self._end.join(lines) + self._end

    def text(self) -> str:
        """The text with all changes."""
        if not self._new and not self._replaced:
            return self._text
        if self._new:
            at = self._behind_the_last()
            at = max([at, *(end for start, end in self._replaced if start <= at <= end)])
            self._replaced[at, at] = self._replaced.get((at, at), "") + "".join(map(self._entry, self._new))
        lines = list(self._lines)
        for (start, end), instead in sorted(self._replaced.items(), reverse=True):
            lines[start:end] = [instead]
        return "".join(lines)

    def _behind_the_last(self) -> int:
        """The line for new entries: the end of the text, or of the last entry where other tables follow."""
        headers = [statement for statement in self._statements if statement.header]
        if not self._numbers or headers[-1].path[:-1] == self._table:
            return len(self._lines)
        return self._span(len(self._numbers) - 1)[1]


def _written(value: object) -> str:
    return _item(value).as_string()


def _item(value: object) -> tomlkit.items.Item:
    if isinstance(value, str) and '"' in value and "'" not in value and value.isprintable():
        return tomlkit.string(value, literal=True)
    return tomlkit.item(value)
