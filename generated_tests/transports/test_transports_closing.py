# Rendered by loopspec from spec/transports/closing.yaml; do not edit, change the source and run `loopspec render`.
"""transports: closing."""


def test_half_closed_goes_on_receiving(scenario):
    """A transport whose write end is closed receives what its peer still sends."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        Client.instances[0].transport.write(b'question')
        Client.instances[0].transport.write_eof()
        scenario.check('peer.receive_all()', await peer.receive_all(), b'question')
        peer.send(b'answer')
        scenario.check('within(Client.instances[0].received(6))', await outside.within(Client.instances[0].received(6)), b'answer')
        peer.close()
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect([])


def test_connection_lost_is_called_once(scenario):
    """After a transport that has data to send is closed, the protocol's connection_lost is called once, with None."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        outside.small_buffers(Client.instances[0].transport)
        Client.instances[0].transport.write(sent)
        Client.instances[0].transport.close()
        scenario.check('peer.receive_all()', await peer.receive_all(), sent)
        await outside.within(Client.instances[0].closed())
        peer.close()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_reset_by_the_peer_is_an_exception(scenario):
    """A connection that its peer resets is lost with an exception, without eof_received."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):

            def eof_received(this):
                super().eof_received()
                log('Client', 'eof')


            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {tools.class_name(exc)}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        peer.reset()
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect([('Client', 'lost ConnectionResetError')])
