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
