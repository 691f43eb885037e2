"""The results file: JSON lines, a header first, then scenarios and results, a footer last.

It is the only truth of a run: every report is a replay of it. The schema is published as
``spec/schema/results-1.0.json``. A file without its footer comes from a run that did not end.

A file whose name ends in ``.gz`` is compressed; one that is compressed is read whatever its name.
"""

from __future__ import annotations

import gzip
import io
import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field, replace
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from typing import Any

from loopspec.files import write
from loopspec.results.model import (
    About,
    Accepted,
    Conditions,
    Gated,
    Level,
    Result,
    Results,
    ResultsError,
    ScenarioRecord,
    TargetInfo,
    Verdict,
)
from loopspec.results.shard import Shard, parse_shard
from loopspec.scenarios.moved import moved, present_id

FORMAT = "1.0"


SUFFIX = ".gz"
"""The suffix of a compressed results file."""

_MAGIC = b"\x1f\x8b"

FIRST = ("target", "id", "verdict", "detail", "at", "seconds")
"""The members of a result that its line begins with."""

REST = tuple(name for name in Result.__slots__ if name not in FIRST)
"""The others, which are often the same on other targets."""

TAIL, LAST = f',"{REST[0]}":', "}\n"
"""Where the others begin, and how a line ends."""

_rest_of = attrgetter(*REST)


def text_of(results: Results) -> str:
    """Return the text of a results file."""
    return "".join(dump(results))


def content_of(results: Results, path: Path | None) -> bytes:
    """Return the content of a results file of that name: the text, compressed where the name asks for it."""
    content = io.BytesIO()
    packed = path is not None and path.suffix == SUFFIX
    with gzip.GzipFile(fileobj=content, mode="wb", mtime=0) if packed else nullcontext(content) as stream:
        stream.writelines(line.encode() for line in dump(results))
    return content.getvalue()


def dump(results: Results) -> Iterable[str]:
    """Yield the lines of a results file."""
    more: dict[str, Any] = {}
    if results.shard:
        more["shard"] = str(results.shard)
    if results.conditions != Conditions():
        more["conditions"] = asdict(results.conditions)
        if not results.conditions.maxfail:
            del more["conditions"]["maxfail"]
        if not results.conditions.missing_fails:
            del more["conditions"]["missing_fails"]
    if results.gated:
        more["gated"] = asdict(results.gated)
    if results.about:
        more["about"] = {
            name: {key: value for key, value in asdict(one).items() if value} for name, one in results.about.items()
        }
    yield _line(
        "header",
        format=FORMAT,
        loopspec=results.loopspec,
        started=results.started,
        platform=results.platform,
        suite=results.suite,
        targets=[asdict(target) for target in results.targets],
        plan=[scenario.id for scenario in results.whole],
        **more,
    )
    for scenario in results.whole:
        record = _members(scenario)
        for name in ("excepted", "tags", "judges"):
            if not record[name]:
                del record[name]
        yield _line("scenario", **record)
    tails: dict[tuple[int, ...], str] = {}
    for result in results.results:
        rest = _rest_of(result)
        same = tuple(map(id, rest))  # the values live as long as the results
        if (tail := tails.get(same)) is None:
            members = dict(zip(REST, rest, strict=True))
            if result.known is None:
                del members["known"]
            tail = tails[same] = _ENCODER.encode(members)
        head = _line("result", **{name: getattr(result, name) for name in FIRST})
        yield f"{head.removesuffix(LAST)},{tail.removeprefix('{')}\n"
    if results.complete:
        busy = {"starved": results.starved} if results.starved else {}
        yield _line("footer", results=len(results.results), seconds=round(results.seconds, 3), **busy)


def _line(kind: str, **members: Any) -> str:
    return _ENCODER.encode({"kind": kind, **members}) + "\n"


def _members(record: Any) -> dict[str, Any]:
    """Return the members of a dataclass by name, not those of what they hold: ``json`` asks for these itself."""
    members = {name: getattr(record, name) for name in record.__slots__}
    if isinstance(record, Accepted) and not record.blocked_by:
        del members["blocked_by"]
    return members


_ENCODER = json.JSONEncoder(separators=(",", ":"), default=_members)


def write_results(path: Path, results: Results) -> None:
    """Write a results file as a whole. Raises FileError."""
    write(path, content_of(results, path))


@dataclass(frozen=True, slots=True)
class Former:
    """The records read before: those read next share all that is equal, which saves memory and the time to read it."""

    lines: dict[str, ScenarioRecord] = field(default_factory=dict)
    """Scenarios by their line: files of one version of the suite have the same ones."""
    tails: dict[bytes, dict[str, Any]] = field(default_factory=dict)
    """The members that a result's line has from ``TAIL`` on, by a digest of this part."""


def read_results(path: Path, former: Former | None = None) -> Results:
    """Read a results file; scenarios of the suite whose subject has moved since have their present ids.

    Files that are kept side by side are read with the same *former*.

    Raises ResultsError with ``path:line`` when it is not one, or is newer than this tool.
    """
    header: dict[str, Any] | None = None
    footer: dict[str, Any] | None = None
    scenarios: list[ScenarioRecord] = []
    results: list[Result] = []
    former = former or Former()
    for number, line, last in _lines(path):
        if known := former.lines.get(line):
            scenarios.append(known)
            continue
        try:
            record = _record(line, former)
            if not isinstance(record, dict) or "kind" not in record:
                raise ValueError("it is no object with a kind")
            kind = record.pop("kind")
            if kind == "header":
                _check_format(path, number, record["format"])
                if header is not None:
                    raise ResultsError(
                        f"{path}:{number}: a second header, so these are several results files in one; "
                        "`loopspec merge` puts files together"
                    )
                header = _header(record)
            elif kind == "scenario":
                scenario = former.lines[line] = _scenario(record)
                scenarios.append(scenario)
            elif kind == "result":
                results.append(_result(record))
            elif kind == "footer":
                footer = record
            else:
                raise ValueError(f"unknown kind {kind!r}")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            if last and header is not None:
                break  # the last line of a run that was cut short
            raise ResultsError(
                f"{path}:{number}: not a line of a results file ({error}); "
                "expected what `loopspec run --results FILE` writes"
            ) from error
    if header is None:
        raise ResultsError(f"{path}:1: no header; expected what `loopspec run --results FILE` writes")
    shard: Shard | None = header.pop("shard")
    planned: list[str] = header.pop("plan")
    own = set(shard.share(planned) if shard else planned)
    renamed = _move(scenarios, results)
    own = {renamed.get(id_, id_) for id_ in own}
    whole = footer is not None and footer["results"] == len(results) and len(scenarios) == len(planned)
    return Results(
        **header,
        scenarios=[scenario for scenario in scenarios if scenario.id in own],
        results=results,
        seconds=footer["seconds"] if footer else 0.0,
        complete=whole,
        starved=footer.get("starved", 0) if footer else 0,
        shard=shard,
        plan=scenarios if shard else [],
    )


def _lines(path: Path) -> Iterator[tuple[int, str, bool]]:
    """Yield the lines of a file with their numbers, and whether each is the last: never the whole text at once.

    The file is opened once, and never sought in: a path may name a pipe. Empty lines at its end are left out.
    """
    held, empty = (0, ""), 0
    try:
        with path.open("rb") as raw:
            packed = raw.peek(len(_MAGIC)).startswith(_MAGIC)
            for number, line in enumerate(gzip.GzipFile(fileobj=raw) if packed else raw, 1):
                text = line.decode().removesuffix("\n")
                if not text:
                    empty = empty or number
                    continue
                if held[0]:
                    yield *held, False
                if empty:
                    yield empty, "", False  # which is no line of a results file
                held = number, text
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ResultsError(f"{path}: a compressed file that is damaged ({error}); make it again") from error
    except OSError as error:
        raise ResultsError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ResultsError(f"{path}: not a results file: bytes that are not UTF-8") from error
    if not held[0]:
        raise ResultsError(f"{path}:1: the file is empty; expected what `loopspec run --results FILE` writes")
    yield *held, True


def moved_subjects() -> dict[str, str]:
    """Return the subjects of the suite that have moved: the present ``area/subject`` by the former one."""
    return dict(moved())


def _move(scenarios: list[ScenarioRecord], results: list[Result]) -> dict[str, str]:
    """Rename moved scenarios of the suite and their results to the present ids; return those by the former.

    A file of the same name elsewhere is not the suite's, and its scenarios stay what they are.
    """
    files = {f"spec/{former}.yaml" for former in moved()}
    renamed = {one.id: present_id(one.id) for one in scenarios if one.file in files}
    for at, scenario in enumerate(scenarios):
        if scenario.id in renamed:
            area, subject, _ = renamed[scenario.id].split("/", 2)
            scenarios[at] = replace(scenario, id=renamed[scenario.id], area=area, subject=subject)
    for at, result in enumerate(results):
        if result.id in renamed:
            results[at] = replace(result, id=renamed[result.id])
    return renamed


def _header(record: dict[str, Any]) -> dict[str, Any]:
    """Return a header's fields, by the names of ``Results``."""
    known = {name: record[name] for name in ("loopspec", "started", "platform", "suite", "plan")}
    return known | {
        "targets": [TargetInfo(**target) for target in record["targets"]],
        "shard": parse_shard(record["shard"]) if "shard" in record else None,
        "conditions": Conditions(**record.get("conditions", {})),
        "gated": Gated(tuple(record["gated"]["faults"])) if "gated" in record else None,
        "about": {name: About(**one) for name, one in record.get("about", {}).items()},
    }


def _check_format(path: Path, number: int, found: str) -> None:
    if tuple(map(int, found.split("."))) > tuple(map(int, FORMAT.split("."))):
        raise ResultsError(
            f"{path}:{number}: results format {found} is newer than this loopspec knows ({FORMAT}); upgrade loopspec"
        )


def _scenario(record: dict[str, Any]) -> ScenarioRecord:
    record["level"] = Level(record["level"])
    record["needs"] = tuple(record["needs"])
    for name in ("excepted", "tags"):
        record[name] = tuple(record.get(name, ()))
    return ScenarioRecord(**record)


def _record(line: str, former: Former) -> Any:
    """Return the object of a line; what results have in common is read once.

    Within a text of JSON a quote is escaped, so that ``TAIL`` stands between members; in a line that somebody else has
    written they may be those of an inner object, which leaves a head that is none.
    """
    head, mark, tail = line.partition(TAIL)
    if not mark or not head.startswith('{"kind":"result"'):
        return _whole(line)
    digest = blake2b(tail.encode(), digest_size=16).digest()
    rest = former.tails.get(digest)
    try:
        if rest is None:
            rest = former.tails[digest] = _tail(json.loads(mark.replace(",", "{") + tail))
        return {**json.loads(head + "}"), **rest}
    except json.JSONDecodeError:
        return _whole(line)


def _whole(line: str) -> Any:
    """Return the object of a line that is read at once."""
    record = json.loads(line)
    return _tail(record) if isinstance(record, dict) and record.get("kind") == "result" else record


def _tail(members: dict[str, Any]) -> dict[str, Any]:
    """Return the members of the second part of a result's line as the model has them."""
    members["events"] = [tuple(event) for event in members["events"]]
    members["observed"] = [tuple(pair) for pair in members["observed"]]
    members["attempts"] = [Verdict(verdict) for verdict in members.get("attempts", ())]
    if "known" in members:
        members["known"] = Accepted(**members["known"])
    return members


def _result(record: dict[str, Any]) -> Result:
    record |= {name: sys.intern(record[name]) for name in ("target", "id", "detail")}
    record["verdict"] = Verdict(record["verdict"])
    return Result(**record)
