# Rendered by loopspec from spec/subprocess/streams.yaml; do not edit, change the source and run `loopspec render`.
"""subprocess: streams."""


def test_stderr_goes_to_stdout(scenario):
    """With STDOUT the standard error of the child arrives in its standard output, in the order of the writes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('prints-to-both'), stdout=aio.subprocess.PIPE, stderr=aio.subprocess.STDOUT)
        scenario.check_is('process.stderr', process.stderr, None)
        scenario.check('within(process.communicate())', await outside.within(process.communicate()), (b'outerr', None))

    scenario.run(main)
    scenario.expect([])


def test_input_from_nowhere(scenario):
    """The input of a child is empty with DEVNULL."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('counts-input'), stdin=aio.subprocess.DEVNULL, stdout=aio.subprocess.PIPE)
        scenario.check_is('process.stdin', process.stdin, None)
        scenario.check('within(process.communicate())', await outside.within(process.communicate()), (b'0', None))

    scenario.run(main)
    scenario.expect([])


def test_output_to_nowhere(scenario):
    """Of two outputs the one with DEVNULL is dropped, and the other is read."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('prints-to-both'), stdout=aio.subprocess.DEVNULL, stderr=aio.subprocess.PIPE)
        scenario.check_is('process.stdout', process.stdout, None)
        scenario.check('within(process.communicate())', await outside.within(process.communicate()), (None, b'err'))

    scenario.run(main)
    scenario.expect([])


def test_pipes_are_streams(scenario):
    """With PIPE the input of a child is a StreamWriter and its outputs are StreamReaders."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('counts-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE, stderr=aio.subprocess.PIPE)
        scenario.check_type('process.stdin', process.stdin, aio.StreamWriter)
        scenario.check_type('process.stdout', process.stdout, aio.StreamReader)
        scenario.check_type('process.stderr', process.stderr, aio.StreamReader)
        scenario.check("within(process.communicate(b''))", await outside.within(process.communicate(b'')), (b'0', b''))

    scenario.run(main)
    scenario.expect([])


def test_streams_are_inherited_by_default(scenario):
    """A child that create_subprocess_exec starts has no streams of its own by default."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('[process.stdin, process.stdout, process.stderr]', [process.stdin, process.stdout, process.stderr], [None, None, None])
        scenario.check('within(process.wait())', await outside.within(process.wait()), 7)

    scenario.run(main)
    scenario.expect([])


def test_question_and_answer(scenario):
    """Data that a program writes to a child's input reaches the child at once, and its answer can be read before the next question."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        for question in [b'one', b'two', b'six']:
            process.stdin.write(question)
            scenario.check('within(process.stdout.readexactly(3))', await outside.within(process.stdout.readexactly(3)), question)
        process.stdin.close()
        scenario.check('within(process.stdout.read())', await outside.within(process.stdout.read()), b'')
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)

    scenario.run(main)
    scenario.expect([])


def test_input_is_closed(scenario):
    """The wait for a closed input of a child ends."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('counts-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        process.stdin.write(b'four')
        process.stdin.close()
        await outside.within(process.stdin.wait_closed())
        scenario.check('within(process.stdout.read())', await outside.within(process.stdout.read()), b'4')
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)

    scenario.run(main)
    scenario.expect([])


def test_end_of_the_input_alone(scenario):
    """The method write_eof of a child's input ends it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('counts-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check_is('process.stdin.can_write_eof()', process.stdin.can_write_eof(), True)
        process.stdin.write(b'four')
        process.stdin.write_eof()
        scenario.check('within(process.stdout.read())', await outside.within(process.stdout.read()), b'4')
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)

    scenario.run(main)
    scenario.expect([])


def test_output_ends_before_the_child(scenario):
    """The end of a child's output is read while the child runs on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('closes-output'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE, stderr=aio.subprocess.PIPE)
        scenario.check('within(gather(process.stdout.read(), process.stderr.read()))', await outside.within(aio.gather(process.stdout.read(), process.stderr.read())), [b'', b''])
        scenario.check_is('process.returncode', process.returncode, None)
        process.stdin.close()
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)

    scenario.run(main)
    scenario.expect([])


def test_output_is_read_after_the_end(scenario):
    """Output that a child has left in its pipe is read after the child has ended."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('prints-to-both'), stdout=aio.subprocess.PIPE, stderr=aio.subprocess.PIPE)
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)
        scenario.check('within(gather(process.stdout.read(), process.stderr.read()))', await outside.within(aio.gather(process.stdout.read(), process.stderr.read())), [b'out', b'err'])

    scenario.run(main)
    scenario.expect([])


def test_input_that_nobody_reads(scenario):
    """Writing to a child that has closed its input ends with an error of a broken connection, at the latest in `drain`."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        async def feed(stream):
            for turn in range(50):
                stream.write(b'0123456789' * 10000)
                await stream.drain()
                await aio.sleep(0)

        process = await aio.create_subprocess_exec(*outside.program('closes-input-and-stays'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check('within(process.stdout.readexactly(6))', await outside.within(process.stdout.readexactly(6)), b'closed')
        with scenario.raises('main', ConnectionError):
            await outside.within(feed(process.stdin))
        scenario.check_is('process.returncode', process.returncode, None)

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionError')])


def test_backpressure_of_a_child(scenario):
    """The method drain waits while a child does not read its input, and goes on when it does."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        sent = outside.pattern(300000)
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE, limit=10000)
        process.stdin.write(sent)
        draining = scenario.begin(process.stdin.drain())
        await scenario.settle(draining)
        scenario.check_is('draining.done()', draining.done(), False)
        scenario.check('within(process.stdout.readexactly(300_000))', await outside.within(process.stdout.readexactly(300000)), sent)
        await outside.within(draining)
        process.stdin.close()
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)

    scenario.run(main)
    scenario.expect([])


def test_limit_of_the_readers(scenario):
    """The limit that a child is started with is that of its readers."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('writes-much', 1000), stdout=aio.subprocess.PIPE, limit=100)
        with scenario.raises('main', aio.LimitOverrunError):
            await outside.within(process.stdout.readuntil(b'end'))
        scenario.check('within(process.communicate())', await outside.within(process.communicate()), (b'0123456789' * 100, None))

    scenario.run(main)
    scenario.expect([('main', 'raises LimitOverrunError')])


def test_output_to_a_file_of_the_program__output_file(scenario):
    """A child writes to the file, or the descriptor, that it is given as its standard output."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pipes = outside.pipe_pair()
        process = await aio.create_subprocess_exec(*outside.program('prints', 'hello'), stdout=pipes[1].file)
        pipes[1].close()
        scenario.check_is('process.stdout', process.stdout, None)
        scenario.check('pipes[0].receive_all()', await pipes[0].receive_all(), b'hello')
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)

    scenario.run(main)
    scenario.expect([])


def test_output_to_a_file_of_the_program__output_fileno(scenario):
    """A child writes to the file, or the descriptor, that it is given as its standard output."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pipes = outside.pipe_pair()
        process = await aio.create_subprocess_exec(*outside.program('prints', 'hello'), stdout=pipes[1].fileno())
        pipes[1].close()
        scenario.check_is('process.stdout', process.stdout, None)
        scenario.check('pipes[0].receive_all()', await pipes[0].receive_all(), b'hello')
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)

    scenario.run(main)
    scenario.expect([])


def test_input_from_a_file_of_the_program(scenario):
    """A child reads from the file that it is given as its standard input."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pipes = outside.pipe_pair()
        pipes[1].send(b'hello')
        pipes[1].close()
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=pipes[0].file, stdout=aio.subprocess.PIPE)
        scenario.check_is('process.stdin', process.stdin, None)
        scenario.check('within(process.communicate())', await outside.within(process.communicate()), (b'hello', None))

    scenario.run(main)
    scenario.expect([])


def test_child_inherits_its_streams_only(scenario):
    """A child has no descriptors but its three streams, although another child's pipes are open."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = await aio.create_subprocess_exec(*outside.program('counts-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        process = await aio.create_subprocess_exec(*outside.program('tells-descriptors'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE, stderr=aio.subprocess.PIPE)
        scenario.check('within(process.communicate())', await outside.within(process.communicate()), (b'[0, 1, 2]', b''))
        scenario.check("within(other.communicate(b''))", await outside.within(other.communicate(b'')), (b'0', None))

    scenario.run(main)
    scenario.expect([])


def test_unread_output_holds_the_child(scenario):
    """A child that writes more than its reader takes in waits while nobody reads, and goes on when its output is read."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('writes-much', 3000000), stdout=aio.subprocess.PIPE, limit=1000)
        for number in range(3):
            other = await aio.create_subprocess_exec(*outside.program('exits', 0))
            await outside.within(other.wait())
        scenario.check_is('process.returncode', process.returncode, None)
        output = await outside.within(process.stdout.read())
        scenario.check('len(output)', len(output), len(outside.pattern(3000000)))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)

    scenario.run(main)
    scenario.expect([])


def test_unread_errors_hold_the_child(scenario):
    """A child that writes more to its standard error than its reader takes in waits while nobody reads it, and goes on when it is read."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        sent = outside.pattern(3000000)
        process = await aio.create_subprocess_exec(*outside.program('copies-to-both'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE, stderr=aio.subprocess.PIPE, limit=1000)
        process.stdin.write(sent)
        process.stdin.close()
        reading = scenario.begin(process.stdout.read())
        for number in range(5):
            other = await aio.create_subprocess_exec(*outside.program('exits', 0))
            scenario.check('within(other.wait())', await outside.within(other.wait()), 0)
        scenario.check_is('reading.done()', reading.done(), False)
        scenario.check('within(process.stderr.read())', await outside.within(process.stderr.read()), sent)
        scenario.check('within(reading)', await outside.within(reading), sent)
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)

    scenario.run(main)
    scenario.expect([])


def test_rest_of_an_output_after_the_other__streams_process_stderr_process_stdout(scenario):
    """Data that a child has left in its outputs is read whole after its end, one after the other, in the order (process.stderr, process.stdout)."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        begun = outside.pattern(3000)
        rest = outside.pattern(60000)
        process = await aio.create_subprocess_exec(*outside.program('copies-to-both'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE, stderr=aio.subprocess.PIPE, limit=1000)
        process.stdin.write(begun)
        await outside.within(aio.gather(process.stdout.readexactly(1), process.stderr.readexactly(1)))
        process.stdin.write(rest)
        process.stdin.close()
        await scenario.wait_until('process.returncode is not None', lambda: process.returncode is not None)
        for stream in (process.stderr, process.stdout):
            scenario.check('within(stream.read())', await outside.within(stream.read()), begun[1:] + rest)
            await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_rest_of_an_output_after_the_other__streams_process_stdout_process_stderr(scenario):
    """Data that a child has left in its outputs is read whole after its end, one after the other, in the order (process.stdout, process.stderr)."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        begun = outside.pattern(3000)
        rest = outside.pattern(60000)
        process = await aio.create_subprocess_exec(*outside.program('copies-to-both'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE, stderr=aio.subprocess.PIPE, limit=1000)
        process.stdin.write(begun)
        await outside.within(aio.gather(process.stdout.readexactly(1), process.stderr.readexactly(1)))
        process.stdin.write(rest)
        process.stdin.close()
        await scenario.wait_until('process.returncode is not None', lambda: process.returncode is not None)
        for stream in (process.stdout, process.stderr):
            scenario.check('within(stream.read())', await outside.within(stream.read()), begun[1:] + rest)
            await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_limit_of_the_reader_of_errors(scenario):
    """The limit that a child is started with is that of the reader of its standard error as well."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('copies-to-both'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE, stderr=aio.subprocess.PIPE, limit=100)
        process.stdin.write(outside.pattern(1000))
        with scenario.raises('main', aio.LimitOverrunError):
            await outside.within(process.stderr.readuntil(b'the end'))
        scenario.check("within(process.communicate(b''))", await outside.within(process.communicate(b'')), (outside.pattern(1000), outside.pattern(1000)))

    scenario.run(main)
    scenario.expect([('main', 'raises LimitOverrunError')])


def test_wait_for_a_broken_input(scenario):
    """The wait for the close of an input that the child has closed ends, with an error of the connection or without, and nothing is reported."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        sent = outside.pattern(1000000)

        def handler(loop, context):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        process = await aio.create_subprocess_exec(*outside.program('closes-input-and-stays'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        process.stdin.write(sent)
        scenario.check('within(process.stdout.readexactly(6))', await outside.within(process.stdout.readexactly(6)), b'closed')
        try:
            await outside.within(process.stdin.wait_closed())
        except ConnectionError:
            scenario.check_is('process.returncode', process.returncode, None)
        process.kill()
        scenario.check('within(process.wait())', await outside.within(process.wait()), -tools.signal_number('SIGKILL'))
        tools.collect()

    scenario.run(main)
    scenario.expect([])


def test_outputs_that_end_before_the_child(scenario):
    """A child whose outputs have ended before it ends is waited for without a report to the exception handler."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        process = await aio.create_subprocess_exec(*outside.program('closes-output'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE, stderr=aio.subprocess.PIPE)
        scenario.check('within(gather(process.stdout.read(), process.stderr.read()))', await outside.within(aio.gather(process.stdout.read(), process.stderr.read())), [b'', b''])
        process.stdin.close()
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_output_that_nobody_reads_holds_the_child(scenario):
    """The output of a child that nobody reads is taken up to the limit of its stream; the child waits, and all of it can be read later."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('writes-much', 3000000), stdout=aio.subprocess.PIPE, limit=1000)
        waiting = scenario.begin(process.wait())
        await aio.sleep(scenario.seconds(0.3))
        scenario.check_is('waiting.done()', waiting.done(), False)
        output = await outside.within(process.stdout.read())
        scenario.check('len(output)', len(output), len(outside.pattern(3000000)))
        scenario.check('within(waiting)', await outside.within(waiting), 0)

    scenario.run(main)
    scenario.expect([])
