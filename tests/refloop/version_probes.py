"""One small program a switch of refloop's `versions.py`: it answers, by behaviour alone, what the switch says.

Run as a script, `python version_probes.py FOLDER NAMESPACE` answers all of them in the namespace that is named
(`asyncio`, or `refloop` from FOLDER) as JSON; an answer that is not a plain yes or no is the error that came instead.
"""

from __future__ import annotations

import gc
import importlib
import inspect
import json
import os
import socket
import sys
import tempfile
import threading
import types
import warnings
from typing import Any

PROBES: dict[Any, Any] = {}


def probe(function: Any) -> Any:
    PROBES[function.__name__.upper()] = function
    return function


def run(aio: Any, main: Any) -> Any:
    """Run a coroutine function on a loop of the namespace, without `asyncio.run`, which the switches are about."""
    loop = aio.new_event_loop()
    loop.errors = []
    loop.set_exception_handler(lambda loop, context: loop.errors.append(context))
    try:
        return loop.run_until_complete(main())
    finally:
        loop.close()


def refuses(error: Any, call: Any) -> bool:
    try:
        result = call()
    except error:
        return True
    if inspect.iscoroutine(result):
        result.close()
    return False


async def turns(aio: Any, n: int = 3) -> None:
    for _ in range(n):
        await aio.sleep(0)


# -- coroutines, futures, tasks --------------------------------------------------------------------


@probe
def generators_are_coroutines(aio: Any) -> Any:
    numbers: tuple[int, ...] = ()
    return aio.iscoroutine(n for n in numbers)


@probe
def stopiteration_is_stored(aio: Any) -> Any:
    async def main() -> Any:
        future = aio.get_running_loop().create_future()
        stored = not refuses(TypeError, lambda: future.set_exception(StopIteration()))
        return stored and isinstance(future.exception(), RuntimeError)

    return run(aio, main)


@probe
def call_graph(aio: Any) -> Any:
    return hasattr(aio, "capture_call_graph")


@probe
def uncancel_clears_pending(aio: Any) -> Any:
    async def main() -> bool:
        task = aio.current_task()
        task.cancel()
        task.uncancel()
        try:
            await aio.sleep(0)
        except aio.CancelledError:
            return False
        return True

    return run(aio, main)


def what_a_factory_gets(aio: Any, **kwargs: Any) -> Any:
    given = {}

    async def main() -> Any:
        loop = aio.get_running_loop()

        def factory(loop: Any, coro: Any, **options: Any) -> Any:
            given.update(options)
            options.pop("name", None)
            return aio.Task(coro, loop=loop, **options)

        loop.set_task_factory(factory)
        task = loop.create_task(aio.sleep(0), **kwargs)
        await task
        return given, task.get_name()

    return run(aio, main)


@probe
def factory_gets_name(aio: Any) -> bool:
    return "name" in what_a_factory_gets(aio, name="n")[0]


@probe
def all_tasks_of_factories_are_named(aio: Any) -> Any:
    return what_a_factory_gets(aio)[1] == "None"


@probe
def create_task_keywords(aio: Any) -> Any:
    async def main() -> Any:
        coro = aio.sleep(0)
        try:
            aio.get_running_loop().create_task(coro, unknown=1)
        except TypeError as error:
            return "create_task" not in str(error)
        finally:
            coro.close()

    return run(aio, main)


@probe
def create_task_closes_refused(aio: Any) -> Any:
    coro = aio.sleep(0)
    refuses(RuntimeError, lambda: aio.TaskGroup().create_task(coro))
    closed = inspect.getcoroutinestate(coro) == inspect.CORO_CLOSED
    coro.close()
    return closed


# -- combinators -----------------------------------------------------------------------------------


@probe
def gather_takes_done_at_once(aio: Any) -> Any:
    async def main() -> Any:
        future = aio.get_running_loop().create_future()
        future.set_result(1)
        return aio.gather(future).done()

    return run(aio, main)


@probe
def wait_accepts_generators(aio: Any) -> Any:
    async def main() -> Any:
        future = aio.get_running_loop().create_future()
        future.set_result(1)
        try:
            done, _ = await aio.wait(future for _ in range(1))
        except TypeError:
            return False
        return done == {future}

    return run(aio, main)


@probe
def wait_for_in_same_task(aio: Any) -> Any:
    async def who() -> Any:
        return aio.current_task()

    async def main() -> bool:
        return await aio.wait_for(who(), 10) is aio.current_task()

    return run(aio, main)


@probe
def sleep_refuses_nan(aio: Any) -> Any:
    async def main() -> Any:
        task = aio.get_running_loop().create_task(aio.sleep(float("nan")))
        await turns(aio)
        refused = task.done() and isinstance(task.exception(), ValueError)
        task.cancel()
        await aio.wait([task])
        return refused

    return run(aio, main)


@probe
def as_completed_iterates_async(aio: Any) -> Any:
    async def main() -> Any:
        return hasattr(aio.as_completed([]), "__aiter__")

    return run(aio, main)


@probe
def as_completed_gives_back(aio: Any) -> Any:
    async def main() -> bool:
        loop = aio.get_running_loop()
        futures = [loop.create_future() for _ in range(2)]
        things = aio.as_completed(futures)
        first = loop.create_task(next(things))
        await turns(aio)
        first.cancel()
        await turns(aio)
        left = 0
        for future in futures:
            future.set_result(1)
        for thing in things:
            await thing
            left += 1
        return left == 2

    return run(aio, main)


def lost_behind_a_shield(aio: Any, later: Any) -> Any:
    """Count the reports of a failure whose shield was cancelled before: (at once, when it is collected)."""

    async def main() -> Any:
        loop = aio.get_running_loop()
        inner = loop.create_future()
        outer = aio.shield(inner)
        outer.cancel()
        if later:
            await turns(aio)
        inner.set_exception(ValueError())
        del outer
        await turns(aio)
        at_once = len(loop.errors)
        del inner
        gc.collect()
        return at_once, len(loop.errors) - at_once

    return run(aio, main)


@probe
def shield_reports_at_once(aio: Any) -> Any:
    return lost_behind_a_shield(aio, later=True) == (1, 0)


@probe
def shield_forgets_errors(aio: Any) -> Any:
    return lost_behind_a_shield(aio, later=False) == (0, 0)


# -- locks -----------------------------------------------------------------------------------------


@probe
def semaphore_gives_all_away(aio: Any) -> Any:
    async def main() -> Any:
        semaphore = aio.Semaphore(0)
        loop = aio.get_running_loop()
        tasks = [loop.create_task(semaphore.acquire()) for _ in range(3)]
        await turns(aio)
        semaphore.release()
        semaphore._value += 1  # as if somebody had put one back without waking anybody
        tasks[0].cancel()
        await turns(aio, 1)
        got = sum(task.done() and not task.cancelled() for task in tasks)
        await turns(aio, 1)
        got = sum(task.done() and not task.cancelled() for task in tasks)
        for task in tasks:
            task.cancel()
        await aio.wait(tasks)
        return got == 2

    return run(aio, main)


@probe
def condition_passes_on(aio: Any) -> Any:
    async def main() -> Any:
        condition = aio.Condition()
        loop = aio.get_running_loop()

        async def wait() -> None:
            async with condition:
                await condition.wait()

        tasks = [loop.create_task(wait()) for _ in range(2)]
        await turns(aio)
        async with condition:
            condition.notify(1)
            tasks[0].cancel()
        await turns(aio, 6)
        passed_on = tasks[1].done()
        tasks[1].cancel()
        await aio.wait(tasks)
        return passed_on

    return run(aio, main)


@probe
def parties_at_least_one(aio: Any) -> Any:
    try:
        aio.Barrier(0)
    except ValueError as error:
        return ">= 1" in str(error)


# -- timeouts and groups ---------------------------------------------------------------------------


@probe
def timeout_inserts_context(aio: Any) -> Any:
    async def main() -> Any:
        try:
            async with aio.timeout(0):
                try:
                    await aio.sleep(60)
                finally:
                    raise KeyError
        except KeyError as error:
            return isinstance(error.__context__, TimeoutError)

    return run(aio, main)


@probe
def timeout_takes_subclasses(aio: Any) -> Any:
    class Special(aio.CancelledError):
        pass

    async def main() -> Any:
        try:
            async with aio.timeout(0):
                try:
                    await aio.sleep(60)
                except aio.CancelledError:
                    raise Special from None
        except TimeoutError:
            return True
        except Special:
            return False

    return run(aio, main)


@probe
def taskgroup_uncancels_late(aio: Any) -> Any:
    counts = []
    parent: Any = None

    async def fail() -> None:
        raise ValueError

    async def linger() -> None:
        try:
            await aio.sleep(60)
        except aio.CancelledError:
            await turns(aio)
            counts.append(parent.cancelling())

    async def main() -> Any:
        nonlocal parent
        parent = aio.current_task()
        try:
            async with aio.TaskGroup() as group:
                group.create_task(linger())
                await aio.sleep(0)
                group.create_task(fail())
                await aio.sleep(60)
        except BaseExceptionGroup:
            return counts == [1]

    return run(aio, main)


@probe
def taskgroup_takes_done_at_once(aio: Any) -> Any:
    if not hasattr(aio, "eager_task_factory"):
        return False

    async def nothing() -> None:
        pass

    async def main() -> Any:
        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        async with aio.TaskGroup() as group:
            task = group.create_task(nothing())
            return task.done() and not group._tasks

    return run(aio, main)


@probe
def taskgroup_keeps_outside_cancel(aio: Any) -> Any:
    parent: Any = None

    async def fail() -> None:
        raise ValueError

    async def linger() -> None:
        try:
            await aio.sleep(60)
        finally:
            parent.cancel()
            await turns(aio)

    async def main() -> bool:
        nonlocal parent
        parent = aio.current_task()
        try:
            async with aio.TaskGroup() as group:
                group.create_task(linger())
                await aio.sleep(0)
                group.create_task(fail())
        except BaseExceptionGroup:
            pass
        try:
            await aio.sleep(0)
        except aio.CancelledError:
            return True
        return False

    return run(aio, main)


# -- loops and runners -----------------------------------------------------------------------------


@probe
def run_takes_loop_factory(aio: Any) -> bool:
    return "loop_factory" in inspect.signature(aio.run).parameters


@probe
def runner_takes_awaitables(aio: Any) -> bool:
    class Thing:
        def __await__(self) -> Any:
            return iter(())

    with aio.Runner() as runner:
        return not refuses((TypeError, ValueError), lambda: runner.run(Thing()))


@probe
def handler_runs_in_context(aio: Any) -> Any:
    from contextvars import ContextVar, copy_context

    variable = ContextVar("variable", default=0)
    seen = []

    def fail() -> None:
        raise ValueError

    async def main() -> bool:
        loop = aio.get_running_loop()
        loop.set_exception_handler(lambda loop, context: seen.append(variable.get()))
        context = copy_context()
        context.run(variable.set, 1)
        loop.call_soon(fail, context=context)
        await turns(aio)
        return seen == [1]

    return run(aio, main)


@probe
def executor_shutdown_timeout(aio: Any) -> bool:
    loop = aio.new_event_loop()
    try:
        return "timeout" in inspect.signature(loop.shutdown_default_executor).parameters
    finally:
        loop.close()


@probe
def cancelled_shutdown_joins(aio: Any) -> Any:
    """Whether a cancelled shutdown of the default executor waits until its thread has ended."""

    async def main() -> Any:
        loop = aio.get_running_loop()
        begun, may_end, ended = threading.Event(), threading.Event(), threading.Event()

        def work() -> None:
            begun.set()
            may_end.wait(10)
            ended.set()

        working = loop.run_in_executor(None, work)
        begun.wait(10)
        shutting_down = loop.create_task(loop.shutdown_default_executor())
        await turns(aio)
        shutting_down.cancel()
        threading.Timer(0.2, may_end.set).start()
        await turns(aio)
        joined = ended.is_set()
        may_end.set()
        await working
        return joined

    return run(aio, main)


@probe
def get_event_loop_creates(aio: Any) -> Any:
    return loop_of_the_main_thread(aio)[0]


@probe
def get_event_loop_warns(aio: Any) -> Any:
    created, warned = loop_of_the_main_thread(aio)
    return warned or not created


def loop_of_the_main_thread(aio: Any) -> Any:
    """Ask for the loop of the main thread of a new process, where nobody has set one: (is made, with a warning)."""
    code = (
        f"import sys, warnings; sys.path[:0] = {sys.path[:1]!r}\nimport {aio.__name__} as aio\n"
        "with warnings.catch_warnings(record=True) as told:\n"
        "    warnings.simplefilter('always')\n"
        "    try:\n        aio.get_event_loop().close()\n        made = True\n"
        "    except RuntimeError:\n        made = False\n"
        "print(made, any('event loop' in str(w.message) for w in told))"
    )
    import subprocess

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    made, warned = done.stdout.split()
    return made == "True", warned == "True"


# -- the network -----------------------------------------------------------------------------------


def takes_keyword(aio: Any, method: Any, **kwargs: Any) -> Any:
    """Whether a method of a loop takes a keyword: any error is one of another kind than TypeError for it."""

    async def main() -> Any:
        try:
            await getattr(aio.get_running_loop(), method)(aio.Protocol, **kwargs)
        except TypeError as error:
            return next(iter(kwargs)) not in str(error)
        except ValueError:
            return True

    return run(aio, main)


@probe
def all_errors_option(aio: Any) -> Any:
    return takes_keyword(aio, "create_connection", all_errors=True)


@probe
def keep_alive_option(aio: Any) -> Any:
    return takes_keyword(aio, "create_server", keep_alive=True)


@probe
def cleanup_socket_option(aio: Any) -> Any:
    async def main() -> bool:
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "s")  # noqa: PTH118
            server = await aio.get_running_loop().create_unix_server(aio.Protocol, path)
            server.close()
            return not os.path.exists(path)  # noqa: PTH110

    return run(aio, main)


@probe
def server_closes_clients(aio: Any) -> Any:
    async def main() -> Any:
        server = await aio.get_running_loop().create_server(aio.Protocol, "127.0.0.1", 0)
        server.close()
        return hasattr(server, "close_clients")

    return run(aio, main)


async def connected(aio: Any, protocol: Any = None) -> Any:
    """Return a server and a socket that is connected to it, once the server has accepted it."""
    loop = aio.get_running_loop()
    made = loop.create_future()

    class Note(aio.Protocol):
        def connection_made(self, transport: Any) -> None:
            made.set_result(transport)

    server = await loop.create_server(protocol or Note, "127.0.0.1", 0)
    client = socket.socket()
    client.setblocking(False)
    await loop.sock_connect(client, server.sockets[0].getsockname())
    return server, client, made


@probe
def serve_forever_closes_clients(aio: Any) -> Any:
    async def main() -> Any:
        loop = aio.get_running_loop()
        server, client, made = await connected(aio)
        transport = await made
        serving = loop.create_task(server.serve_forever())
        await turns(aio)
        serving.cancel()
        await turns(aio)
        closed = transport.is_closing()
        transport.abort()
        client.close()
        await aio.wait([serving])
        return closed

    return run(aio, main)


@probe
def wait_closed_waits(aio: Any) -> Any:
    async def main() -> Any:
        loop = aio.get_running_loop()
        server, client, made = await connected(aio)
        transport = await made
        server.close()
        waits = loop.create_task(server.wait_closed())
        await turns(aio)
        waited = not waits.done()
        transport.abort()
        client.close()
        await waits
        return waited

    return run(aio, main)


@probe
def skips_unavailable_addresses(aio: Any) -> Any:
    async def main() -> bool:
        loop = aio.get_running_loop()
        try:  # 192.0.2.1 is an address for documentation, which no host has
            server = await loop.create_server(aio.Protocol, ["127.0.0.1", "192.0.2.1"], 0)
        except OSError:
            return False
        server.close()
        return True

    return run(aio, main)


@probe
def empty_datagrams(aio: Any) -> Any:
    async def main() -> Any:
        loop = aio.get_running_loop()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
            peer.bind(("127.0.0.1", 0))
            peer.setblocking(False)
            transport, _ = await loop.create_datagram_endpoint(aio.DatagramProtocol, remote_addr=peer.getsockname())
            transport.sendto(b"")
            transport.sendto(b"last")
            first = await loop.sock_recv(peer, 10)
            transport.close()
            await turns(aio)
            return first == b""

    return run(aio, main)


@probe
def readuntil_takes_tuples(aio: Any) -> Any:
    async def main() -> Any:
        reader = aio.StreamReader()
        reader.feed_data(b"one|two;")
        try:
            return await reader.readuntil((b";", b"|")) == b"one|"
        except TypeError:
            return False

    return run(aio, main)


@probe
def sync_callback_errors_close(aio: Any) -> Any:
    async def main() -> Any:
        loop = aio.get_running_loop()
        seen = loop.create_future()

        def fail(reader: Any, writer: Any) -> None:
            seen.set_result(writer)
            raise ValueError

        server = await aio.start_server(fail, "127.0.0.1", 0)
        client = socket.create_connection(server.sockets[0].getsockname())
        writer = await seen
        await turns(aio)
        closed = writer.is_closing()
        writer.transport.abort()
        server.close()
        client.close()
        await turns(aio)
        return closed

    return run(aio, main)


# -- child processes -------------------------------------------------------------------------------


@probe
def communicate_closes_stdin(aio: Any) -> Any:
    async def main() -> Any:
        code = "import sys; sys.stdin.read(); print('end')"
        pipe = aio.subprocess.PIPE
        child = await aio.create_subprocess_exec(sys.executable, "-c", code, stdin=pipe, stdout=pipe)
        closed = []
        close = child.stdin.close
        child.stdin.close = lambda: (closed.append(1), close())[1]
        ends = aio.get_running_loop().create_task(child.communicate())
        await turns(aio)
        answer = bool(closed)
        if not answer:
            close()
        await ends
        return answer

    return run(aio, main)


def answer_all(name: Any) -> Any:
    aio = importlib.import_module(name)
    answers: dict[str, bool | str] = {}
    for switch, function in PROBES.items():
        try:
            answers[switch] = bool(function(aio))
        except BaseException as error:  # the test shows it
            answers[switch] = f"{type(error).__name__}: {error}"
    return answers


def switches(folder: Any) -> Any:
    """Return the switches of versions.py as this Python sets them, without importing refloop."""
    table = types.ModuleType("versions")
    with open(os.path.join(folder, "refloop", "versions.py"), encoding="utf-8") as file:  # noqa: PTH118, PTH123
        exec(file.read(), table.__dict__)
    constants = {name: value for name, value in vars(table).items() if name.isupper() and isinstance(value, bool)}
    return {name: value for name, value in constants.items() if name != "TYPE_CHECKING"}


if __name__ == "__main__":
    folder, namespace = sys.argv[1:]
    sys.path.insert(0, folder)
    warnings.simplefilter("ignore")
    print(json.dumps({"switches": switches(folder), "answers": answer_all(namespace)}))
