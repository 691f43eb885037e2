# Rendered by loopspec from spec/subprocess/exit.yaml; do not edit, change the source and run `loopspec render`.
"""subprocess: exit."""


def test_status_is_the_return_code__status_0(scenario):
    """The method wait returns the status with which the child has exited, and sets `returncode` to it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('exits', 0))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)
        scenario.check('process.returncode', process.returncode, 0)

    scenario.run(main)
    scenario.expect([])


def test_status_is_the_return_code__status_255(scenario):
    """The method wait returns the status with which the child has exited, and sets `returncode` to it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('exits', 255))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 255)
        scenario.check('process.returncode', process.returncode, 255)

    scenario.run(main)
    scenario.expect([])


def test_status_is_the_return_code__status_7(scenario):
    """The method wait returns the status with which the child has exited, and sets `returncode` to it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 7)
        scenario.check('process.returncode', process.returncode, 7)

    scenario.run(main)
    scenario.expect([])


def test_signal_is_a_negative_return_code__signal_sigkill(scenario):
    """The return code of a child that a signal has ended is the negative number of the signal."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('signals-itself', 'SIGKILL'))
        scenario.check('within(process.wait())', await outside.within(process.wait()), -tools.signal_number('SIGKILL'))

    scenario.run(main)
    scenario.expect([])


def test_signal_is_a_negative_return_code__signal_sigterm(scenario):
    """The return code of a child that a signal has ended is the negative number of the signal."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('signals-itself', 'SIGTERM'))
        scenario.check('within(process.wait())', await outside.within(process.wait()), -tools.signal_number('SIGTERM'))

    scenario.run(main)
    scenario.expect([])


def test_signal_is_a_negative_return_code__signal_sigusr1(scenario):
    """The return code of a child that a signal has ended is the negative number of the signal."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('signals-itself', 'SIGUSR1'))
        scenario.check('within(process.wait())', await outside.within(process.wait()), -tools.signal_number('SIGUSR1'))

    scenario.run(main)
    scenario.expect([])


def test_running_child_has_no_return_code(scenario):
    """The return code is None while the child runs."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check_is('process.returncode', process.returncode, None)
        process.stdin.write(b'here')
        scenario.check('within(process.stdout.readexactly(4))', await outside.within(process.stdout.readexactly(4)), b'here')
        scenario.check_is('process.returncode', process.returncode, None)
        process.stdin.close()
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)

    scenario.run(main)
    scenario.expect([])


def test_return_code_comes_without_a_wait(scenario):
    """The return code is there after the exit of a child that nobody waits for."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        await scenario.wait_until('process.returncode is not None', lambda: process.returncode is not None)
        scenario.check('process.returncode', process.returncode, 7)

    scenario.run(main)
    scenario.expect([])


def test_wait_after_the_end(scenario):
    """The method wait returns at once for a child that has ended, as often as it is called."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        await scenario.wait_until('process.returncode is not None', lambda: process.returncode is not None)
        for turn in range(2):
            scenario.check('within(process.wait())', await outside.within(process.wait()), 7)

    scenario.run(main)
    scenario.expect([])


def test_several_tasks_wait(scenario):
    """All tasks that wait for one child are given its return code."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        waiting = []
        process = await aio.create_subprocess_exec(*outside.program('sleeps'))
        for turn in range(3):
            waiter = scenario.begin(process.wait())
            waiting.append(waiter)
        await scenario.settle()
        process.kill()
        scenario.check('within(gather(*waiting))', await outside.within(aio.gather(*waiting)), [-tools.signal_number('SIGKILL')] * 3)

    scenario.run(main)
    scenario.expect([])


def test_cancelled_wait_leaves_the_child_alone(scenario):
    """A cancelled wait does not end the child, and the next wait returns its return code."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('copies-input'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        waiting = scenario.begin(process.wait())
        await scenario.settle(waiting)
        waiting.cancel()
        with scenario.raises('main', aio.CancelledError):
            await waiting
        process.stdin.write(b'here')
        scenario.check('within(process.stdout.readexactly(4))', await outside.within(process.stdout.readexactly(4)), b'here')
        scenario.check_is('process.returncode', process.returncode, None)
        process.stdin.close()
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_wait_beside_another(scenario):
    """A wait that is cancelled does not disturb another one for the same child."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('sleeps'))
        cancelled = scenario.begin(process.wait())
        waiting = scenario.begin(process.wait())
        await scenario.settle()
        cancelled.cancel()
        with scenario.raises('main', aio.CancelledError):
            await cancelled
        process.kill()
        scenario.check('within(waiting)', await outside.within(waiting), -tools.signal_number('SIGKILL'))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_wait_with_a_timeout(scenario):
    """A wait for a child that runs on ends at the timeout of `wait_for`, and the child is still waited for afterwards."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('sleeps'))
        with scenario.raises('main', aio.TimeoutError):
            await aio.wait_for(process.wait(), scenario.seconds(0.01))
        scenario.check_is('process.returncode', process.returncode, None)
        process.kill()
        scenario.check('within(process.wait())', await outside.within(process.wait()), -tools.signal_number('SIGKILL'))

    scenario.run(main)
    scenario.expect([('main', 'raises TimeoutError')])


def test_grandchild_that_holds_a_pipe(scenario):
    """The method wait returns when the child has ended, although a grandchild still holds its standard output."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('has-a-grandchild'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE)
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)
        scenario.check('within(process.stdout.readexactly(5))', await outside.within(process.stdout.readexactly(5)), b'child')
        process.stdin.close()
        scenario.check('within(process.stdout.read())', await outside.within(process.stdout.read()), b'grandchild')

    scenario.run(main)
    scenario.expect([])


def test_several_children_end(scenario):
    """Each of several children that end at about the same time is given its own return code."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        waiting = []
        for status in range(5):
            process = await aio.create_subprocess_exec(*outside.program('exits', status))
            waiter = scenario.begin(process.wait())
            waiting.append(waiter)
        scenario.check('within(gather(*waiting))', await outside.within(aio.gather(*waiting)), list(range(5)))

    scenario.run(main)
    scenario.expect([])


def test_pid_is_that_of_the_child(scenario):
    """The attribute pid is the number by which the child knows itself."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('tells-number'), stdout=aio.subprocess.PIPE)
        told = await outside.within(process.communicate())
        scenario.check('process.pid', process.pid, int(told[0]))

    scenario.run(main)
    scenario.expect([])


def test_process_has_a_pid(scenario):
    """A Process has a pid that is a number, while the child runs and after it has ended."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('exits', 0))
        scenario.check_is("hasattr(process, 'pid') and isinstance(process.pid, int)", hasattr(process, 'pid') and isinstance(process.pid, int), True)
        scenario.check('within(process.wait())', await outside.within(process.wait()), 0)
        scenario.check_is("hasattr(process, 'pid') and isinstance(process.pid, int)", hasattr(process, 'pid') and isinstance(process.pid, int), True)

    scenario.run(main)
    scenario.expect([])


def test_children_leave_no_descriptors(scenario):
    """Children that have ended and whose streams were read leave no descriptor open."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        async def start_one():
            process = await aio.create_subprocess_exec(*outside.program('copies-to-both'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE, stderr=aio.subprocess.PIPE)
            scenario.check("within(process.communicate(b'hello'))", await outside.within(process.communicate(b'hello')), (b'hello', b'hello'))

        await start_one()
        tools.collect()
        before = outside.open_descriptors()
        for number in range(3):
            await start_one()
        tools.collect()
        await scenario.wait_until('open_descriptors() <= before', lambda: outside.open_descriptors() <= before)
        log('main', 'none left')

    scenario.run(main)
    scenario.expect([('main', 'none left')])
