# Rendered by loopspec from spec/pipes/transports.yaml; do not edit, change the source and run `loopspec render`.
"""pipes: transports."""


def test_read_pipe_is_a_read_transport(scenario):
    """The transport of connect_read_pipe is an instance of ReadTransport."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        scenario.check_type('connection[0]', connection[0], aio.ReadTransport)
        connection[0].close()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_write_pipe_is_a_write_transport(scenario):
    """The transport of connect_write_pipe is an instance of WriteTransport."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        scenario.check_type('connection[0]', connection[0], aio.WriteTransport)
        connection[0].close()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_write_eof_is_no_error(scenario):
    """A pipe whose writing was ended by write_eof is lost with None."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].write(b'hello')
        connection[0].write_eof()
        scenario.check('ends[0].receive_all()', await ends[0].receive_all(), b'hello')
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)

    scenario.run(main)
    scenario.expect([])
