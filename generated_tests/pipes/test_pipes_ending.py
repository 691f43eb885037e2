# Rendered by loopspec from spec/pipes/ending.yaml; do not edit, change the source and run `loopspec render`.
"""pipes: ending."""


def test_closed_and_aborted__first_abort_then_abort(scenario):
    """A pipe that is written and has nothing to send is lost once, with None, after abort and then abort."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {tools.class_name(exc)}')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].abort()
        connection[0].abort()
        await outside.within(Writer.instances[0].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Writer', 'lost NoneType')])


def test_closed_and_aborted__first_abort_then_close(scenario):
    """A pipe that is written and has nothing to send is lost once, with None, after abort and then close."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {tools.class_name(exc)}')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].abort()
        connection[0].close()
        await outside.within(Writer.instances[0].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Writer', 'lost NoneType')])


def test_closed_and_aborted__first_close_then_abort(scenario):
    """A pipe that is written and has nothing to send is lost once, with None, after close and then abort."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {tools.class_name(exc)}')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].close()
        connection[0].abort()
        await outside.within(Writer.instances[0].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Writer', 'lost NoneType')])


def test_closed_and_aborted__first_close_then_close(scenario):
    """A pipe that is written and has nothing to send is lost once, with None, after close and then close."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {tools.class_name(exc)}')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].close()
        connection[0].close()
        await outside.within(Writer.instances[0].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Writer', 'lost NoneType')])


def test_closed_and_aborted__first_write_eof_then_abort(scenario):
    """A pipe that is written and has nothing to send is lost once, with None, after write_eof and then abort."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {tools.class_name(exc)}')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].write_eof()
        connection[0].abort()
        await outside.within(Writer.instances[0].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Writer', 'lost NoneType')])


def test_closed_and_aborted__first_write_eof_then_close(scenario):
    """A pipe that is written and has nothing to send is lost once, with None, after write_eof and then close."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {tools.class_name(exc)}')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].write_eof()
        connection[0].close()
        await outside.within(Writer.instances[0].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Writer', 'lost NoneType')])


def test_aborted_with_data_to_send(scenario):
    """Nothing is left in the write buffer of a pipe that was aborted with data to send."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        sent = outside.pattern(1000000)

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].write(sent)
        scenario.check_is('connection[0].get_write_buffer_size() > 0', connection[0].get_write_buffer_size() > 0, True)
        connection[0].abort()
        scenario.check_is('connection[0].get_write_buffer_size() == 0', connection[0].get_write_buffer_size() == 0, True)
        await outside.within(Writer.instances[0].closed())

    scenario.run(main)
    scenario.expect([])


def test_next_pipe_after_an_aborted_one__ended_aborted(scenario):
    """After a pipe was aborted with data to send, one that has the same descriptor sends all of its own, and is lost when its reader goes."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        way = 'aborted'
        sent = outside.pattern(1000000)

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', 'lost')

        for round in range(3):
            ends = outside.pipe_pair()
            connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
            connection[0].write(sent)
            await scenario.pause()
            connection[0].abort() if way == 'aborted' else ends[0].close()
            await outside.within(Writer.instances[-1].closed())
            ends[0].close()
        ends = outside.pipe_pair()
        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].write(sent)
        scenario.check('ends[0].receive(1_000_000)', await ends[0].receive(1000000), sent)
        ends[0].close()
        await outside.within(Writer.instances[-1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Writer', 'lost'),
            ('Writer', 'lost'),
            ('Writer', 'lost'),
            ('Writer', 'lost'),
        ]
    )


def test_next_pipe_after_an_aborted_one__ended_lost(scenario):
    """After a pipe was lost with data to send, one that has the same descriptor sends all of its own, and is lost when its reader goes."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        way = 'lost'
        sent = outside.pattern(1000000)

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', 'lost')

        for round in range(3):
            ends = outside.pipe_pair()
            connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
            connection[0].write(sent)
            await scenario.pause()
            connection[0].abort() if way == 'aborted' else ends[0].close()
            await outside.within(Writer.instances[-1].closed())
            ends[0].close()
        ends = outside.pipe_pair()
        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].write(sent)
        scenario.check('ends[0].receive(1_000_000)', await ends[0].receive(1000000), sent)
        ends[0].close()
        await outside.within(Writer.instances[-1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Writer', 'lost'),
            ('Writer', 'lost'),
            ('Writer', 'lost'),
            ('Writer', 'lost'),
        ]
    )


def test_next_pipe_after_a_closed_one__size_0(scenario):
    """After a pipe was closed with 0 bytes to send, one that has the same descriptor is lost when its reader goes, and nothing is reported."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        sent = outside.pattern(0)

        def handler(loop, context):
            log('handler', 'reported')

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {exc}')

        aio.get_running_loop().set_exception_handler(handler)
        for round in range(3):
            ends = outside.pipe_pair()
            connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
            connection[0].write(sent)
            connection[0].close()
            scenario.check('ends[0].receive_all()', await ends[0].receive_all(), sent)
            await outside.within(connection[1].closed())
            ends[0].close()
        ends = outside.pipe_pair()
        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        ends[0].close()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Writer', 'lost None'),
            ('Writer', 'lost None'),
            ('Writer', 'lost None'),
            ('Writer', 'lost None'),
        ]
    )


def test_next_pipe_after_a_closed_one__size_1_000_000(scenario):
    """After a pipe was closed with 1_000_000 bytes to send, one that has the same descriptor is lost when its reader goes, and nothing is reported."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        sent = outside.pattern(1000000)

        def handler(loop, context):
            log('handler', 'reported')

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {exc}')

        aio.get_running_loop().set_exception_handler(handler)
        for round in range(3):
            ends = outside.pipe_pair()
            connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
            connection[0].write(sent)
            connection[0].close()
            scenario.check('ends[0].receive_all()', await ends[0].receive_all(), sent)
            await outside.within(connection[1].closed())
            ends[0].close()
        ends = outside.pipe_pair()
        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        ends[0].close()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Writer', 'lost None'),
            ('Writer', 'lost None'),
            ('Writer', 'lost None'),
            ('Writer', 'lost None'),
        ]
    )


def test_loss_waits_for_the_loop__way_abort(scenario):
    """A pipe is lost after the call of abort has returned, not within it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', 'lost')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].abort()
        log('main', 'goes on')
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'goes on'),
            ('Writer', 'lost'),
        ]
    )


def test_loss_waits_for_the_loop__way_close(scenario):
    """A pipe is lost after the call of close has returned, not within it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', 'lost')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].close()
        log('main', 'goes on')
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'goes on'),
            ('Writer', 'lost'),
        ]
    )


def test_loss_waits_for_the_loop__way_write_eof(scenario):
    """A pipe is lost after the call of write_eof has returned, not within it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', 'lost')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].write_eof()
        log('main', 'goes on')
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'goes on'),
            ('Writer', 'lost'),
        ]
    )


def test_loss_of_a_pipe_that_is_read_waits(scenario):
    """A pipe that is read is lost after the call of close has returned, not within it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Reader', 'lost')

        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        connection[0].close()
        log('main', 'goes on')
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'goes on'),
            ('Reader', 'lost'),
        ]
    )


def test_protocol_of_a_lost_pipe_is_let_go__method_connect_read_pipe(scenario):
    """The transport of a pipe that is lost, which the program keeps, does not keep its protocol, for connect_read_pipe."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        method = 'connect_read_pipe'

        async def connect():
            connection = await aio.get_running_loop().connect_read_pipe(Client, ends[0].file if method == 'connect_read_pipe' else ends[1].file)
            connection[0].close()
            await outside.within(connection[1].closed())
            reference = tools.weak(connection[1])
            return (connection[0], reference)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        left = await connect()
        remembered = left[1]
        Client.instances.clear()
        await aio.sleep(0)
        tools.collect()
        scenario.check('(left[0].is_closing(), remembered())', (left[0].is_closing(), remembered()), (True, None))

    scenario.run(main)
    scenario.expect([])


def test_protocol_of_a_lost_pipe_is_let_go__method_connect_write_pipe(scenario):
    """The transport of a pipe that is lost, which the program keeps, does not keep its protocol, for connect_write_pipe."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        method = 'connect_write_pipe'

        async def connect():
            connection = await aio.get_running_loop().connect_write_pipe(Client, ends[0].file if method == 'connect_read_pipe' else ends[1].file)
            connection[0].close()
            await outside.within(connection[1].closed())
            reference = tools.weak(connection[1])
            return (connection[0], reference)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        left = await connect()
        remembered = left[1]
        Client.instances.clear()
        await aio.sleep(0)
        tools.collect()
        scenario.check('(left[0].is_closing(), remembered())', (left[0].is_closing(), remembered()), (True, None))

    scenario.run(main)
    scenario.expect([])


def test_loop_of_a_lost_pipe_is_let_go__method_connect_read_pipe(scenario):
    """The transport of a pipe that is lost, which the program keeps, does not keep its closed loop, for connect_read_pipe."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    ends = outside.pipe_pair()
    method = 'connect_read_pipe'

    async def connect():
        connection = await aio.get_running_loop().connect_read_pipe(Client, ends[0].file if method == 'connect_read_pipe' else ends[1].file)
        connection[0].close()
        await outside.within(connection[1].closed())
        return connection[0]

    class Client(outside.protocol_class('Client', 'Protocol')):
        pass

    loop = aio.new_event_loop()
    transport = loop.run_until_complete(connect())
    loop.close()
    remembered = tools.weak(loop)
    loop = None
    tools.collect()
    scenario.check('(transport.is_closing(), remembered())', (transport.is_closing(), remembered()), (True, None))
    scenario.expect([])


def test_loop_of_a_lost_pipe_is_let_go__method_connect_write_pipe(scenario):
    """The transport of a pipe that is lost, which the program keeps, does not keep its closed loop, for connect_write_pipe."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    ends = outside.pipe_pair()
    method = 'connect_write_pipe'

    async def connect():
        connection = await aio.get_running_loop().connect_write_pipe(Client, ends[0].file if method == 'connect_read_pipe' else ends[1].file)
        connection[0].close()
        await outside.within(connection[1].closed())
        return connection[0]

    class Client(outside.protocol_class('Client', 'Protocol')):
        pass

    loop = aio.new_event_loop()
    transport = loop.run_until_complete(connect())
    loop.close()
    remembered = tools.weak(loop)
    loop = None
    tools.collect()
    scenario.check('(transport.is_closing(), remembered())', (transport.is_closing(), remembered()), (True, None))
    scenario.expect([])
