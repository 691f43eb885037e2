# Rendered by loopspec from spec/tls/delivery.yaml; do not edit, change the source and run `loopspec render`.
"""TLS: delivery."""


def test_data_goes_both_ways(scenario):
    """Over TLS, what either side sends reaches the other one whole and in order."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        sent = outside.pattern(200000)

        class Far(outside.protocol_class('Far', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server, buffers='small')
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        await peer.send_all(sent)
        scenario.check('within(Far.instances[0].received(200_000))', await outside.within(Far.instances[0].received(200000)), sent)
        Far.instances[0].transport.write(sent)
        scenario.check('peer.receive(200_000)', await peer.receive(200000), sent)
        await peer.close_tls()
        peer.close()
        await outside.within(Far.instances[0].closed())
        server.close()

    scenario.run(main)
    scenario.expect([])
