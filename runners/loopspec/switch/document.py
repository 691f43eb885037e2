"""The answer as plain data: what ``loopspec switch --json`` writes, and all other outputs are made of."""

from __future__ import annotations

import json
import shlex
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from loopspec.results.tally import plural
from loopspec.switch.application import Place
from loopspec.switch.causes import Broken, Cause
from loopspec.switch.concerns import TRAITS
from loopspec.switch.effects import Effect, worst
from loopspec.switch.matching import Switch, Touch

FORMAT = "1.0"

SCHEMA = Path(__file__).with_name("switch-1.0.json")
"""The JSON Schema of the document."""

SHOWN_IDS = 2
"""The rules that one command shows; the others are in the JSON document."""


def to_json(switch: Switch) -> str:
    """Return the text of the document: one object, ``switch-1.0.json``."""
    return json.dumps(as_data(switch), indent=1) + "\n"


def as_data(switch: Switch) -> dict[str, Any]:
    """Return the answer as plain data."""
    application = switch.application
    target = switch.target
    return {
        "format": FORMAT,
        "loopspec": switch.loopspec,
        "started": switch.started,
        "complete": switch.complete,
        "rules": switch.rules,
        "asked": switch.asked,
        "target": {
            "name": target.name,
            "python": target.python,
            "implementation": target.implementation,
            "version": target.version,
        },
        "code": switch.code,
        "verdict": verdict(switch),
        "application": {
            "path": application.path,
            "files": application.files,
            "dependencies": sorted(application.dependencies),
            "recorded": application.recorded,
            "uses": [
                {
                    "name": use.name,
                    "seen": list(map(str, sorted(use.seen))),
                    "guessed": list(map(str, sorted(use.guessed))),
                    "ran": list(map(str, sorted(use.ran))),
                }
                for use in sorted(application.uses.values(), key=lambda use: use.name)
            ],
        },
        "blockers": [_touch(switch, touch) for touch in switch.blockers],
        "minor": [_touch(switch, touch) for touch in switch.minor],
        "others": [_cause(cause, cause.rules) for cause in switch.others],
        "misuse": _rules(switch.misuse),
        "unspecified": switch.unspecified,
        "uncovered": [{"name": name, "places": _places(application.uses[name].places)} for name in switch.uncovered],
        "unseen": {kind: sorted(found) for kind, found in sorted(application.unseen.items())},
    }


def named(switch: Switch) -> str:
    """Name the target with its version and its Python."""
    target = switch.target
    version = f" {target.version}" if target.version and target.implementation == "CPython" else ""
    return f"{target.name.partition('@')[0]}{version} on {target.implementation} {target.python}"


def verdict(switch: Switch) -> str:
    """Return the answer in a sentence, which never says that a switch is safe."""
    if not switch.rules:
        return f"nothing was judged of {named(switch)}, so nothing can be said"
    cut = "" if switch.complete else "; only a part of the rules was run"
    if not switch.touches:
        return f"no known deviation of {named(switch)} touches what was seen of {switch.application.path}{cut}"
    parts = [
        f"{len(found)} {plural(len(found), noun)}"
        for noun, touches in (("blocker", switch.blockers), ("minor deviation", switch.minor))
        if (found := [touch for touch in touches if touch.sure])
    ]
    if perhaps := sum(not touch.sure for touch in switch.touches):
        parts.append(f"{perhaps} more perhaps" if parts else f"perhaps {perhaps} {plural(perhaps, 'deviation')}")
    what = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    touch = "touches" if len(switch.touches) == 1 else "touch"
    return f"{named(switch)}: {what} {touch} {switch.application.path}{cut}"


def _touch(switch: Switch, touch: Touch) -> dict[str, Any]:
    cause = _cause(touch.cause, touch.rules)
    if touch.cause.kind == "lack":
        cause["cause"] = (
            f"{', '.join(name for name in touch.names if '(' not in name) or touch.names[0]} ({touch.cause.name})"
        )
    return {
        **cause,
        "means": touch.effect.means,
        "sure": touch.sure,
        "names": [TRAITS.get(name, name) for name in touch.names],
        "places": _places(touch.places),
        "command": command(switch.asked, [rule.record.id for rule in touch.rules]),
    }


def _cause(cause: Cause, rules: Sequence[Broken]) -> dict[str, Any]:
    return {
        "kind": cause.kind,
        "cause": cause.title,
        "effect": str(worst([rule.effect for rule in rules])),
        "effects": _count(rules),
        "rules": _rules(rules),
        "kept": cause.kept,
    }


def _count(rules: Sequence[Broken]) -> dict[str, int]:
    """Count the effects, the worst first."""
    counts = Counter(rule.effect for rule in rules)
    return {str(effect): counts[effect] for effect in Effect if counts[effect]}


def _rules(rules: Iterable[Broken]) -> list[dict[str, Any]]:
    return [
        {
            "id": rule.record.id,
            "says": rule.record.says,
            "level": str(rule.record.level),
            "effect": str(rule.effect),
        }
        for rule in rules
    ]


def _places(places: Iterable[Place]) -> list[str]:
    return list(map(str, places))


def command(target: str, ids: Sequence[str]) -> str:
    """Return the command that shows rules: the first of them where they are many."""
    return " ".join(["loopspec run", shlex.quote(target), *(f"-k {shlex.quote(id_)}" for id_ in ids[:SHOWN_IDS])])
