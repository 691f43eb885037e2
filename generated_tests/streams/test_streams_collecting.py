# Rendered by loopspec from spec/streams/collecting.yaml; do not edit, change the source and run `loopspec render`.
"""streams: collecting."""


def test_reader_of_a_server_is_let_go(scenario):
    """Nothing keeps the reader and the writer of a server's connection once it was closed and the callback has returned."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        kept = list()

        async def serve(reader, writer):
            kept.append(tools.weak(reader))
            kept.append(tools.weak(writer))
            writer.close()
            await writer.wait_closed()

        server = await aio.start_server(serve, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        scenario.check('peer.receive_all()', await peer.receive_all(), b'')
        peer.close()
        await scenario.settle()
        await scenario.wait_until('collect() is None and not [one for one in kept if one() is not None]', lambda: tools.collect() is None and (not [one for one in kept if one() is not None]))
        scenario.check('len(kept)', len(kept), 2)
        server.close()

    scenario.run(main)
    scenario.expect([])
