# Rendered by loopspec from spec/signals/handlers.yaml; do not edit, change the source and run `loopspec render`.
"""signals: handlers."""


def test_arguments_are_passed(scenario):
    """A handler is called with the arguments that it was added with."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        called = aio.get_running_loop().create_future()

        def handler(first, second):
            called.set_result((first, second))

        aio.get_running_loop().add_signal_handler(tools.signal_number('SIGUSR1'), handler, 'one', 2)
        tools.raise_signal('SIGUSR1')
        scenario.check('called', await called, ('one', 2))

    scenario.run(main)
    scenario.expect([])


def test_handler_waits_for_its_turn(scenario):
    """A signal that arrives while a callback runs does not interrupt it; the handler is called by the loop afterwards."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        called = aio.Event()

        def handler():
            log('handler', 'called')
            called.set()

        aio.get_running_loop().add_signal_handler(tools.signal_number('SIGUSR1'), handler)
        tools.raise_signal('SIGUSR1')
        log('main', 'goes on')
        await called.wait()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'goes on'),
            ('handler', 'called'),
        ]
    )


def test_handler_runs_in_the_loop(scenario):
    """A handler runs while its loop is the running one, and creates a task of it."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        called = loop.create_future()

        async def work():
            called.set_result('worked')

        def handler():
            scenario.check_is('get_running_loop() is loop', aio.get_running_loop() is loop, True)
            task = aio.create_task(work())
            tasks.append(task)

        tasks = []
        loop.add_signal_handler(tools.signal_number('SIGUSR1'), handler)
        tools.raise_signal('SIGUSR1')
        scenario.check('called', await called, 'worked')
        await aio.gather(*tasks)

    scenario.run(main)
    scenario.expect([])


def test_two_signals_at_once(scenario):
    """Each of two signals that arrive together has its handler called."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        one = aio.Event()
        two = aio.Event()
        loop.add_signal_handler(tools.signal_number('SIGUSR1'), one.set)
        loop.add_signal_handler(tools.signal_number('SIGUSR2'), two.set)
        tools.raise_signal('SIGUSR2')
        tools.raise_signal('SIGUSR1')
        scenario.check('gather(one.wait(), two.wait())', await aio.gather(one.wait(), two.wait()), [True, True])

    scenario.run(main)
    scenario.expect([])


def test_one_signal_twice(scenario):
    """A signal that arrives twice before the loop goes on has its handler called twice."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        got = aio.Queue()
        aio.get_running_loop().add_signal_handler(tools.signal_number('SIGUSR1'), got.put_nowait, 'called')
        tools.raise_signal('SIGUSR1')
        tools.raise_signal('SIGUSR1')
        await got.get()
        await got.get()
        await scenario.pause()
        scenario.check_is('got.empty()', got.empty(), True)

    scenario.run(main)
    scenario.expect([])


def test_second_handler_replaces_the_first(scenario):
    """A handler replaces the one that the signal had before."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        got = aio.Queue()
        loop.add_signal_handler(tools.signal_number('SIGUSR1'), got.put_nowait, 'first')
        loop.add_signal_handler(tools.signal_number('SIGUSR1'), got.put_nowait, 'second')
        tools.raise_signal('SIGUSR1')
        scenario.check('got.get()', await got.get(), 'second')
        scenario.check_is('got.empty()', got.empty(), True)

    scenario.run(main)
    scenario.expect([])


def test_removal_of_a_handler(scenario):
    """The removal of a handler returns True, and the next one False."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        loop.add_signal_handler(tools.signal_number('SIGUSR1'), tools.noop)
        scenario.check("loop.remove_signal_handler(signal_number('SIGUSR1'))", loop.remove_signal_handler(tools.signal_number('SIGUSR1')), True)
        scenario.check("loop.remove_signal_handler(signal_number('SIGUSR1'))", loop.remove_signal_handler(tools.signal_number('SIGUSR1')), False)

    scenario.run(main)
    scenario.expect([])


def test_removal_where_there_is_none(scenario):
    """The removal of the handler of a signal that has none returns False."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        scenario.check("get_running_loop().remove_signal_handler(signal_number('SIGUSR2'))", aio.get_running_loop().remove_signal_handler(tools.signal_number('SIGUSR2')), False)

    scenario.run(main)
    scenario.expect([])


def test_removal_restores_the_default(scenario):
    """The removal of a handler restores the default of the signal, which for SIGINT is that of Python."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        for signal in ['SIGINT', 'SIGTERM']:
            loop.add_signal_handler(tools.signal_number(signal), tools.noop)
            loop.remove_signal_handler(tools.signal_number(signal))
            log('main', f'{tools.signal_handler(signal)}')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'default_int_handler'),
            ('main', 'SIG_DFL'),
        ]
    )


def test_handler_removes_itself(scenario):
    """A handler that removes itself is called once, and the signal has its default again."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        called = aio.Event()

        def handler():
            log('handler', 'called')
            scenario.check("loop.remove_signal_handler(signal_number('SIGWINCH'))", loop.remove_signal_handler(tools.signal_number('SIGWINCH')), True)
            called.set()

        loop.add_signal_handler(tools.signal_number('SIGWINCH'), handler)
        tools.raise_signal('SIGWINCH')
        await called.wait()
        tools.raise_signal('SIGWINCH')
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('handler', 'called')])


def test_handler_adds_another(scenario):
    """A handler that a handler adds for another signal is called by that."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        called = aio.Event()

        def handler():
            loop.add_signal_handler(tools.signal_number('SIGUSR2'), called.set)
            tools.raise_signal('SIGUSR2')

        loop.add_signal_handler(tools.signal_number('SIGUSR1'), handler)
        tools.raise_signal('SIGUSR1')
        scenario.check('called.wait()', await called.wait(), True)

    scenario.run(main)
    scenario.expect([])


def test_failing_handler_is_reported(scenario):
    """An exception of a handler is given to the exception handler of the loop, which goes on."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        got = aio.Queue()

        def handler():
            raise tools.Boom()

        def report(reporting, context):
            got.put_nowait(context['exception'])

        loop.set_exception_handler(report)
        loop.add_signal_handler(tools.signal_number('SIGUSR1'), handler)
        tools.raise_signal('SIGUSR1')
        scenario.check_type('got.get()', await got.get(), tools.Boom)
        tools.raise_signal('SIGUSR1')
        scenario.check_type('got.get()', await got.get(), tools.Boom)

    scenario.run(main)
    scenario.expect([])


def test_number_that_is_no_signal__number_minus_1(scenario):
    """A number that is not that of a signal is refused with ValueError."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        with scenario.raises('main', ValueError):
            aio.get_running_loop().add_signal_handler(-1, tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_number_that_is_no_signal__number_0(scenario):
    """A number that is not that of a signal is refused with ValueError."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        with scenario.raises('main', ValueError):
            aio.get_running_loop().add_signal_handler(0, tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_number_that_is_no_signal__number_4711(scenario):
    """A number that is not that of a signal is refused with ValueError."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        with scenario.raises('main', ValueError):
            aio.get_running_loop().add_signal_handler(4711, tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_signal_that_cannot_be_caught__signal_sigkill(scenario):
    """A handler for a signal that cannot be caught is refused with ValueError or RuntimeError."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        with scenario.raises('main', (ValueError, RuntimeError)):
            aio.get_running_loop().add_signal_handler(tools.signal_number('SIGKILL'), tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_signal_that_cannot_be_caught__signal_sigstop(scenario):
    """A handler for a signal that cannot be caught is refused with ValueError or RuntimeError."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        with scenario.raises('main', (ValueError, RuntimeError)):
            aio.get_running_loop().add_signal_handler(tools.signal_number('SIGSTOP'), tools.noop)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_handler_from_another_thread(scenario):
    """A handler is refused with ValueError or RuntimeError in another thread than the main one."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()

        def thread_steps():
            with scenario.raises('thread', (ValueError, RuntimeError)):
                loop.add_signal_handler(tools.signal_number('SIGUSR1'), tools.noop)

        await scenario.beside_thread(thread_steps)
        scenario.check("signal_handler('SIGUSR1')", tools.signal_handler('SIGUSR1'), 'SIG_DFL')

    scenario.run(main)
    scenario.expect([('thread', 'raises ValueError')])


def test_coroutine_function_is_refused(scenario):
    """A coroutine function is refused as a handler with TypeError."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def handler():
            log('handler', 'runs')

        with scenario.raises('main', TypeError):
            aio.get_running_loop().add_signal_handler(tools.signal_number('SIGUSR1'), handler)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_handler_outlives_a_run(scenario):
    """A handler stays when its loop has stopped, and is called in the loop's next run."""
    log, tools = scenario.log, scenario.tools

    def handler(stop):
        log('handler', 'called')
        stop()

    loop = scenario.open_loop()
    loop.add_signal_handler(tools.signal_number('SIGUSR1'), handler, loop.stop)
    for turn in range(2):
        loop.call_soon(tools.raise_signal, 'SIGUSR1')
        loop.run_forever()
    scenario.expect(
        [
            ('handler', 'called'),
            ('handler', 'called'),
        ]
    )


def test_signal_between_two_runs(scenario):
    """A signal that arrives while its loop does not run has its handler called in the next run."""
    log, tools = scenario.log, scenario.tools

    def handler(stop):
        log('handler', 'called')
        stop()

    loop = scenario.open_loop()
    loop.add_signal_handler(tools.signal_number('SIGUSR1'), handler, loop.stop)
    tools.raise_signal('SIGUSR1')
    log('program', 'goes on')
    loop.run_forever()
    scenario.expect(
        [
            ('program', 'goes on'),
            ('handler', 'called'),
        ]
    )


def test_closed_loop_has_no_handlers(scenario):
    """The close of a loop removes its handlers."""
    aio, tools = scenario.aio, scenario.tools

    async def add():
        aio.get_running_loop().add_signal_handler(tools.signal_number('SIGUSR1'), tools.noop)

    loop = scenario.open_loop()
    loop.run_until_complete(add())
    loop.close()
    scenario.check("signal_handler('SIGUSR1')", tools.signal_handler('SIGUSR1'), 'SIG_DFL')
    scenario.expect([])


def test_closed_loop_takes_no_handler(scenario):
    """A closed loop refuses a handler with RuntimeError."""
    tools = scenario.tools

    loop = scenario.open_loop()
    loop.close()
    with scenario.raises('program', RuntimeError):
        loop.add_signal_handler(tools.signal_number('SIGUSR1'), tools.noop)
    scenario.check("signal_handler('SIGUSR1')", tools.signal_handler('SIGUSR1'), 'SIG_DFL')
    scenario.expect([('program', 'raises RuntimeError')])


def test_interrupt_without_a_handler(scenario):
    """A Ctrl-C that arrives while a loop without handlers is idle comes out of `run_forever` as KeyboardInterrupt."""
    loop = scenario.open_loop()
    scenario.signal_while_idle('SIGINT')
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_forever()
    scenario.check_is('loop.is_running()', loop.is_running(), False)
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_text_is_no_signal(scenario):
    """A text in the place of a signal's number is refused with TypeError by add_signal_handler and remove_signal_handler."""
    tools = scenario.tools

    loop = scenario.open_loop()
    with scenario.raises('program', TypeError):
        loop.add_signal_handler('SIGUSR1', tools.noop)
    with scenario.raises('program', TypeError):
        loop.remove_signal_handler('SIGUSR1')
    scenario.expect(
        [
            ('program', 'raises TypeError'),
            ('program', 'raises TypeError'),
        ]
    )


def test_ctrl_c_ends_a_run_until_complete(scenario):
    """A loop that a Ctrl-C has left while it waited in run_until_complete is not running, and runs again."""
    aio = scenario.aio

    async def linger():
        await aio.Event().wait()

    async def work():
        return 5

    loop = scenario.open_loop()
    scenario.signal_while_idle('SIGINT')
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_until_complete(linger())
    scenario.check_is('loop.is_running()', loop.is_running(), False)
    scenario.check('loop.run_until_complete(work())', loop.run_until_complete(work()), 5)
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_removal_warns_of_nothing__call_close(scenario):
    """Removing a handler, by close(), warns of nothing."""
    tools = scenario.tools

    loop = scenario.open_loop()
    with tools.caught_warnings() as names:
        loop.add_signal_handler(tools.signal_number('SIGUSR1'), tools.noop)
        loop.close()
        tools.collect()
    scenario.check('names', names, [])
    scenario.expect([])


def test_removal_warns_of_nothing__call_remove_signal_handler_signal_number_sigusr1(scenario):
    """Removing a handler, by remove_signal_handler(signal_number('SIGUSR1')), warns of nothing."""
    tools = scenario.tools

    loop = scenario.open_loop()
    with tools.caught_warnings() as names:
        loop.add_signal_handler(tools.signal_number('SIGUSR1'), tools.noop)
        loop.remove_signal_handler(tools.signal_number('SIGUSR1'))
        tools.collect()
    scenario.check('names', names, [])
    scenario.expect([])


def test_refusal_in_another_thread_warns_of_nothing(scenario):
    """A handler that is refused in another thread leaves nothing open that a warning is about."""
    tools = scenario.tools

    loop = scenario.open_loop()
    with tools.caught_warnings() as names:
        def thread_steps():
            with scenario.raises('thread', (ValueError, RuntimeError)):
                loop.add_signal_handler(tools.signal_number('SIGUSR1'), tools.noop)

        scenario.in_thread(thread_steps)
        tools.collect()
    scenario.check('names', names, [])
    scenario.expect([('thread', 'raises ValueError')])


def test_descriptors_of_a_removed_handler_are_free(scenario):
    """After the last handler was removed, descriptors that are opened then are watched, and get no signals."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        seen = aio.Event()
        loop.add_signal_handler(tools.signal_number('SIGINT'), tools.noop)
        scenario.check("loop.remove_signal_handler(signal_number('SIGINT'))", loop.remove_signal_handler(tools.signal_number('SIGINT')), True)
        ends = outside.socket_pair()
        loop.add_reader(ends[0].fileno(), seen.set)
        with scenario.raises('main', KeyboardInterrupt):
            tools.raise_signal('SIGINT')
        scenario.check('(ends[0].is_readable(), ends[1].is_readable())', (ends[0].is_readable(), ends[1].is_readable()), (False, False))
        ends[1].send(b'hello')
        await outside.within(seen.wait())
        loop.remove_reader(ends[0].fileno())

    scenario.run(main)
    scenario.expect([('main', 'raises KeyboardInterrupt')])


def test_handlers_in_the_order_of_the_signals__first_sigusr1(scenario):
    """The handlers of two signals that arrive together are called in the order in which the signals came."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        got = aio.Queue()
        loop.add_signal_handler(tools.signal_number('SIGUSR1'), got.put_nowait, 'SIGUSR1')
        loop.add_signal_handler(tools.signal_number('SIGUSR2'), got.put_nowait, 'SIGUSR2')
        tools.raise_signal('SIGUSR1')
        tools.raise_signal('SIGUSR1' if 'SIGUSR1' == 'SIGUSR2' else 'SIGUSR2')
        scenario.check('got.get()', await got.get(), 'SIGUSR1')
        other = await got.get()
        scenario.check_is("other == 'SIGUSR1'", other == 'SIGUSR1', False)

    scenario.run(main)
    scenario.expect([])


def test_handlers_in_the_order_of_the_signals__first_sigusr2(scenario):
    """The handlers of two signals that arrive together are called in the order in which the signals came."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        got = aio.Queue()
        loop.add_signal_handler(tools.signal_number('SIGUSR1'), got.put_nowait, 'SIGUSR1')
        loop.add_signal_handler(tools.signal_number('SIGUSR2'), got.put_nowait, 'SIGUSR2')
        tools.raise_signal('SIGUSR2')
        tools.raise_signal('SIGUSR1' if 'SIGUSR2' == 'SIGUSR2' else 'SIGUSR2')
        scenario.check('got.get()', await got.get(), 'SIGUSR2')
        other = await got.get()
        scenario.check_is("other == 'SIGUSR2'", other == 'SIGUSR2', False)

    scenario.run(main)
    scenario.expect([])


def test_coroutine_is_refused(scenario):
    """A coroutine is refused as a handler with TypeError, and the signal keeps its default."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def work():
            log('work', 'runs')

        coroutine = work()
        with scenario.raises('main', TypeError):
            aio.get_running_loop().add_signal_handler(tools.signal_number('SIGUSR1'), coroutine)
        coroutine.close()
        scenario.check("signal_handler('SIGUSR1')", tools.signal_handler('SIGUSR1'), 'SIG_DFL')

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_refused_in_another_thread(scenario):
    """A handler that is refused in another thread, with RuntimeError, is not there."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()

        def thread_steps():
            with scenario.raises('thread', RuntimeError):
                loop.add_signal_handler(tools.signal_number('SIGUSR1'), tools.noop)

        await scenario.beside_thread(thread_steps)
        scenario.check("loop.remove_signal_handler(signal_number('SIGUSR1'))", loop.remove_signal_handler(tools.signal_number('SIGUSR1')), False)

    scenario.run(main)
    scenario.expect([('thread', 'raises RuntimeError')])


def test_removal_in_another_thread(scenario):
    """The removal of a handler is refused with ValueError or RuntimeError in another thread than the main one."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        loop.add_signal_handler(tools.signal_number('SIGUSR1'), tools.noop)

        def thread_steps():
            with scenario.raises('thread', (ValueError, RuntimeError)):
                loop.remove_signal_handler(tools.signal_number('SIGUSR1'))

        await scenario.beside_thread(thread_steps)

    scenario.run(main)
    scenario.expect([('thread', 'raises ValueError')])


def test_refused_beside_another(scenario):
    """A handler goes on to be called after one for a signal that cannot be caught was refused."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        called = aio.Event()
        loop.add_signal_handler(tools.signal_number('SIGUSR1'), called.set)
        with scenario.raises('main', (ValueError, RuntimeError)):
            loop.add_signal_handler(tools.signal_number('SIGKILL'), tools.noop)
        scenario.signal_while_idle('SIGUSR1')
        scenario.check('called.wait()', await called.wait(), True)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_removal_beside_another(scenario):
    """A handler goes on to be called after that of another signal was removed, also while the loop is idle."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        called = aio.Event()
        loop.add_signal_handler(tools.signal_number('SIGUSR1'), called.set)
        loop.add_signal_handler(tools.signal_number('SIGUSR2'), tools.noop)
        scenario.check("loop.remove_signal_handler(signal_number('SIGUSR2'))", loop.remove_signal_handler(tools.signal_number('SIGUSR2')), True)
        scenario.signal_while_idle('SIGUSR1')
        scenario.check('called.wait()', await called.wait(), True)

    scenario.run(main)
    scenario.expect([])


def test_removed_before_its_turn(scenario):
    """A handler that is removed after its signal has arrived and before the loop goes on is not called, and nothing is reported."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()

        def handler():
            log('handler', 'called')

        def report(reporting, context):
            log('report', 'reported')

        loop.set_exception_handler(report)
        loop.add_signal_handler(tools.signal_number('SIGUSR1'), handler)
        tools.raise_signal('SIGUSR1')
        scenario.check("loop.remove_signal_handler(signal_number('SIGUSR1'))", loop.remove_signal_handler(tools.signal_number('SIGUSR1')), True)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_nothing_is_written_after_the_close__done_left(scenario):
    """A signal that comes after a loop whose handler was left was closed leaves the descriptors alone that the program has opened since."""
    tools, outside = scenario.tools, scenario.outside()

    way = 'left'
    loop = scenario.open_loop()
    try:
        loop.add_signal_handler(tools.signal_number('SIGKILL' if way == 'refused' else 'SIGUSR1'), tools.noop)
    except (ValueError, RuntimeError):
        scenario.check('way', way, 'refused')
    loop.remove_signal_handler(tools.signal_number('SIGUSR1')) if way == 'removed' else None
    loop.close()
    pairs = [outside.socket_pair() for number in range(3)]
    with scenario.raises('program', KeyboardInterrupt):
        tools.raise_signal('SIGINT')
    scenario.check('[pair[0].take() + pair[1].take() for pair in pairs]', [pair[0].take() + pair[1].take() for pair in pairs], [b'', b'', b''])
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_nothing_is_written_after_the_close__done_refused(scenario):
    """A signal that comes after a loop whose handler was refused was closed leaves the descriptors alone that the program has opened since."""
    tools, outside = scenario.tools, scenario.outside()

    way = 'refused'
    loop = scenario.open_loop()
    try:
        loop.add_signal_handler(tools.signal_number('SIGKILL' if way == 'refused' else 'SIGUSR1'), tools.noop)
    except (ValueError, RuntimeError):
        scenario.check('way', way, 'refused')
    loop.remove_signal_handler(tools.signal_number('SIGUSR1')) if way == 'removed' else None
    loop.close()
    pairs = [outside.socket_pair() for number in range(3)]
    with scenario.raises('program', KeyboardInterrupt):
        tools.raise_signal('SIGINT')
    scenario.check('[pair[0].take() + pair[1].take() for pair in pairs]', [pair[0].take() + pair[1].take() for pair in pairs], [b'', b'', b''])
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_nothing_is_written_after_the_close__done_removed(scenario):
    """A signal that comes after a loop whose handler was removed was closed leaves the descriptors alone that the program has opened since."""
    tools, outside = scenario.tools, scenario.outside()

    way = 'removed'
    loop = scenario.open_loop()
    try:
        loop.add_signal_handler(tools.signal_number('SIGKILL' if way == 'refused' else 'SIGUSR1'), tools.noop)
    except (ValueError, RuntimeError):
        scenario.check('way', way, 'refused')
    loop.remove_signal_handler(tools.signal_number('SIGUSR1')) if way == 'removed' else None
    loop.close()
    pairs = [outside.socket_pair() for number in range(3)]
    with scenario.raises('program', KeyboardInterrupt):
        tools.raise_signal('SIGINT')
    scenario.check('[pair[0].take() + pair[1].take() for pair in pairs]', [pair[0].take() + pair[1].take() for pair in pairs], [b'', b'', b''])
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_closed_loop_refuses_again(scenario):
    """A closed loop that has refused a handler refuses it again, and the signal keeps its default action."""
    tools = scenario.tools

    loop = scenario.open_loop()
    loop.close()
    with scenario.raises('program', RuntimeError):
        loop.add_signal_handler(tools.signal_number('SIGUSR1'), tools.noop)
    with scenario.raises('program', RuntimeError):
        loop.add_signal_handler(tools.signal_number('SIGUSR1'), tools.noop)
    scenario.check("signal_handler('SIGUSR1')", tools.signal_handler('SIGUSR1'), 'SIG_DFL')
    scenario.expect(
        [
            ('program', 'raises RuntimeError'),
            ('program', 'raises RuntimeError'),
        ]
    )


def test_two_loops_in_turn(scenario):
    """A handler that a loop adds after another loop has added one is called by its loop."""
    log, tools = scenario.log, scenario.tools

    def first():
        log('first', 'called')

    def second():
        log('second', 'called')
        loop.stop()

    loop = scenario.open_loop()
    other = scenario.open_loop()
    loop.add_signal_handler(tools.signal_number('SIGUSR1'), first)
    other.add_signal_handler(tools.signal_number('SIGUSR2'), tools.noop)
    loop.add_signal_handler(tools.signal_number('SIGUSR1'), second)
    tools.raise_signal('SIGUSR1')
    loop.run_forever()
    scenario.expect([('second', 'called')])
