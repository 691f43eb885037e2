# Rendered by loopspec from spec/datagrams/endpoint.yaml; do not edit, change the source and run `loopspec render`.
"""datagrams: endpoint."""


def test_datagram_arrives_with_its_sender__family_tcp4(scenario):
    """A datagram arrives with the address of its sender, to which an answer can be sent."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket('tcp4')

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            def datagram_received(this, data, addr):
                super().datagram_received(data, addr)
                transport = this.transport
                transport.sendto(b'echo ' + data, outside.address_of(addr))

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, (outside.host_of(other), 0))
        other.send(b'hello', made[0])
        scenario.check('within(made[1].received(1))', await outside.within(made[1].received(1)), b'hello')
        scenario.check('other.receive()', await other.receive(), b'echo hello')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_datagram_arrives_with_its_sender__family_tcp6(scenario):
    """A datagram arrives with the address of its sender, to which an answer can be sent."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket('tcp6')

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            def datagram_received(this, data, addr):
                super().datagram_received(data, addr)
                transport = this.transport
                transport.sendto(b'echo ' + data, outside.address_of(addr))

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, (outside.host_of(other), 0))
        other.send(b'hello', made[0])
        scenario.check('within(made[1].received(1))', await outside.within(made[1].received(1)), b'hello')
        scenario.check('other.receive()', await other.receive(), b'echo hello')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])
