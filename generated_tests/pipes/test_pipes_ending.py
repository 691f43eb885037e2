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
