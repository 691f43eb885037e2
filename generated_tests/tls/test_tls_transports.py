# Rendered by loopspec from spec/tls/transports.yaml; do not edit, change the source and run `loopspec render`.
"""TLS: transports."""


def test_is_a_transport(scenario):
    """The transport of a connection over TLS is an instance of Transport."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        await peer.start_tls()
        connection = await outside.within(connecting)
        scenario.check_type('connection[0]', connection[0], aio.Transport)
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([])
