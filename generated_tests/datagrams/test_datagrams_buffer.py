# Rendered by loopspec from spec/datagrams/buffer.yaml; do not edit, change the source and run `loopspec render`.
"""datagrams: buffer."""


def test_size_of_what_waits(scenario):
    """The size of the write buffer grows with each datagram for which the peer has no room, and falls with each that is sent, down to zero."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')
        sizes = list()
        later = list()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, sock=own.socket)
        for number in range(1000):
            made[0].sendto(bytes(1000), outside.address_of(other))
        await scenario.pause()
        before = made[0].get_write_buffer_size()
        for number in range(10):
            made[0].sendto(bytes(1000), outside.address_of(other))
            sizes.append(made[0].get_write_buffer_size())
        scenario.check_is('sizes == sorted(sizes) and sizes[0] > before > 0 and sizes[9] >= before + 10_000', sizes == sorted(sizes) and sizes[0] > before > 0 and (sizes[9] >= before + 10000), True)
        for number in range(1010):
            await other.receive()
            later.append(made[0].get_write_buffer_size())
        scenario.check_is('later == sorted(later, reverse=True)', later == sorted(later, reverse=True), True)
        scenario.check('made[0].get_write_buffer_size()', made[0].get_write_buffer_size(), 0)
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])
