"""Writes the outcome of a gate into its configuration, and leaves every other byte as it is.

An entry that changes is edited by tomlkit, in its own lines; no other line is written anew, so comments,
order and layout stay. An entry that has to be looked at gets a reason that begins with ``TODO``, which
the next gate refuses. Flaky entries are left alone, and so are overlapping ones, and those of which
the run has shown a part only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import tomlkit

from loopspec.config.file import Config, ConfigError, KeyPath, Statement, statements
from loopspec.config.known import TODO, Blocked, Known
from loopspec.gate.compare import FindingKind, GateResult
from loopspec.results.model import Level, Result, Results, ResultsError, Verdict
from loopspec.results.signature import signature_of

NEW = f"{TODO}: say why this is accepted"
LOOK_AGAIN = f"{TODO}: it fails in another way now; the reason was: "
CONDITIONS = ("python", "platform", "implementation")
KEYS = {
    Known: ("scenario", "target", "signature", "reason", "issue", *CONDITIONS, "expires", "flaky"),
    Blocked: ("blocked_by", "target", *CONDITIONS, "scenarios"),
}
"""The keys of an entry, in the order in which they are written."""

FIRST_LINES = """\
# Accepted by `loopspec gate`: each known deviation, how it shows, and why that is accepted.
targets = {targets}
"""

Entry = Known | Blocked


@dataclass(slots=True)
class Update:
    """A configuration's new text, and how many entries are new in it."""

    text: str
    added: int = 0
    changed: int = 0
    removed: int = 0


def update(config: Config, found: GateResult, results: Results, cause: str = "") -> Update:
    """Bring a configuration in line with the outcome of a gate; make one where there is none.

    ``cause`` is the id of a scenario: on each target where it deviates, cases that fail and that nobody has
    explained yet go into its ``[[blocked]]`` entry instead of entries of their own.

    Raises ConfigError where entries are not written as tables with a header of their own, and ResultsError
    where ``cause`` does not deviate.
    """
    text = config.text
    if not text.strip() and not config.table:
        text = FIRST_LINES.format(targets=_toml([info.name for info in results.targets]))
    edit = _Edit(text, config)
    done = Update(text)
    kinds = defaultdict(set)
    for finding in found.findings:
        if finding.entry is not None:
            kinds[finding.entry].add(finding.kind)
    blocking = _Blocking(config, found, results, cause) if cause else None
    for entry in config.known:
        if entry in found.removable or (blocking and blocking.takes(entry)):
            edit.remove(entry)
            done.removed += 1
        elif entry.flaky or entry in found.for_author:
            continue
        elif kinds[entry] & _FOLLOWED and FindingKind.EXPIRED not in kinds[entry]:
            _follow(entry, found.covered[entry], edit, done)
    for block in config.blocked:
        if block in found.removable and block not in found.for_author:
            edit.remove(block)
            done.removed += 1
        elif block in found.unmatched:
            left = tuple(pattern for pattern in block.scenarios if pattern not in found.unmatched[block])
            edit.change(block, [replace(block, scenarios=left)])
            done.changed += 1
    for finding in found.findings:
        if finding.entry is None and not (blocking and blocking.takes_case(finding.results[0])):
            edit.append(_new(finding.results[0]))
            done.added += 1
    if blocking:
        for old, new in blocking.entries():
            if old is None:
                edit.append(new)
                done.added += 1
            else:
                edit.change(old, [new])
                done.changed += 1
    done.text = edit.text()
    return done


_FOLLOWED = {FindingKind.PASSES, FindingKind.CHANGED, FindingKind.FLAKY}


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
    """Return the entry for all its cases when all fail in one and the same way; else nothing."""
    ways = {(signature_of(result), result.flaky) for result in results}
    if len(ways) != 1 or not all(result.verdict.deviates for result in results):
        return []
    return [_in_this_way(entry, results[0])]


def _of_case(entry: Known, result: Result) -> Known:
    """Return the part of an entry for several cases that is about one of them."""
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


class _Blocking:
    """Collects the cases that a cause blocks, and writes them as few patterns."""

    def __init__(self, config: Config, found: GateResult, results: Results, cause: str) -> None:
        self._config = config
        self._found = found
        self._results = results
        self._cause = cause
        self._targets = {r.target for r in results.results if r.id == cause and r.verdict.deviates}
        if not self._targets:
            names = ", ".join(info.name for info in results.targets)
            raise ResultsError(f"{cause} does not fail on {names}; name a scenario that fails, as the cause of others")
        if any(scenario.id == cause and scenario.level is Level.MAY for scenario in results.scenarios):
            raise ResultsError(f"{cause} is at may, which never gates; name a cause at must or should")
        self._cases: dict[str, list[str]] = {}

    def takes_case(self, result: Result) -> bool:
        """Collect a case without an entry if it goes under the cause; return whether it does."""
        if result.target not in self._targets or result.id == self._cause:
            return False
        self._cases.setdefault(result.target, []).append(result.id)
        return True

    def takes(self, entry: Known) -> bool:
        """Collect the cases of an unexplained entry if it goes under the cause; return whether it does."""
        covered = self._found.covered.get(entry, [])
        blocked = [r for r in covered if r.target in self._targets and r.verdict.deviates and r.id != self._cause]
        if entry.explained or entry in self._found.for_author or not covered or len(blocked) < len(covered):
            return False
        for result in blocked:
            self.takes_case(result)
        return True

    def entries(self) -> list[tuple[Blocked | None, Blocked]]:
        """Return the entry of each target, beside the one that it replaces."""
        found: list[tuple[Blocked | None, Blocked]] = []
        for target, ids in self._cases.items():
            wanted = Blocked(self._cause, (), target)
            old = next(
                (block for block in self._config.blocked if replace(block, line=0, scenarios=()) == wanted), None
            )
            patterns = self._patterns(target, ids)
            if old is not None:
                patterns = list(dict.fromkeys([*old.scenarios, *patterns]))
            found.append((old, replace(old or wanted, scenarios=tuple(patterns))))
        return found

    def _patterns(self, target: str, ids: Collection[str]) -> list[str]:
        """Return the ids; ``area/*`` or ``area/subject/*`` where several are blocked and none was seen to hold."""
        holding = {r.id for r in self._results.results if r.target == target and r.verdict is Verdict.PASS}
        blocked = set(ids)
        groups: Mapping[str, list[str]] = defaultdict(list)
        for scenario in self._results.scenarios:
            parts = scenario.id.partition("[")[0].split("/")
            for length in range(1, len(parts)):
                groups["/".join(parts[:length]) + "/"].append(scenario.id)
        whole = {
            prefix
            for prefix, members in groups.items()
            if len(blocked.intersection(members)) > 1 and not holding.intersection(members)
        }
        patterns: dict[str, None] = {}
        for scenario in self._results.scenarios:
            if scenario.id in blocked:
                parts = scenario.id.partition("[")[0].split("/")
                prefixes = ("/".join(parts[:length]) + "/" for length in range(1, len(parts)))
                patterns[next((f"{prefix}*" for prefix in prefixes if prefix in whole), scenario.id)] = None
        return list(patterns)


class _Edit:
    """Changes of a text by its lines; entries are found by their headers."""

    def __init__(self, text: str, config: Config) -> None:
        self._text = text
        self._end = "\r\n" if "\r\n" in text else "\n"
        self._lines = _lines(text if text.endswith("\n") else text + self._end)
        self._table = config.table
        self._paths: dict[Entry, KeyPath] = {
            **{entry: (*self._table, "known", number) for number, entry in enumerate(config.known)},
            **{entry: (*self._table, "blocked", number) for number, entry in enumerate(config.blocked)},
        }
        self._spans: dict[KeyPath, tuple[int, int]] = {}
        self._headers: list[Statement] = []
        for statement in statements(text):
            if statement.header:
                self._headers.append(statement)
                self._spans[statement.path] = (statement.start, statement.end)
            elif statement.path[:-1] in self._spans:
                start, _ = self._spans[statement.path[:-1]]
                self._spans[statement.path[:-1]] = (start, statement.end)
        self._replaced: dict[tuple[int, int], str] = {}
        self._new: list[Entry] = []
        for entry, path in self._paths.items():
            if path not in self._spans:
                name, place = path[-2], config.place(entry)
                raise ConfigError(f"{place}: `--update` needs every entry below a [[{name}]] header of its own")

    def remove(self, entry: Entry) -> None:
        """Take an entry out, with the comments inside it; those above and below stay."""
        start, end = self._spans[self._paths[entry]]
        before_is_blank = start == 0 or not self._lines[start - 1].strip()
        while before_is_blank and end < len(self._lines) and not self._lines[end].strip():
            end += 1
        self._replaced[start, end] = ""

    def change(self, entry: Entry, wanted: Sequence[Entry]) -> None:
        """Write the first of ``wanted`` over an entry, and the others below it."""
        start, end = self._spans[self._paths[entry]]
        first = start + 1  # the header stays
        document = tomlkit.parse("".join(self._lines[first:end]))
        for key in KEYS[type(entry)]:
            new = getattr(wanted[0], key)
            if getattr(entry, key) != new:
                document[key] = _item(new)
        text = tomlkit.dumps(document).replace("\r\n", "\n").replace("\n", self._end)
        self._replaced[first, end] = text + "".join(map(self._entry, wanted[1:]))

    def append(self, entry: Entry) -> None:
        """Add an entry behind the last."""
        self._new.append(entry)

    def _entry(self, entry: Entry) -> str:
        name = "known" if isinstance(entry, Known) else "blocked"
        lines = ["", f"[[{'.'.join(map(str, (*self._table, name)))}]]"]
        for key in KEYS[type(entry)]:
            value = getattr(entry, key)
            if value or key in ("reason", "issue"):
                lines += f"{key} = {_toml(value)}".split("\n")
        return self._end.join(lines) + self._end

    def text(self) -> str:
        """Return the text with all changes."""
        if not self._new and not self._replaced:
            return self._text
        if self._new:
            at = self._behind_the_last()
            at = max([at, *(end for start, end in self._replaced if start <= at <= end)])
            self._replaced[at, at] = self._replaced.get((at, at), "") + "".join(map(self._entry, self._new))
        parts: list[str] = []
        after = 0
        for (start, end), instead in sorted(self._replaced.items()):
            parts += [*self._lines[after:start], instead]
            after = end
        return "".join([*parts, *self._lines[after:]])

    def _behind_the_last(self) -> int:
        """Return the line for new entries: the end of the text, or of the last entry where other tables follow."""
        if not self._paths or self._headers[-1].path in self._paths.values():
            return len(self._lines)
        return max(self._spans[path][1] for path in self._paths.values())


def _lines(text: str) -> list[str]:
    """Return the lines of a text with their ends: a line ends where TOML says so, not at every odd separator."""
    return [line + "\n" for line in text.split("\n")[:-1]] + [last for last in text.split("\n")[-1:] if last]


def _toml(value: object) -> str:
    return _item(value).as_string()


def _item(value: object) -> tomlkit.items.Item:
    if isinstance(value, str) and '"' in value and "'" not in value and value.isprintable():
        return tomlkit.string(value, literal=True)
    if isinstance(value, tuple):
        array = tomlkit.array()
        array.extend(value)
        return array.multiline(len(value) > 1)
    return tomlkit.item(value)
