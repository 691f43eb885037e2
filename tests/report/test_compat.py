"""Compatibility data: the schema holds, equal results give equal text, and a promise is kept as its rules are."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from loopspec.cli import main
from loopspec.coverage.account import Account, Found
from loopspec.coverage.file import to_json
from loopspec.coverage.inventory import NOT_DOCUMENTED, Claim
from loopspec.coverage.section import Coverage
from loopspec.report.compat import SCHEMA, WithoutRule, compat, compat_text, support_of, without_rule
from loopspec.report.reporters.compat import REPORTER
from loopspec.results.file import write_results
from loopspec.results.model import Result, Results, Verdict

from .sample import sample_results
from .test_hostile_text import harmful, hostile_results

PAGE = "library/asyncio-sync.html"
ANCHOR = "asyncio.Lock.acquire"
QUOTED = "Acquiring a lock is fair."

ACCOUNT = Account(
    "3.14.0",
    (
        Found(Claim("name", "asyncio.sleep"), "library/asyncio-task.html", ("sleep/zero/one",), ""),
        Found(Claim("error", "asyncio.wait", "TimeoutError"), "library/asyncio-task.html", (), "it is not raised"),
        Found(Claim("name", "asyncio.BaseEventLoop"), NOT_DOCUMENTED, (), "not documented"),
    ),
    0,
    0,
    (),
)


def validate(text: str) -> dict[str, Any]:
    """Hold a text against the schema, and return its data."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    data: dict[str, Any] = json.loads(text)
    jsonschema.Draft202012Validator(schema).validate(data)
    return data


def on_one_promise(**verdicts: list[Verdict]) -> Results:
    """A run in which as many rules as a target has verdicts quote one sentence."""
    sample = sample_results()
    count = len(next(iter(verdicts.values())))
    basis = {"docs": f"{PAGE}#{ANCHOR}", "quote": QUOTED}
    scenarios = [replace(one, basis=basis) for one in sample.scenarios[:count]]
    results = [
        Result(target, one.id, verdict)
        for target, theirs in verdicts.items()
        for one, verdict in zip(scenarios, theirs, strict=True)
    ]
    targets = [target for target in sample.targets if target.name in verdicts]
    return replace(sample, targets=targets, scenarios=scenarios, results=results)


@pytest.mark.parametrize(
    ("verdicts", "support"),
    [
        ("pass", "pass"),
        ("pass unsupported missing", "pass"),
        ("pass fail", "deviate"),
        ("hang unsupported", "deviate"),
        ("crash error not-run", "deviate"),
        ("unsupported", "unsupported"),
        ("unsupported missing", "missing"),
        ("pass error", "unknown"),
        ("unsupported not-run", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_promise_is_kept_as_its_rules_are(verdicts: str, support: str) -> None:
    assert support_of(map(Verdict, verdicts.split())) == support


def test_the_sample_is_as_the_schema_says() -> None:
    data = validate(REPORTER.render(sample_results(), [Coverage(ACCOUNT)]))
    assert set(data["targets"]) == {"asyncio", "refloop", "refloop-loop", "uvloop", "rloop"}
    assert data["targets"]["uvloop"]["home"] == "https://github.com/MagicStack/uvloop"
    assert data["complete"] is True


def test_a_run_of_nothing_is_as_the_schema_says() -> None:
    assert validate(compat_text(Results("0.1.0", "now", "here", "none", [], [], [], complete=False)))["pages"] == {}


def test_the_same_results_give_the_same_text_in_whatever_order_they_came() -> None:
    sample = sample_results()
    assert compat_text(replace(sample, results=sample.results[::-1])) == compat_text(sample)


def test_page_anchor_sentence_rules_and_who_keeps_them() -> None:
    run = on_one_promise(
        asyncio=[Verdict.PASS, Verdict.PASS],
        uvloop=[Verdict.PASS, Verdict.HANG],
        rloop=[Verdict.UNSUPPORTED, Verdict.UNSUPPORTED],
    )
    first, second = (one.id for one in run.scenarios)
    data = validate(compat_text(run))
    assert data["pages"] == {
        PAGE: {
            "url": f"https://docs.python.org/3.14/{PAGE}",
            "apis": {
                ANCHOR: {
                    "url": f"https://docs.python.org/3.14/{PAGE}#{ANCHOR}",
                    "promises": [
                        {
                            "sentence": QUOTED,
                            "rules": [first, second],
                            "support": {"asyncio": "pass", "uvloop": "deviate", "rloop": "unsupported"},
                        }
                    ],
                }
            },
        }
    }
    assert data["rules"][first]["verdicts"] == {"rloop": "unsupported"}
    assert data["rules"][second]["verdicts"] == {"uvloop": "hang", "rloop": "unsupported"}


def test_a_result_that_is_not_there_is_no_pass() -> None:
    run = on_one_promise(asyncio=[Verdict.PASS, Verdict.PASS])
    data = compat(replace(run, results=run.results[1:]))
    assert data["pages"][PAGE]["apis"][ANCHOR]["promises"][0]["support"] == {"asyncio": "unknown"}


def test_rules_without_a_quote_are_apart() -> None:
    run = on_one_promise(asyncio=[Verdict.PASS, Verdict.FAIL])
    unquoted = replace(run.scenarios[1], basis={"docs": f"{PAGE}#{ANCHOR}", "note": "it is silent"})
    api = compat(replace(run, scenarios=[run.scenarios[0], unquoted]))["pages"][PAGE]["apis"][ANCHOR]
    assert [promise["support"] for promise in api["promises"]] == [{"asyncio": "pass"}]
    assert api["unquoted"] == {"rules": [unquoted.id], "support": {"asyncio": "deviate"}}


def test_a_rule_without_a_page_is_on_none() -> None:
    run = on_one_promise(asyncio=[Verdict.PASS])
    data = compat(replace(run, scenarios=[replace(run.scenarios[0], basis={"note": "as is known"})]))
    assert data["pages"] == data["rules"] == {}


def test_a_part_of_the_interface_without_a_rule_has_its_reason() -> None:
    assert without_rule([Coverage(ACCOUNT)]) == [
        WithoutRule("library/asyncio-task.html", "asyncio.wait", "asyncio.wait raises TimeoutError", "it is not raised")
    ]
    api = compat(on_one_promise(asyncio=[Verdict.PASS]), without_rule([Coverage(ACCOUNT)]))["pages"][
        "library/asyncio-task.html"
    ]["apis"]["asyncio.wait"]
    assert api["promises"] == []
    assert api["without_rule"] == [{"says": "asyncio.wait raises TimeoutError", "reason": "it is not raised"}]


def test_hostile_text_is_harmless() -> None:
    text = compat_text(hostile_results())
    validate(text)
    assert "uvloop" in text
    assert not harmful("".join(_texts(json.loads(text))))


def _texts(value: Any) -> list[str]:
    """All texts of a value, keys too."""
    if isinstance(value, dict):
        return [text for key, one in value.items() for text in (key, *_texts(one))]
    return [text for one in value for text in _texts(one)] if isinstance(value, list) else [str(value)]


def test_the_command_writes_it_with_what_coverage_knows(tmp_path: Path) -> None:
    results, account, made = tmp_path / "results.jsonl", tmp_path / "coverage.json", tmp_path / "compat.json"
    write_results(results, sample_results())
    account.write_text(to_json(ACCOUNT), encoding="utf-8")
    done = CliRunner().invoke(main, ["report", str(results), "--coverage", str(account), "--compat", str(made)])
    assert (done.exit_code, done.output) == (0, "")
    data = validate(made.read_text(encoding="utf-8"))
    assert data["pages"]["library/asyncio-task.html"]["apis"]["asyncio.wait"]["without_rule"]
