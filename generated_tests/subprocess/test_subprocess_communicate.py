# Rendered by loopspec from spec/subprocess/communicate.yaml; do not edit, change the source and run `loopspec render`.
"""subprocess: communicate."""


def test_much_data_both_ways(scenario):
    """A megabyte of input and a megabyte of output pass the pipes of a child complete and in order."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        sent = outside.pattern(1000000)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check('within(process.communicate(sent))', await outside.within(process.communicate(sent)), (sent, None))
        scenario.check('process.returncode', process.returncode, 0)

    scenario.run(main)
    scenario.expect([])


def test_both_outputs_are_read(scenario):
    """Standard output and standard error of a child are read at the same time, each to its own end."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        sent = outside.pattern(300000)
        process = await aio.create_subprocess_exec(*outside.program('copies-to-both'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE, stderr=aio.subprocess.PIPE)
        scenario.check('within(process.communicate(sent))', await outside.within(process.communicate(sent)), (sent, sent))

    scenario.run(main)
    scenario.expect([])


def test_output_without_input(scenario):
    """The output of a child is read to its end when no input is given."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('writes-much', 300000), stdout=aio.subprocess.PIPE)
        output = await outside.within(process.communicate())
        scenario.check_is("output[0] == b'0123456789' * 30_000", output[0] == b'0123456789' * 30000, True)
        scenario.check('process.returncode', process.returncode, 0)

    scenario.run(main)
    scenario.expect([])


def test_none_closes_the_input(scenario):
    """The standard input of the child is closed when the input is None."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('counts-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check('within(process.communicate(None))', await outside.within(process.communicate(None)), (b'0', None))

    scenario.run(main)
    scenario.expect([])


def test_empty_input_closes_the_input(scenario):
    """The standard input of the child is closed when the input is empty."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('counts-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check("within(process.communicate(b''))", await outside.within(process.communicate(b'')), (b'0', None))

    scenario.run(main)
    scenario.expect([])


def test_streams_that_are_no_pipes(scenario):
    """A stream that is not a pipe is None in what communicate returns."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('within(process.communicate())', await outside.within(process.communicate()), (None, None))
        scenario.check('process.returncode', process.returncode, 7)

    scenario.run(main)
    scenario.expect([])


def test_child_does_not_read_its_input(scenario):
    """A child that exits without reading its input is no error."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        sent = outside.pattern(300000)
        process = await aio.create_subprocess_exec(*outside.program('exits', 7), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check('within(process.communicate(sent))', await outside.within(process.communicate(sent)), (b'', None))
        scenario.check('process.returncode', process.returncode, 7)

    scenario.run(main)
    scenario.expect([])


def test_child_closes_its_input(scenario):
    """A child that closes its input early is no error, and its output is read."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        sent = outside.pattern(300000)
        process = await aio.create_subprocess_exec(*outside.program('closes-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check('within(process.communicate(sent))', await outside.within(process.communicate(sent)), (b'closed', None))

    scenario.run(main)
    scenario.expect([])


def test_beside_another_child(scenario):
    """The end of a child's input is seen by the child while another child runs that was started later."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        other = await aio.create_subprocess_exec(*outside.program('is-ready-and-sleeps'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check('within(other.stdout.readexactly(5))', await outside.within(other.stdout.readexactly(5)), b'ready')
        scenario.check("within(process.communicate(b'hello'))", await outside.within(process.communicate(b'hello')), (b'hello', None))
        scenario.check_is('other.returncode', other.returncode, None)

    scenario.run(main)
    scenario.expect([])


def test_cancelled_communicate(scenario):
    """A cancelled communicate leaves the child running, and it is waited for afterwards."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('sleeps'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        communicating = scenario.begin(process.communicate(b'hello'))
        await scenario.settle(communicating)
        communicating.cancel()
        with scenario.raises('main', aio.CancelledError):
            await communicating
        scenario.check_is('process.returncode', process.returncode, None)
        process.kill()
        scenario.check('within(process.wait())', await outside.within(process.wait()), -tools.signal_number('SIGKILL'))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_while_it_writes(scenario):
    """A communicate that is cancelled while the child does not read leaves the child's input open."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        sent = outside.pattern(1000000)
        process = await aio.create_subprocess_exec(*outside.program('sleeps'), stdin=aio.subprocess.PIPE)
        communicating = scenario.begin(process.communicate(sent))
        await scenario.settle(communicating)
        communicating.cancel()
        with scenario.raises('main', aio.CancelledError):
            await communicating
        scenario.check_is('process.stdin.is_closing()', process.stdin.is_closing(), False)
        process.kill()
        scenario.check('within(process.wait())', await outside.within(process.wait()), -tools.signal_number('SIGKILL'))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_text_is_refused(scenario):
    """A text in the place of the input of communicate is refused with an error of its type, and the child runs on."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('sleeps'), stdin=aio.subprocess.PIPE)
        with scenario.raises('main', (TypeError, AssertionError)):
            await outside.within(process.communicate('hello'))
        scenario.check_is('process.returncode', process.returncode, None)
        process.kill()
        scenario.check('within(process.wait())', await outside.within(process.wait()), -tools.signal_number('SIGKILL'))

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_waits_for_the_end_of_the_child(scenario):
    """The method communicate returns when the child has ended, although its outputs have ended before."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('closes-output'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE, stderr=aio.subprocess.PIPE)
        sleeper = await aio.create_subprocess_exec(*outside.program('sleeps'), stdout=aio.subprocess.PIPE)
        communicating = scenario.begin(sleeper.communicate())
        scenario.check("within(process.communicate(b''))", await outside.within(process.communicate(b'')), (b'', b''))
        scenario.check('process.returncode', process.returncode, 0)
        scenario.check_is('communicating.done()', communicating.done(), False)
        sleeper.kill()
        scenario.check('within(communicating)', await outside.within(communicating), (b'', None))
        scenario.check('sleeper.returncode', sleeper.returncode, -tools.signal_number('SIGKILL'))

    scenario.run(main)
    scenario.expect([])


def test_broken_input_is_not_reported(scenario):
    """A child that closes its input before it has read it is communicated with, and ends, without a report to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        sent = outside.pattern(1000000)

        async def talk():
            process = await aio.create_subprocess_exec(*outside.program('closes-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
            scenario.check('within(process.communicate(sent))', await outside.within(process.communicate(sent)), (b'closed', None))

        def handler(loop, context):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        await talk()
        await scenario.pause()
        tools.collect()

    scenario.run(main)
    scenario.expect([])
