# Rendered by loopspec from spec/subprocess/control.yaml; do not edit, change the source and run `loopspec render`.
"""subprocess: control."""


def test_terminate_sends_sigterm(scenario):
    """The method terminate ends a child by SIGTERM."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('is-ready-and-sleeps'), stdout=aio.subprocess.PIPE)
        scenario.check('within(process.stdout.readexactly(5))', await outside.within(process.stdout.readexactly(5)), b'ready')
        process.terminate()
        scenario.check('within(process.wait())', await outside.within(process.wait()), -tools.signal_number('SIGTERM'))

    scenario.run(main)
    scenario.expect([])


def test_kill_cannot_be_ignored(scenario):
    """A child that ignores SIGTERM runs on after terminate and is ended by kill."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('ignores-terminate'), stdout=aio.subprocess.PIPE)
        scenario.check('within(process.stdout.readexactly(5))', await outside.within(process.stdout.readexactly(5)), b'ready')
        process.terminate()
        await scenario.pause()
        scenario.check_is('process.returncode', process.returncode, None)
        process.kill()
        scenario.check('within(process.wait())', await outside.within(process.wait()), -tools.signal_number('SIGKILL'))

    scenario.run(main)
    scenario.expect([])


def test_child_handles_a_signal(scenario):
    """The method send_signal sends a signal that the child handles, and the child exits as it decides."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('exits-when-terminated', 5), stdout=aio.subprocess.PIPE)
        scenario.check('within(process.stdout.readexactly(5))', await outside.within(process.stdout.readexactly(5)), b'ready')
        process.send_signal(tools.signal_number('SIGTERM'))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 5)

    scenario.run(main)
    scenario.expect([])


def test_any_signal_is_sent__signal_sighup(scenario):
    """The method send_signal sends the signal of the number that it is given."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('is-ready-and-sleeps'), stdout=aio.subprocess.PIPE)
        scenario.check('within(process.stdout.readexactly(5))', await outside.within(process.stdout.readexactly(5)), b'ready')
        process.send_signal(tools.signal_number('SIGHUP'))
        scenario.check('within(process.wait())', await outside.within(process.wait()), -tools.signal_number('SIGHUP'))

    scenario.run(main)
    scenario.expect([])


def test_any_signal_is_sent__signal_sigint(scenario):
    """The method send_signal sends the signal of the number that it is given."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('is-ready-and-sleeps'), stdout=aio.subprocess.PIPE)
        scenario.check('within(process.stdout.readexactly(5))', await outside.within(process.stdout.readexactly(5)), b'ready')
        process.send_signal(tools.signal_number('SIGINT'))
        scenario.check('within(process.wait())', await outside.within(process.wait()), -tools.signal_number('SIGINT'))

    scenario.run(main)
    scenario.expect([])


def test_any_signal_is_sent__signal_sigquit(scenario):
    """The method send_signal sends the signal of the number that it is given."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('is-ready-and-sleeps'), stdout=aio.subprocess.PIPE)
        scenario.check('within(process.stdout.readexactly(5))', await outside.within(process.stdout.readexactly(5)), b'ready')
        process.send_signal(tools.signal_number('SIGQUIT'))
        scenario.check('within(process.wait())', await outside.within(process.wait()), -tools.signal_number('SIGQUIT'))

    scenario.run(main)
    scenario.expect([])


def test_any_signal_is_sent__signal_sigusr1(scenario):
    """The method send_signal sends the signal of the number that it is given."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('is-ready-and-sleeps'), stdout=aio.subprocess.PIPE)
        scenario.check('within(process.stdout.readexactly(5))', await outside.within(process.stdout.readexactly(5)), b'ready')
        process.send_signal(tools.signal_number('SIGUSR1'))
        scenario.check('within(process.wait())', await outside.within(process.wait()), -tools.signal_number('SIGUSR1'))

    scenario.run(main)
    scenario.expect([])


def test_stopped_child_has_not_ended(scenario):
    """A child that a signal has stopped has no return code, and goes on when it is continued."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('exits-when-terminated', 5), stdout=aio.subprocess.PIPE)
        scenario.check('within(process.stdout.readexactly(5))', await outside.within(process.stdout.readexactly(5)), b'ready')
        process.send_signal(tools.signal_number('SIGSTOP'))
        await scenario.pause()
        scenario.check_is('process.returncode', process.returncode, None)
        process.send_signal(tools.signal_number('SIGTERM'))
        process.send_signal(tools.signal_number('SIGCONT'))
        scenario.check('within(process.wait())', await outside.within(process.wait()), 5)

    scenario.run(main)
    scenario.expect([])


def test_signals_after_the_end__call_kill(scenario):
    """A signal to a child that has ended and was waited for raises ProcessLookupError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        await outside.within(process.wait())
        with scenario.raises('main', ProcessLookupError):
            process.kill()
        scenario.check('process.returncode', process.returncode, 7)

    scenario.run(main)
    scenario.expect([('main', 'raises ProcessLookupError')])


def test_signals_after_the_end__call_send_signal_signal_number_sigterm(scenario):
    """A signal to a child that has ended and was waited for raises ProcessLookupError."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        await outside.within(process.wait())
        with scenario.raises('main', ProcessLookupError):
            process.send_signal(tools.signal_number('SIGTERM'))
        scenario.check('process.returncode', process.returncode, 7)

    scenario.run(main)
    scenario.expect([('main', 'raises ProcessLookupError')])


def test_signals_after_the_end__call_terminate(scenario):
    """A signal to a child that has ended and was waited for raises ProcessLookupError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        process = await aio.create_subprocess_exec(*outside.program('exits', 7))
        await outside.within(process.wait())
        with scenario.raises('main', ProcessLookupError):
            process.terminate()
        scenario.check('process.returncode', process.returncode, 7)

    scenario.run(main)
    scenario.expect([('main', 'raises ProcessLookupError')])
