"""Libraries written for asyncio, unchanged, on `loop_factory=refloop.EventLoop`: a small substantial program each.

Opt-in by being installed: a library that is missing is skipped, with its name.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import warnings
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

import refloop

HOST = "127.0.0.1"
FACTORIES = {"refloop": refloop.EventLoop, "stdlib": asyncio.new_event_loop}


@pytest.fixture(params=FACTORIES)
def run(request: Any) -> Any:
    """Run a coroutine on refloop's loop, and on the stdlib's to know that the program itself is right."""

    def run(main: Any) -> Any:
        with asyncio.Runner(loop_factory=FACTORIES[request.param]) as runner:
            result = runner.run(asyncio.wait_for(main, 60))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            gc.collect()
        return result

    return run


def test_aiohttp(run: Any) -> None:
    web = pytest.importorskip("aiohttp.web", reason="aiohttp is not installed")
    import aiohttp

    async def echo(request: Any) -> Any:
        return web.json_response({"got": len(await request.read()), "path": request.path})

    async def stream(request: Any) -> Any:
        response = web.StreamResponse()
        await response.prepare(request)
        for n in range(100):
            await response.write(b"%05d" % n * 1000)
        return response

    async def socket(request: Any) -> Any:
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        async for message in ws:
            await ws.send_str(message.data[::-1])
        return ws

    async def main() -> None:
        app = web.Application()
        app.add_routes([web.post("/echo/{n}", echo), web.get("/stream", stream), web.get("/ws", socket)])
        app.router.add_static("/files", path=Path(__file__).parent)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, HOST, 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]
        base = f"http://{HOST}:{port}"
        async with aiohttp.ClientSession() as session:

            async def post(n: Any) -> None:
                async with session.post(f"{base}/echo/{n}", data=b"x" * n * 1000) as response:
                    assert await response.json() == {"got": n * 1000, "path": f"/echo/{n}"}

            await asyncio.gather(*[post(n) for n in range(1, 60)])
            async with session.get(f"{base}/stream") as response:
                assert len(await response.read()) == 500_000
            async with session.get(f"{base}/files/test_real_programs.py") as response:
                assert b"sendfile" in await response.read()
            async with session.ws_connect(f"{base}/ws") as ws:
                for text in ("abc", "x" * 100_000):
                    await ws.send_str(text)
                    assert (await ws.receive()).data == text[::-1]
            with pytest.raises(asyncio.TimeoutError):
                async with asyncio.timeout(0.05), session.get(f"{base}/stream") as response:
                    await asyncio.sleep(10)
        await runner.cleanup()

    run(main())


def test_anyio(run: Any) -> None:
    anyio = pytest.importorskip("anyio", reason="anyio is not installed")

    async def main() -> None:
        async def serve(client: Any) -> None:
            async with client:
                with contextlib.suppress(anyio.EndOfStream):
                    while True:
                        await client.send((await client.receive()).upper())

        listener = await anyio.create_tcp_listener(local_host=HOST)
        port = listener.extra(anyio.abc.SocketAttribute.local_port)
        async with anyio.create_task_group() as group:
            group.start_soon(listener.serve, serve)
            for _ in range(20):
                async with await anyio.connect_tcp(HOST, port) as stream:
                    await stream.send(b"hello")
                    assert await stream.receive() == b"HELLO"
            with anyio.move_on_after(0.02) as scope:
                await anyio.sleep(30)
            assert scope.cancelled_caught
            assert await anyio.to_thread.run_sync(lambda: anyio.from_thread.run(anyio.sleep, 0)) is None
            process = await anyio.run_process(["cat"], input=b"through a child")
            assert process.stdout == b"through a child"
            send, receive = anyio.create_memory_object_stream(1)
            group.start_soon(send.send, "item")
            assert await receive.receive() == "item"
            async with await anyio.create_udp_socket(local_host=HOST) as udp:
                address = udp.extra(anyio.abc.SocketAttribute.local_address)
                await udp.sendto(b"datagram", *address)
                assert (await udp.receive())[0] == b"datagram"
            send.close()
            receive.close()
            group.cancel_scope.cancel()
        await listener.aclose()

    run(main())


def test_uvicorn_starlette_and_httpx(run: Any) -> None:
    uvicorn = pytest.importorskip("uvicorn", reason="uvicorn is not installed")
    pytest.importorskip("starlette", reason="starlette is not installed")
    httpx = pytest.importorskip("httpx", reason="httpx is not installed")
    from starlette.applications import Starlette
    from starlette.responses import JSONResponse, StreamingResponse
    from starlette.routing import Route

    async def double(request: Any) -> Any:
        return JSONResponse({"double": 2 * (await request.json())["n"]})

    async def lines(request: Any) -> Any:
        async def generate() -> AsyncIterator[Any]:
            for n in range(1000):
                yield f"line {n}\n"
                if n % 100 == 0:
                    await asyncio.sleep(0)

        return StreamingResponse(generate())

    def blocking(request: Any) -> Any:
        return JSONResponse(request.query_params["q"])

    async def main() -> None:
        routes = [Route("/double", double, methods=["POST"]), Route("/lines", lines), Route("/blocking", blocking)]
        config = uvicorn.Config(Starlette(routes=routes), host=HOST, port=0, log_level="critical", lifespan="off")
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.001)
        base = f"http://{HOST}:{server.servers[0].sockets[0].getsockname()[1]}"
        async with httpx.AsyncClient(base_url=base) as client:
            answers = await asyncio.gather(*[client.post("/double", json={"n": n}) for n in range(40)])
            assert [answer.json()["double"] for answer in answers] == [2 * n for n in range(40)]
            assert (await client.get("/lines")).text.count("\n") == 1000
            assert (await client.get("/blocking", params={"q": "x"})).json() == "x"
        server.should_exit = True
        await task

    run(main())


def test_websockets(run: Any) -> None:
    pytest.importorskip("websockets", reason="websockets is not installed")
    from websockets.asyncio.client import connect
    from websockets.asyncio.server import serve

    async def main() -> None:
        async def echo(connection: Any) -> None:
            async for message in connection:
                await connection.send(json.dumps({"length": len(message)}))

        async with serve(echo, HOST, 0) as server:
            port = server.sockets[0].getsockname()[1]

            async def client() -> None:
                async with connect(f"ws://{HOST}:{port}") as connection:
                    for n in (0, 10, 300_000):
                        await connection.send("x" * n)
                        assert json.loads(await connection.recv()) == {"length": n}
                    await (await connection.ping())

            await asyncio.gather(*[client() for _ in range(20)])

    run(main())


def test_aiosqlite(run: Any) -> None:
    aiosqlite = pytest.importorskip("aiosqlite", reason="aiosqlite is not installed")

    async def main() -> None:
        async with aiosqlite.connect(":memory:") as db:
            await db.execute("create table t (n integer)")
            await asyncio.gather(*[db.execute("insert into t values (?)", (n,)) for n in range(100)])
            await db.commit()
            async with db.execute("select sum(n) from t") as cursor:
                assert await cursor.fetchone() == (4950,)
            async with db.execute("select n from t order by n") as cursor:
                assert [row[0] async for row in cursor] == list(range(100))

    run(main())
