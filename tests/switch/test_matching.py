"""Deviations held against uses: which rules an application meets, and how surely."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from loopspec.coverage.inventory import read_inventory
from loopspec.results.model import Level, Result, Results, ScenarioRecord, TargetInfo, Verdict
from loopspec.switch.application import Application, Place
from loopspec.switch.causes import judge
from loopspec.switch.concerns import Concerns, traits_of
from loopspec.switch.matching import Switch, match
from loopspec.switch.reached import add_traits, reach

INVENTORY = read_inventory()
HERE = Place("app.py", 1)


def rule(*names: str, cited: str = "", traits: tuple[str, ...] = ()) -> Concerns:
    return Concerns(frozenset(names), frozenset(names), cited, frozenset(traits))


def held(broken: Mapping[str, Concerns], kept: list[Concerns], application: Application) -> Switch:
    """Hold broken and kept rules of one file against an application."""
    concerns = {f"x/a/{id_}": one for id_, one in broken.items()}
    concerns |= {f"x/a/kept-{number}": one for number, one in enumerate(kept)}
    records = [ScenarioRecord(id_, "x", "a", f"{id_}.", Level.SHOULD, {}, "", 1, "", "") for id_ in concerns]
    results = [Result("t", id_, Verdict.PASS if "kept" in id_ else Verdict.HANG) for id_ in concerns]
    whole = Results("0", "2026", "", "", [TargetInfo("t", "3.12", "CPython")], records, results)
    return match(judge(whole, "t", concerns), whole, "t", application, INVENTORY)


def app(*seen: str, **more: Any) -> Application:
    application = Application("app")
    for name in seen:
        application.use(name).seen.append(HERE)
    for name in more.get("guessed", ()):
        application.use(name).guessed.append(HERE)
    for name in more.get("forwarded", ()):
        application.forwarded[name] = [HERE]
    return application


CLOSE, WRITE, LATER = "asyncio.BaseTransport.close", "asyncio.WriteTransport.write", "asyncio.loop.call_later"
MANY = [rule(CLOSE, WRITE), rule(CLOSE), rule(WRITE), rule(CLOSE), rule(WRITE), rule(CLOSE, WRITE)]


def ids(switch: Switch) -> list[str]:
    return [one.record.id for touch in switch.touches for one in touch.rules]


def test_all_names_that_trigger_a_rule_of_a_file_have_to_be_used() -> None:
    broken = {"late": rule(CLOSE, WRITE, cited=CLOSE)}
    kept = [rule(CLOSE), *MANY, rule(WRITE)]
    assert ids(held(broken, kept, app(CLOSE))) == []
    assert ids(held(broken, kept, app(CLOSE, WRITE))) == ["x/a/late"]


def test_a_rule_on_keywords_touches_who_gives_one() -> None:
    broken = {"by-name": replace(rule(WRITE, f"{WRITE}(data)", cited=WRITE), keywords=frozenset({f"{WRITE}(data=)"}))}
    assert ids(held(broken, MANY, app(WRITE, f"{WRITE}(data)"))) == []
    (touch,) = held(broken, MANY, app(WRITE, f"{WRITE}(data)", f"{WRITE}(data=)")).touches
    assert (touch.names, touch.sure) == ((f"{WRITE}(data=)",), True)
    (touch,) = held(broken, MANY, app(WRITE, forwarded=[WRITE])).touches
    assert not touch.sure


def test_a_trait_of_the_rule_has_to_be_one_of_the_application() -> None:
    broken = {"late": rule(CLOSE, cited=CLOSE, traits=("datagrams",))}
    assert ids(held(broken, MANY, app(CLOSE))) == []
    endpoint = app(CLOSE, "asyncio.loop.create_datagram_endpoint")
    add_traits(endpoint)
    assert ids(held(broken, MANY, endpoint)) == ["x/a/late"]


def test_a_trait_may_be_the_cause() -> None:
    broken = {str(n): rule(name, traits=("exit",)) for n, name in enumerate([CLOSE, WRITE, LATER])}
    kept = [*MANY, rule(LATER), rule(LATER)]
    assert ids(held(broken, kept, app(CLOSE, WRITE, LATER))) == []
    (touch,) = held(broken, kept, app("exit")).touches
    assert touch.cause.title == "SystemExit or KeyboardInterrupt while the loop runs"
    assert len(touch.rules) == 3


def test_a_name_that_is_guessed_makes_a_touch_unsure_and_sure_ones_come_first() -> None:
    broken = {"a": rule("asyncio.run"), "b": rule(LATER, cited=LATER)}
    kept = [rule("asyncio.run"), rule("asyncio.run"), rule(LATER), rule(LATER)]
    (touch,) = held(broken, kept, app(LATER, guessed=["asyncio.run"])).touches
    assert touch.sure
    assert [one.record.id for one in touch.rules] == ["x/a/b", "x/a/a"]
    (touch,) = held(broken, kept, app(guessed=["asyncio.run"])).touches
    assert not touch.sure


def test_a_parameter_is_perhaps_passed_where_arguments_are_forwarded() -> None:
    call = "asyncio.loop.create_connection"
    broken = {"a": rule(call, f"{call}(interleave)", cited=call)}
    kept = [rule(call) for _ in range(9)]
    assert ids(held(broken, kept, app(call))) == []
    (touch,) = held(broken, kept, app(call, forwarded=[call])).touches
    assert not touch.sure
    (touch,) = held(broken, kept, app(call, f"{call}(interleave)")).touches
    assert touch.sure


def test_a_rare_parameter_of_the_cited_name_has_to_be_passed() -> None:
    call, parameter = "asyncio.gather", "asyncio.gather(return_exceptions)"
    broken = {"a": rule(call, parameter, cited=call)}
    kept = [rule(call, parameter), *(rule(call) for _ in range(9))]
    assert ids(held(broken, kept, app(call))) == []
    assert ids(held(broken, kept, app(call, parameter))) == ["x/a/a"]


def test_the_run_of_the_loop_is_no_trigger_beside_another() -> None:
    broken = {"a": rule("asyncio.loop.run_forever", LATER, cited="asyncio.loop.run_forever")}
    kept = [rule("asyncio.loop.run_forever", LATER) for _ in range(5)]
    assert ids(held(broken, kept, app(LATER))) == ["x/a/a"]
    assert ids(held(broken, kept, app("asyncio.loop.run_forever"))) == []


def test_a_class_is_met_through_its_members() -> None:
    broken = {"a": rule("asyncio.Server"), "b": rule("asyncio.Server")}
    (touch,) = held(broken, MANY, app("asyncio.Server.wait_closed")).touches
    assert touch.names == ("asyncio.Server.wait_closed",)


def test_names_that_no_rule_covers_are_listed() -> None:
    assert held({}, [rule(CLOSE)], app(CLOSE, WRITE, f"{WRITE}(data)")).uncovered == (WRITE,)


def test_nothing_judged_is_no_answer() -> None:
    switch = held({}, [], app(CLOSE))
    assert switch.code == 3


@pytest.mark.parametrize(
    ("name", "traits"),
    [
        ("asyncio.loop.create_datagram_endpoint", ["datagrams"]),
        ("asyncio.loop.create_unix_server(ssl)", ["tls", "unix"]),
        ("asyncio.create_subprocess_exec", ["subprocess"]),
        ("asyncio.run(debug)", ["debug"]),
        ("asyncio.loop.sendfile", ["sendfile"]),
        ("asyncio.loop.connect_read_pipe", ["pipes"]),
        ("asyncio.loop.create_connection", []),
    ],
)
def test_traits_show_in_names(name: str, traits: list[str]) -> None:
    assert traits_of(name) == traits


def test_asyncio_passes_arguments_on() -> None:
    application = app("asyncio.start_server", "asyncio.start_server(ssl)", forwarded=["asyncio.start_server"])
    reach(application, INVENTORY)
    assert application.uses["asyncio.loop.create_server(ssl)"].seen == [HERE]
    assert application.forwarded["asyncio.loop.create_server"] == [HERE]
