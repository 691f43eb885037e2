"""The uses of asyncio's interface that are read from a scenario's expressions."""

from __future__ import annotations

import pytest

from loopspec.coverage.inventory import Inventory, from_data
from loopspec.coverage.uses import claims_used
from loopspec.scenarios.load import load_text

INVENTORY = {
    "python": "3.14.0",
    "bases": {
        "asyncio.Task": ["asyncio.Future"],
        "asyncio.TimerHandle": ["asyncio.Handle"],
        "asyncio.Protocol": ["asyncio.BaseProtocol"],
        "asyncio.Transport": ["asyncio.WriteTransport"],
    },
    "pages": {
        "library/asyncio-one.html": {
            "asyncio.sleep": {"kind": "function", "parameters": ["delay", "result"]},
            "asyncio.gather": {"kind": "function", "parameters": ["*aws", "return_exceptions"]},
            "asyncio.wait": {"kind": "function", "parameters": ["fs", "*more"], "errors": ["RuntimeWarning"]},
            "asyncio.subprocess.PIPE": {"kind": "data"},
            "asyncio.run": {"kind": "function", "parameters": ["coro", "*", "debug"]},
            "asyncio.Future": {"kind": "class", "parameters": ["*", "loop"]},
            "asyncio.Future.cancel": {"kind": "method", "parameters": ["msg"], "errors": ["CancelledError"]},
            "asyncio.Future.result": {"kind": "method", "errors": ["OSError", "InvalidStateError"]},
            "asyncio.Future.set_result": {"kind": "method", "parameters": ["result"]},
            "asyncio.Task": {"kind": "class", "parameters": ["coro", "*", "name"]},
            "asyncio.Task.cancel": {"kind": "method", "parameters": ["msg"]},
            "asyncio.Task.get_stack": {"kind": "method", "parameters": ["*", "limit"]},
            "asyncio.Handle": {"kind": "class"},
            "asyncio.Handle.cancel": {"kind": "method"},
            "asyncio.Handle.when": {"kind": "method"},
            "asyncio.TimerHandle": {"kind": "class"},
            "asyncio.Queue": {"kind": "class", "parameters": ["maxsize"]},
            "asyncio.Queue.get": {"kind": "method"},
            "asyncio.loop.call_later": {"kind": "method", "parameters": ["delay", "callback", "*args", "context"]},
            "asyncio.loop.create_future": {"kind": "method"},
            "asyncio.InvalidStateError": {"kind": "exception"},
            "asyncio.loop.create_connection": {"kind": "method", "parameters": ["protocol_factory", "host", "port"]},
            "asyncio.get_running_loop": {"kind": "function"},
            "asyncio.WriteTransport": {"kind": "class"},
            "asyncio.WriteTransport.close": {"kind": "method"},
            "asyncio.Transport": {"kind": "class"},
            "asyncio.StreamWriter.close": {"kind": "method"},
            "asyncio.StreamWriter.transport": {"kind": "attribute"},
            "asyncio.Protocol": {"kind": "class"},
            "asyncio.BaseProtocol": {"kind": "class"},
            "asyncio.BaseProtocol.connection_lost": {"kind": "method", "parameters": ["exc"]},
        },
    },
}


@pytest.fixture
def inventory() -> Inventory:
    return from_data(INVENTORY)


def used(
    inventory: Inventory, main: str, *, anchor: str = "asyncio.nothing", more: str = "", entry: str = "main"
) -> set[str]:
    """Return the names that a scenario with these steps uses; the steps are YAML in flow style."""
    text = f"""\
format: "1.1"
area: Task
subject: small
scenarios:
  one:
    says: It is small.
    level: may
    clock: real
    basis: {{docs: library/asyncio-one.html#{anchor}}}
    needs: [sockets, subprocess, warnings]
{more}
    {entry}: {main}
    expect: []
"""
    [scenario] = load_text("small.yaml", text.encode())
    return set(map(str, claims_used(scenario, inventory)))


@pytest.mark.parametrize(
    ("call", "claims"),
    [
        ("sleep(0)", {"asyncio.sleep", "asyncio.sleep(delay)"}),
        ("sleep(0, result=1)", {"asyncio.sleep", "asyncio.sleep(delay)", "asyncio.sleep(result)"}),
        ("gather(1, 2, 3)", {"asyncio.gather", "asyncio.gather(aws)"}),
        ("gather(*[])", {"asyncio.gather", "asyncio.gather(aws)"}),
        ("gather(return_exceptions=True)", {"asyncio.gather", "asyncio.gather(return_exceptions)"}),
        ("wait(*[])", {"asyncio.wait", "asyncio.wait(fs)", "asyncio.wait(more)"}),
        ("subprocess.PIPE", {"asyncio.subprocess.PIPE"}),
        ("subprocess.STDOUT", set()),
        ("run(1, 2)", {"asyncio.run", "asyncio.run(coro)"}),
        ("Task", {"asyncio.Task"}),
    ],
)  # fmt: skip
def test_names_and_arguments_of_a_call(inventory: Inventory, call: str, claims: set[str]) -> None:
    assert used(inventory, f"[{{call: '{call}'}}]") == claims


@pytest.mark.parametrize(
    ("steps", "method"),
    [
        ("[{call: Future(), as: one}, {call: one.cancel()}]", "asyncio.Future.cancel"),
        ("[{call: 'Future().cancel()'}]", "asyncio.Future.cancel"),
        ("[{start: worker}, {call: worker.cancel()}]", "asyncio.Task.cancel"),
        ("[{start: worker}, {call: worker.result}]", "asyncio.Future.result"),
    ],
)
def test_a_method_is_that_of_the_kind_of_the_receiver(inventory: Inventory, steps: str, method: str) -> None:
    found = used(inventory, steps, more="    tasks: {worker: [{return: 1}]}" if "worker" in steps else "")
    others = {f"asyncio.{one}.cancel" for one in ("Future", "Task", "Handle")} - {method}
    assert method in found
    assert not found & others


def test_the_kind_is_followed_through_a_loop(inventory: Inventory) -> None:
    steps = "[{open: loop}, {call: 'loop.create_future()', as: one}, {call: one.cancel('text')}]"
    found = used(inventory, steps, entry="program")
    assert found >= {"asyncio.loop.create_future", "asyncio.Future.cancel", "asyncio.Future.cancel(msg)"}


def test_the_result_of_an_awaited_task_is_of_no_known_kind(inventory: Inventory) -> None:
    steps = "[{start: worker}, {await: worker, as: result}, {call: result.cancel()}]"
    assert "asyncio.Task.cancel" not in used(inventory, steps, more="    tasks: {worker: [{return: 1}]}")


CALLED = "    callbacks: {mark: {args: [it], do: [{call: it.ATTRIBUTE()}]}}"


@pytest.mark.parametrize(
    ("attribute", "anchor", "method"),
    [
        ("set_result", "asyncio.nothing", "asyncio.Future.set_result"),  # no other class has it
        ("cancel", "asyncio.nothing", None),
        ("cancel", "asyncio.Handle.cancel", "asyncio.Handle.cancel"),
        ("cancel", "asyncio.Task", "asyncio.Task.cancel"),
        ("get", "asyncio.nothing", None),  # a dictionary has it too
        ("get", "asyncio.Queue.get", "asyncio.Queue.get"),
    ],
)
def test_a_receiver_that_is_not_known(inventory: Inventory, attribute: str, anchor: str, method: str | None) -> None:
    more = CALLED.replace("ATTRIBUTE", attribute)
    found = used(inventory, "[{call: mark(1)}]", anchor=anchor, more=more)
    members = {one for one in found if one.endswith(f".{attribute}")}
    assert members == ({method} if method else set())


def test_a_method_of_a_protocol_counts_where_it_is_cited(inventory: Inventory) -> None:
    found = used(inventory, "[{tick: 1}]", anchor="asyncio.BaseProtocol.connection_lost")
    method = "asyncio.BaseProtocol.connection_lost"
    assert found == {"asyncio.BaseProtocol", method, f"{method}(exc)"}
    assert used(inventory, "[{tick: 1}]") == set()


CONNECTING = (
    "{begin: \"get_running_loop().create_connection(Client, '127.0.0.1', port_of(listener))\", as: connecting}, "
    "{await: accepted(listener), as: peer}, {await: within(connecting), as: pair}"
)
LISTENER = "    let: {listener: listening_socket()}\n    protocols: {Client: METHODS}"


@pytest.mark.parametrize(
    ("step", "methods"),
    [
        ("pair[0].close()", "{}"),
        ("Client.instances[0].transport.close()", "{}"),
        ("sleep(0)", "{connection_lost: [{call: transport.close()}]}"),
    ],
)
def test_the_transport_of_a_protocol(inventory: Inventory, step: str, methods: str) -> None:
    steps = f"[{CONNECTING}, {{call: '{step}'}}]"
    found = used(inventory, steps, more=LISTENER.replace("METHODS", methods))
    assert {"asyncio.WriteTransport.close", "asyncio.loop.create_connection(port)"} <= found
    assert not {one for one in found if "StreamWriter" in one}
    method = "asyncio.BaseProtocol.connection_lost"
    assert (found >= {method, f"{method}(exc)"}) == (methods != "{}")


def test_the_other_side_is_not_asyncio(inventory: Inventory) -> None:
    steps = f"[{CONNECTING}, {{call: 'peer.close()'}}]"
    found = used(inventory, steps, anchor="asyncio.StreamWriter.close", more=LISTENER.replace("METHODS", "{}"))
    assert "asyncio.WriteTransport.close" not in found
    assert "asyncio.StreamWriter.close" not in found


def test_a_method_that_a_tool_calls_counts_where_it_is_cited(inventory: Inventory) -> None:
    steps = "[{start: worker}, {check: 'stack_size(worker, limit=1)', equals: '1'}]"
    more = "    tasks: {worker: [{return: 1}]}"
    method = {"asyncio.Task.get_stack", "asyncio.Task.get_stack(limit)"}
    assert method <= used(inventory, steps, anchor="asyncio.Task.get_stack", more=more)
    assert not method & used(inventory, steps, more=more)


def test_an_error_is_one_of_a_callable_that_the_scenario_uses(inventory: Inventory) -> None:
    error = "asyncio.Future.result raises InvalidStateError"
    asked = "[{call: Future(), as: one}, {call: one.result(), raises: InvalidStateError}]"
    assert {error, "asyncio.InvalidStateError"} <= used(inventory, asked)
    assert error not in used(inventory, "[{call: Future(), as: one}, {call: one.result(), raises: ValueError}]")
    assert error not in used(inventory, "[{call: sleep(0), raises: InvalidStateError}]")


def test_an_error_of_another_step_counts_where_the_callable_is_cited(inventory: Inventory) -> None:
    steps = "[{call: Future(), as: one}, {call: one.result()}, {call: sleep(0), raises: InvalidStateError}]"
    error = "asyncio.Future.result raises InvalidStateError"
    assert error not in used(inventory, steps)
    assert error in used(inventory, steps, anchor="asyncio.Future.result")
    guarded = "[{call: Future(), as: one}, {try: [{call: one.result()}], except: InvalidStateError, do: [{tick: 1}]}]"
    assert error in used(inventory, guarded)


def test_a_subclass_of_an_error_is_this_error(inventory: Inventory) -> None:
    steps = "[{call: Future(), as: one}, {call: one.result(), raises: CLASS}]"
    error = "asyncio.Future.result raises OSError"
    assert error in used(inventory, steps.replace("CLASS", "ConnectionError"))
    assert error not in used(inventory, steps.replace("CLASS", "Exception"))


def test_a_warning_is_named_by_a_text_where_warnings_are_caught(inventory: Inventory) -> None:
    steps = "[{with: TOOL, as: names, do: [{await: 'wait([])'}]}, {check: \"'CLASS' in names\", is: true}]"
    error = "asyncio.wait raises RuntimeWarning"
    caught = steps.replace("TOOL", "caught_warnings()")
    assert error in used(inventory, caught.replace("CLASS", "RuntimeWarning"), anchor="asyncio.wait")
    assert error not in used(inventory, caught.replace("CLASS", "RuntimeWarning"))
    assert error not in used(inventory, caught.replace("CLASS", "DeprecationWarning"), anchor="asyncio.wait")
    others = steps.replace("TOOL", "Lock()").replace("CLASS", "RuntimeWarning")
    assert error not in used(inventory, others, anchor="asyncio.wait")
