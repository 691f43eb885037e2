"""The answer to read: on the terminal, in Markdown, and as a page of HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from loopspec.printable import printable
from loopspec.report.markdown import code, escape
from loopspec.results.tally import plural
from loopspec.switch.document import as_data
from loopspec.switch.matching import Switch

FEW_PLACES = 3
"""Places of a cause that are shown, unless all are asked for."""

FEW_RULES = 2
"""Sentences of rules of a cause that are shown, unless all are asked for."""

FEW_NAMES = 12
"""Names of a list that are shown, unless all are asked for."""

Data = dict[str, Any]

SECTIONS = (("blockers", "Blockers"), ("minor", "Minor"))


def safe_data(switch: Switch) -> Data:
    """Return the answer as data that is safe to print."""
    return printable(as_data(switch))


def text(switch: Switch, *, everything: bool = False, misuse: bool = False) -> str:
    """Return the answer as plain lines; ``everything`` shows each place, rule and name, ``misuse`` the hidden rules."""
    return "\n".join(_lines(safe_data(switch), everything, misuse)) + "\n"


def _lines(data: Data, everything: bool, misuse: bool) -> Iterator[str]:
    yield data["verdict"]
    yield f"  {basis(data)}"
    for key, title in SECTIONS:
        if data[key]:
            yield ""
            yield f"{title}:"
        for touch in data[key]:
            yield ""
            yield f"  {touch['cause']}: {effects(touch)}"
            yield from (f"    {line}" for line in sentences(touch["rules"], everything))
            yield f"    at {places(touch, everything)}"
            yield f"    {touch['command']}"
    yield ""
    yield from closing(data, everything, misuse)


def closing(data: Data, everything: bool, misuse: bool) -> Iterator[str]:
    """Yield the lines below the deviations: what does not touch, what is hidden, what was not seen, better evidence."""
    yield others(data)
    if everything:
        for cause in data["others"]:
            yield f"  {cause['cause']}: {cause['effect']}, {len(cause['rules'])} {plural(len(cause['rules']), 'rule')}"
    if hidden := not_shown(data):
        yield hidden
    if misuse:
        for rule in data["misuse"]:
            yield f"  {rule['effect']}, {rule['level']}: {rule['says']} [{rule['id']}]"
    for kind, found in data["unseen"].items():
        yield f"Not seen: {kind}: {listed(found, everything)}"
    if data["uncovered"]:
        names = [one["name"] for one in data["uncovered"]]
        yield f"Used, and no rule that was judged covers it: {listed(names, everything)}"
    yield evidence(data)


def basis(data: Data) -> str:
    """Return the sentence about what was held against what."""
    app = data["application"]
    count = len(app["dependencies"])
    more = f" and of {count} {'dependency' if count == 1 else 'dependencies'}" if count else ""
    read = f"{app['files']} {plural(app['files'], 'file')} of it{more}"
    ran = f", {app['recorded']}" if app["recorded"] else ""
    return f"{data['rules']} rules judged on {data['started'][:10]} with loopspec {data['loopspec']}; {read} read{ran}"


def places(touch: Data, everything: bool) -> str:
    """Return the places of a cause in the application, and by which names."""
    shown = listed(touch["places"], everything, FEW_PLACES)
    names = [name for name in touch["names"] if name != touch["cause"]]
    by = f" ({listed(names, everything, FEW_PLACES)})" if names else ""
    return shown + by + ("" if touch["sure"] else "; perhaps: guessed by a name, or by arguments that are forwarded")


def others(data: Data) -> str:
    """Count what does not touch the application."""
    rules = sum(len(cause["rules"]) for cause in data["others"])
    if not rules:
        return "Nothing else deviates."
    return f"Does not touch what was seen: {rules} {plural(rules, 'rule')} by {len(data['others'])} causes."


def not_shown(data: Data) -> str:
    """Count what is hidden; empty where nothing is."""
    parts = []
    if found := data["misuse"]:
        bad = Counter(rule["effect"] for rule in found)
        grave = [f"{bad[one]} {one}" for one in ("hangs", "aborts") if bad[one]]
        which = f" ({', '.join(grave)})" if grave else ""
        parts.append(f"{len(found)} {plural(len(found), 'rule')} about calls that asyncio refuses{which}")
    if count := data["unspecified"]:
        parts.append(f"{count} at may, which promises nothing")
    return f"Left out: {' and '.join(parts)}." if parts else ""


def evidence(data: Data) -> str:
    """Return the sentence on better evidence."""
    loop = data["asked"].partition("@")[0]
    return f"Better evidence than any rule: the application's own tests on it: pytest --loopspec-loop {loop}"


def effects(touch: Data) -> str:
    """Return the effects of a cause: one in words, several with the number of rules of each."""
    count = len(touch["rules"])
    rules = f"{count} {plural(count, 'rule')}"
    if len(touch["effects"]) == 1:
        return f"{touch['effect']} ({touch['means']}), {rules}"
    return f"{', '.join(f'{effect} {n}' for effect, n in touch['effects'].items())} of {rules}"


def sentences(rules: list[Data], everything: bool) -> Iterator[str]:
    """Yield the sentences of rules, each once, and how many more there are; with everything each rule with its id."""
    if everything:
        yield from (f"{rule['effect']}, {rule['level']}: {rule['says']} [{rule['id']}]" for rule in rules)
        return
    distinct = {rule["says"]: rule for rule in reversed(rules)}
    shown = [rule for rule in rules if distinct[rule["says"]] is rule]
    for rule in shown[:FEW_RULES]:
        yield f"{rule['effect']}, {rule['level']}: {rule['says']}"
    if (more := len(shown) - FEW_RULES) > 0:
        yield f"and {more} more {plural(more, 'sentence')}; -v prints all"


def some(items: list[Any], few: int, everything: bool) -> list[Any]:
    """Return the first of some items, all where everything is asked for."""
    return items if everything else items[:few]


def listed(items: list[str], everything: bool, few: int = FEW_NAMES) -> str:
    """Return items in a line, and how many more there are."""
    shown = some(items, few, everything)
    more = len(items) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def markdown(switch: Switch) -> str:
    """Return the answer in Markdown."""
    return "\n".join(_markdown(safe_data(switch))) + "\n"


def _markdown(data: Data) -> Iterator[str]:
    yield f"# Can {escape(data['application']['path'])} switch to {escape(data['asked'])}?"
    yield ""
    yield f"**{escape(data['verdict'])}.**"
    yield ""
    yield f"{escape(basis(data))}."
    for key, title in SECTIONS:
        if data[key]:
            yield ""
            yield f"## {title}"
        for touch in data[key]:
            yield ""
            yield f"### {code(touch['cause'])}: {escape(effects(touch))}"
            yield ""
            yield f"At {escape(places(touch, False))}."
            yield ""
            yield from (f"- {r['effect']}, {r['level']}: {escape(r['says'])} ({code(r['id'])})" for r in touch["rules"])
            yield ""
            yield "```sh"
            yield touch["command"]
            yield "```"
    yield ""
    yield "## What else there is"
    yield ""
    yield from (f"- {escape(line)}" for line in closing(data, False, False))


def html(switch: Switch) -> str:
    """Return the answer as one page that needs no network."""
    from loopspec.report.reporters.html import template

    data = safe_data(switch)
    return template("loopspec.switch", "switch.html.jinja").render(
        data=data,
        basis=basis(data),
        sections=[(title, data[key]) for key, title in SECTIONS if data[key]],
        effects=effects,
        places=lambda touch: places(touch, False),
        closing=list(closing(data, False, False)),
        others=data["others"],
    )
