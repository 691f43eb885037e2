# Rendered by loopspec from spec/signals/idle.yaml; do not edit, change the source and run `loopspec render`.
"""signals: idle."""


def test_interrupt_cancels_the_main_task(scenario):
    """A Ctrl-C that arrives while the loop is idle cancels the main task, and `run` raises KeyboardInterrupt."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        scenario.signal_while_idle('SIGINT')
        try:
            await aio.get_running_loop().create_future()
        except aio.CancelledError:
            log('entry', 'cancelled')
            raise

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect(
        [
            ('entry', 'cancelled'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_interrupt_ends_a_long_sleep(scenario):
    """A Ctrl-C that arrives while the loop waits for a timer an hour away cancels the main task."""
    aio = scenario.aio

    async def entry():
        scenario.signal_while_idle('SIGINT')
        with scenario.raises('entry', aio.CancelledError) as caught:
            await aio.sleep(scenario.seconds(3600))
        error = caught.exception
        raise error

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect(
        [
            ('entry', 'raises CancelledError'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_handler_of_the_loop_runs__signal_sigint(scenario):
    """A signal that arrives while the loop is idle wakes it, and the loop runs the handler of the signal."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        handled = loop.create_future()
        loop.add_signal_handler(tools.signal_number('SIGINT'), handled.set_result, 'woken')
        scenario.signal_while_idle('SIGINT')
        scenario.check('handled', await handled, 'woken')
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect([('main', 'goes on')])


def test_handler_of_the_loop_runs__signal_sigterm(scenario):
    """A signal that arrives while the loop is idle wakes it, and the loop runs the handler of the signal."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        handled = loop.create_future()
        loop.add_signal_handler(tools.signal_number('SIGTERM'), handled.set_result, 'woken')
        scenario.signal_while_idle('SIGTERM')
        scenario.check('handled', await handled, 'woken')
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect([('main', 'goes on')])


def test_handler_of_the_loop_runs__signal_sigusr1(scenario):
    """A signal that arrives while the loop is idle wakes it, and the loop runs the handler of the signal."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        handled = loop.create_future()
        loop.add_signal_handler(tools.signal_number('SIGUSR1'), handled.set_result, 'woken')
        scenario.signal_while_idle('SIGUSR1')
        scenario.check('handled', await handled, 'woken')
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect([('main', 'goes on')])


def test_handler_runs_each_time(scenario):
    """The handler of a signal runs once for each of several signals that arrive while the loop is idle."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        got = aio.Queue()
        aio.get_running_loop().add_signal_handler(tools.signal_number('SIGUSR1'), got.put_nowait, 1)
        for turn in range(3):
            scenario.signal_while_idle('SIGUSR1')
            value = await got.get()
            log('main', f'{value}')
        scenario.check_is('got.empty()', got.empty(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', '1'),
            ('main', '1'),
            ('main', '1'),
        ]
    )


def test_handler_may_stop_the_loop(scenario):
    """A signal whose handler is `loop.stop` ends a `run_forever` that is idle."""
    log, tools = scenario.log, scenario.tools

    loop = scenario.open_loop()
    loop.add_signal_handler(tools.signal_number('SIGTERM'), loop.stop)
    scenario.signal_while_idle('SIGTERM')
    loop.run_forever()
    log('program', 'stopped')
    scenario.check_is('loop.is_running()', loop.is_running(), False)
    scenario.expect([('program', 'stopped')])


def test_signal_beside_another_thread(scenario):
    """A signal wakes an idle loop whose process has another thread, and its handler is called."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        called = aio.Event()
        await loop.run_in_executor(None, tools.noop)
        loop.add_signal_handler(tools.signal_number('SIGUSR1'), called.set)
        scenario.signal_while_idle('SIGUSR1')
        await outside.within(called.wait())
        log('main', 'called')

    scenario.run(main)
    scenario.expect([('main', 'called')])
