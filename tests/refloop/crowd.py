"""A crowd of connections that echo at the same time: `python tests/refloop/crowd.py [refloop|bridge|asyncio] [N]`.

N connections (10,000 by default) are all open before the first of them sends.  Then each sends numbered lines in
pieces that cut the lines anywhere, and holds what comes back against what it has sent, byte by byte: nothing may be
lost, added, reordered or sent to a neighbour.  Server and clients are two processes, because one may not have as
many descriptors.  Prints one line of JSON for each; exit status 1 when anything is wrong.
"""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "reference")]

import tracing  # noqa: E402

HOST = "127.0.0.1"
LINES = 200  # that each connection sends
AT_ONCE = 500  # connections that are being opened at a time; more than the backlog would wait a second each
PIECE = 97  # bytes a write


def descriptors() -> Any:
    return len(list(Path("/proc/self/fd").iterdir()))


async def serve(aio: Any) -> Any:
    """Echo for everybody; tell the port on standard output; stop when standard input ends."""
    loop = aio.get_running_loop()
    now = most = total = 0

    async def echo(reader: Any, writer: Any) -> None:
        nonlocal now, most, total
        now += 1
        most = max(most, now)
        while data := await reader.read(65536):
            total += len(data)
            writer.write(data)
            await writer.drain()
        writer.close()
        await writer.wait_closed()
        now -= 1

    async with await aio.start_server(echo, HOST, 0, backlog=2 * AT_ONCE) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        ended = loop.create_future()
        loop.add_reader(0, lambda: ended.done() or ended.set_result(None))
        await ended
        loop.remove_reader(0)
        server.close()
    return {"at_the_same_time": most, "bytes": total}


async def visit(aio: Any, port: Any, count: Any) -> Any:
    """Open *count* connections, let them all talk, return what was wrong."""
    opening, all_open, opened = aio.Semaphore(AT_ONCE), aio.Event(), 0
    wrong = []

    async def client(number: Any) -> Any:
        nonlocal opened
        async with opening:
            reader, writer = await aio.open_connection(HOST, port)
        opened += 1
        if opened == count:
            all_open.set()
        await all_open.wait()
        sent = b"".join(b"%d:%d\n" % (number, line) for line in range(LINES))

        async def send() -> None:
            for at in range(0, len(sent), PIECE):
                writer.write(sent[at : at + PIECE])
                await writer.drain()
            writer.write_eof()

        sending = aio.ensure_future(send())
        got = await reader.read()
        await sending
        if got != sent:
            wrong.append(number)
        writer.close()
        await writer.wait_closed()
        return len(got)

    sizes = await aio.gather(*[client(number) for number in range(count)])
    return {"connections": opened, "bytes": sum(sizes), "wrong": wrong[:10]}


def run(mode: Any, main: Any, *args: Any) -> Any:
    """Run *main* and add what it has cost and left behind."""
    aio, factory = tracing.namespace(mode)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    gc.collect()
    before, began = descriptors(), time.perf_counter()
    with aio.Runner(loop_factory=factory) as runner:
        result = runner.run(main(aio, *args))
    result["seconds"] = round(time.perf_counter() - began, 1)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    gc.collect()
    result["descriptors_left"] = descriptors() - before
    return result


def crowd(mode: str, count: int) -> tuple[Any, Any]:
    """Return what the server says and what the clients say."""
    command = [sys.executable, __file__, mode, "--serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin
        assert server.stdout
        visitors = run(mode, visit, int(server.stdout.readline()), count)
        server.stdin.close()
        served = json.loads(server.stdout.read())
    return served, visitors


def is_right(served: Any, visitors: Any, count: int) -> bool:
    return (
        visitors["connections"] == served["at_the_same_time"] == count
        and visitors["bytes"] == served["bytes"]
        and not visitors["wrong"]
        and not visitors["descriptors_left"]
        and not served["descriptors_left"]
    )


if __name__ == "__main__":
    mode = next((word for word in sys.argv[1:] if word.isalpha()), "refloop")
    if "--serve" in sys.argv:
        print(json.dumps(run(mode, serve)))
    else:
        number = next((int(word) for word in sys.argv[1:] if word.isdigit()), 10_000)
        outcome = crowd(mode, number)
        for told in outcome:
            print(json.dumps(told))
        sys.exit(not is_right(*outcome, number))
