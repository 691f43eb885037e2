# Rendered by loopspec from spec/subprocess/life.yaml; do not edit, change the source and run `loopspec render`.
"""subprocess: life."""


def test_loop_of_another_thread(scenario):
    """A loop that runs in another thread starts children and waits for them."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def entry():
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check("within(process.communicate(b'hello'))", await outside.within(process.communicate(b'hello')), (b'hello', None))
        log('entry', f'{process.returncode}')

    def thread_steps():
        aio.run(entry())

    scenario.in_thread(thread_steps)
    scenario.expect([('entry', '0')])


def test_two_loops_at_once(scenario):
    """Two loops in two threads have children at the same time, and each reports the exit of its own."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        async def entry():
            child = await aio.create_subprocess_exec(*outside.program('exits', 7))
            ended = await outside.within(child.wait())
            log('entry', f'{ended}')

        process = await aio.create_subprocess_exec(*outside.program('sleeps'))
        waiting = scenario.begin(process.wait())

        def thread_steps():
            aio.run(entry())

        await scenario.beside_thread(thread_steps)
        scenario.check_is('waiting.done()', waiting.done(), False)
        process.kill()
        scenario.check('within(waiting)', await outside.within(waiting), -tools.signal_number('SIGKILL'))

    scenario.run(main)
    scenario.expect([('entry', '7')])


def test_two_loops_one_after_the_other(scenario):
    """A loop that is made after another one was closed reports the exit of its children."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def entry(number):
        process = await aio.create_subprocess_exec(*outside.program('exits', number))
        ended = await outside.within(process.wait())
        log('entry', f'{ended}')

    for status in range(2):
        aio.run(entry(status))
    scenario.expect(
        [
            ('entry', '0'),
            ('entry', '1'),
        ]
    )


def test_child_outlives_a_run_of_its_loop(scenario):
    """The exit of a child that ends while its loop does not run is reported in the loop's next run."""
    aio, outside = scenario.aio, scenario.outside()

    pipes = outside.pipe_pair()

    async def start():
        child = await aio.create_subprocess_exec(*outside.program('exits', 7), stdout=pipes[1].file)
        return child

    async def ends():
        await pipes[0].receive_all()

    loop = scenario.open_loop()
    process = loop.run_until_complete(start())
    pipes[1].close()
    aio.run(ends())
    scenario.check('loop.run_until_complete(process.wait())', loop.run_until_complete(process.wait()), 7)
    scenario.expect([])


def test_close_with_a_child(scenario):
    """A loop is closed although a child of its runs."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def start():
        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('is-ready-and-sleeps'))
        await outside.within(made[1].received(5))

    class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
        pass

    loop = scenario.open_loop()
    loop.run_until_complete(start())
    loop.close()
    scenario.check_is('loop.is_closed()', loop.is_closed(), True)
    log('program', 'goes on')
    scenario.expect([('program', 'goes on')])


def test_handler_of_sigchld(scenario):
    """A handler of the loop for SIGCHLD is called at the end of a child, and the child's wait returns its return code."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        told = aio.Event()
        aio.get_running_loop().add_signal_handler(tools.signal_number('SIGCHLD'), told.set)
        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        await outside.within(told.wait())
        scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
        scenario.check("get_running_loop().remove_signal_handler(signal_number('SIGCHLD'))", aio.get_running_loop().remove_signal_handler(tools.signal_number('SIGCHLD')), True)

    scenario.run(main)
    scenario.expect([])


def test_input_that_a_grandchild_holds(scenario):
    """The input of a child that has exited, and has no other stream, is closed though a grandchild still holds it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('has-a-grandchild'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.DEVNULL)
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)
        await outside.within(process.stdin.wait_closed())
        scenario.check_is('process.stdin.is_closing()', process.stdin.is_closing(), True)

    scenario.run(main)
    scenario.expect([])
