# Rendered by loopspec from spec/sockets/transfer.yaml; do not edit, change the source and run `loopspec render`.
"""sockets: transfer."""


def test_sendall_sends_all(scenario):
    """`sock_sendall` ends when all data is sent, however slowly the peer reads."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        sent = outside.pattern(1000000)
        sending = scenario.begin(aio.get_running_loop().sock_sendall(ends[0].socket, sent))
        scenario.check('ends[1].receive(1_000_000)', await ends[1].receive(1000000), sent)
        scenario.check('within(sending)', await outside.within(sending), None)

    scenario.run(main)
    scenario.expect([])


def test_recv_waits_for_data(scenario):
    """`sock_recv` waits, the loop asleep, until the peer has sent."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()

        def thread_steps():
            ends[1].send(b'hello')

        scenario.while_idle(thread_steps)
        scenario.check('within(get_running_loop().sock_recv(ends[0].socket, 100))', await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, 100)), b'hello')

    scenario.run(main)
    scenario.expect([])
