# Rendered by loopspec from spec/transports/delivery.yaml; do not edit, change the source and run `loopspec render`.
"""transports: delivery."""


def test_what_is_written_arrives_complete_and_in_order(scenario):
    """All bytes that a transport is given while its peer reads slowly reach the peer, in the order of the writes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await connecting
        outside.small_buffers(Client.instances[0].transport)
        for at in range(10):
            Client.instances[0].transport.write(sent[at * 100000:(at + 1) * 100000])
        Client.instances[0].transport.close()
        scenario.check('peer.receive_all()', await peer.receive_all(), sent)

    scenario.run(main)
    scenario.expect([])


def test_what_arrives_is_delivered_in_order(scenario):
    """The pieces that a protocol receives are what its peer sent, in order."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(300000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await connecting
        sending = scenario.begin(peer.send_all(sent))
        scenario.check('within(Client.instances[0].received(300_000))', await outside.within(Client.instances[0].received(300000)), sent)
        await sending

    scenario.run(main)
    scenario.expect([])
