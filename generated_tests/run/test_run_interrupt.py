# Rendered by loopspec from spec/run/interrupt.yaml; do not edit, change the source and run `loopspec render`.
"""run: interrupt."""


def test_interrupt_cancels_main(scenario):
    """SIGINT cancels the main task; when main has ended by it, run raises KeyboardInterrupt."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def entry():
        tools.raise_signal('SIGINT')
        log('entry', 'still running')
        try:
            await aio.Event().wait()
        except aio.CancelledError:
            log('entry', 'cancelled')
            raise
        finally:
            log('entry', 'finally')

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect(
        [
            ('entry', 'still running'),
            ('entry', 'cancelled'),
            ('entry', 'finally'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_interrupted_main_may_await(scenario):
    """An interrupted main awaits in its finally block as long as it likes before run raises."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def entry():
        tools.raise_signal('SIGINT')
        try:
            await aio.Event().wait()
        finally:
            await aio.sleep(0)
            await aio.sleep(0)
            scenario.check('current_task().cancelling()', aio.current_task().cancelling(), 1)
            log('entry', 'cleaned up')

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect(
        [
            ('entry', 'cleaned up'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_second_interrupt_is_immediate(scenario):
    """A second SIGINT raises KeyboardInterrupt at once in the code that is running."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def entry():
        tools.raise_signal('SIGINT')
        log('entry', 'first')
        try:
            tools.raise_signal('SIGINT')
        except KeyboardInterrupt:
            log('entry', 'second')
            raise

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect(
        [
            ('entry', 'first'),
            ('entry', 'second'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_second_interrupt_during_cleanup_of_main(scenario):
    """SIGINT while main cleans up after a first SIGINT raises KeyboardInterrupt in main."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def entry():
        tools.raise_signal('SIGINT')
        with scenario.raises('entry', aio.CancelledError):
            await aio.Event().wait()
        await aio.sleep(0)
        tools.raise_signal('SIGINT')
        log('entry', 'not reached')

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect(
        [
            ('entry', 'raises CancelledError'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_interrupt_in_a_callback(scenario):
    """SIGINT while a callback runs cancels the waiting main; the callback goes on."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def entry():
        aio.get_running_loop().call_soon(interrupt)
        with scenario.raises('entry', aio.CancelledError):
            await aio.Event().wait()
        log('entry', 'cleaned up')
        raise aio.CancelledError()

    def interrupt():
        tools.raise_signal('SIGINT')
        log('interrupt', 'goes on')

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect(
        [
            ('interrupt', 'goes on'),
            ('entry', 'raises CancelledError'),
            ('entry', 'cleaned up'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_interrupt_in_another_task(scenario):
    """SIGINT while another task runs cancels main, not that task, which is a leftover then."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    bystander = None

    async def bystander_steps():
        tools.raise_signal('SIGINT')
        scenario.check('current_task().cancelling()', aio.current_task().cancelling(), 0)
        await aio.sleep(0)
        log('bystander', 'not cancelled')
        with scenario.raises('bystander', aio.CancelledError):
            await aio.Event().wait()
        log('bystander', 'cancelled as a leftover')

    async def entry():
        nonlocal bystander
        bystander = aio.create_task(bystander_steps())
        try:
            await aio.Event().wait()
        finally:
            await scenario.settle(bystander)
            log('entry', 'cleaned up')

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect(
        [
            ('bystander', 'not cancelled'),
            ('entry', 'cleaned up'),
            ('bystander', 'raises CancelledError'),
            ('bystander', 'cancelled as a leftover'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_interrupt_reaches_what_main_awaits(scenario):
    """SIGINT cancels the task that main awaits before main sees the cancellation."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    child = None

    async def child_steps():
        with scenario.raises('child', aio.CancelledError):
            await aio.Event().wait()
        await aio.sleep(0)
        log('child', 'clean')
        raise aio.CancelledError()

    async def entry():
        nonlocal child
        child = aio.create_task(child_steps())
        await scenario.settle(child)
        aio.get_running_loop().call_soon(tools.raise_signal, 'SIGINT')
        with scenario.raises('entry', aio.CancelledError):
            await child
        raise aio.CancelledError()

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect(
        [
            ('child', 'raises CancelledError'),
            ('child', 'clean'),
            ('entry', 'raises CancelledError'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_swallowed_interrupt(scenario):
    """A main that catches the cancellation of a SIGINT and returns makes run return its value."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def entry():
        tools.raise_signal('SIGINT')
        with scenario.raises('entry', aio.CancelledError):
            await aio.Event().wait()
        return 'saved'

    scenario.check('run(entry())', aio.run(entry()), 'saved')
    log('program', 'run is over')
    scenario.expect(
        [
            ('entry', 'raises CancelledError'),
            ('program', 'run is over'),
        ]
    )


def test_interrupted_main_fails_otherwise(scenario):
    """An exception that an interrupted main raises in its clean-up comes out in place of the interrupt."""
    aio, tools = scenario.aio, scenario.tools

    async def entry():
        tools.raise_signal('SIGINT')
        try:
            await aio.Event().wait()
        finally:
            raise tools.Boom()

    with scenario.raises('program', tools.Boom):
        aio.run(entry())
    scenario.expect([('program', 'raises Boom')])


def test_interrupt_and_cancel(scenario):
    """A main that is interrupted and cancelled by its own program too makes run raise CancelledError."""
    aio, tools = scenario.aio, scenario.tools

    async def entry():
        tools.raise_signal('SIGINT')
        aio.current_task().cancel()
        await aio.Event().wait()

    with scenario.raises('program', aio.CancelledError):
        aio.run(entry())
    scenario.expect([('program', 'raises CancelledError')])


def test_uncancelled_interrupt(scenario):
    """A main that takes an interrupt back with uncancel and then ends cancelled still gives the interrupt."""
    aio, tools = scenario.aio, scenario.tools

    async def entry():
        tools.raise_signal('SIGINT')
        with scenario.raises('entry', aio.CancelledError):
            await aio.Event().wait()
        scenario.check('current_task().uncancel()', aio.current_task().uncancel(), 0)
        await aio.sleep(0)
        raise aio.CancelledError()

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect(
        [
            ('entry', 'raises CancelledError'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_handler_is_installed_only_meanwhile(scenario):
    """While main runs SIGINT has a handler of run, and after run the default one again."""
    aio, tools = scenario.aio, scenario.tools

    async def entry():
        scenario.check_is('signal_handler("SIGINT") == \'default_int_handler\'', tools.signal_handler('SIGINT') == 'default_int_handler', False)
        raise tools.Boom()

    scenario.check('signal_handler("SIGINT")', tools.signal_handler('SIGINT'), 'default_int_handler')
    with scenario.raises('program', tools.Boom):
        aio.run(entry())
    scenario.check('signal_handler("SIGINT")', tools.signal_handler('SIGINT'), 'default_int_handler')
    scenario.expect([('program', 'raises Boom')])


def test_handler_is_gone_between_runs(scenario):
    """Between two runs of a Runner SIGINT raises KeyboardInterrupt as it does without asyncio."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def entry():
        log('entry', 'running')

    with aio.Runner() as runner:
        runner.run(entry())
        with scenario.raises('program', KeyboardInterrupt):
            tools.raise_signal('SIGINT')
        runner.run(entry())
    scenario.expect(
        [
            ('entry', 'running'),
            ('program', 'raises KeyboardInterrupt'),
            ('entry', 'running'),
        ]
    )


def test_every_run_counts_from_anew(scenario):
    """After an interrupted run of a Runner the next run treats its first SIGINT as a first one."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def entry():
        tools.raise_signal('SIGINT')
        with scenario.raises('entry', aio.CancelledError):
            await aio.Event().wait()
        log('entry', 'cancelled gently')
        raise aio.CancelledError()

    with aio.Runner() as runner:
        with scenario.raises('program', KeyboardInterrupt):
            runner.run(entry())
        with scenario.raises('program', KeyboardInterrupt):
            runner.run(entry())
    scenario.expect(
        [
            ('entry', 'raises CancelledError'),
            ('entry', 'cancelled gently'),
            ('program', 'raises KeyboardInterrupt'),
            ('entry', 'raises CancelledError'),
            ('entry', 'cancelled gently'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_interrupt_before_the_first_step(scenario):
    """SIGINT in a callback ahead of main's first step cancels main before it starts."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def entry():
        log('entry', 'started')

    with aio.Runner() as runner:
        runner.get_loop().call_soon(tools.raise_signal, 'SIGINT')
        with scenario.raises('program', KeyboardInterrupt):
            runner.run(entry())
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_interrupt_after_the_end_of_main(scenario):
    """SIGINT when main is done but run has not returned raises KeyboardInterrupt at once."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def entry():
        aio.current_task().add_done_callback(interrupt)
        return 'lost'

    def interrupt(task):
        scenario.check_is('task.done()', task.done(), True)
        tools.raise_signal('SIGINT')
        log('interrupt', 'not reached')

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_interrupt_while_leftovers_clean_up(scenario):
    """SIGINT while run waits for leftover tasks raises KeyboardInterrupt at once in the task that runs."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    loop = None
    leftover = None

    async def leftover_steps():
        try:
            await aio.Event().wait()
        finally:
            await aio.sleep(0)
            with scenario.raises('leftover', KeyboardInterrupt) as caught:
                tools.raise_signal('SIGINT')
            interrupt = caught.exception
            raise interrupt

    async def entry():
        nonlocal leftover, loop
        loop = aio.get_running_loop()
        leftover = aio.create_task(leftover_steps())
        await scenario.settle(leftover)
        log('entry', 'returns')

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.check_is('loop.is_closed()', loop.is_closed(), True)
    scenario.expect(
        [
            ('entry', 'returns'),
            ('leftover', 'raises KeyboardInterrupt'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_handler_of_the_program_is_respected(scenario):
    """A SIGINT handler that main adds to its loop is called in place of the cancellation of main."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    handled = None

    async def entry():
        nonlocal handled
        handled = aio.Event()
        aio.get_running_loop().add_signal_handler(2, handler)
        tools.raise_signal('SIGINT')
        await handled.wait()
        scenario.check('current_task().cancelling()', aio.current_task().cancelling(), 0)
        return 'went on'

    def handler():
        log('handler', 'called')
        handled.set()

    scenario.check('run(entry())', aio.run(entry()), 'went on')
    scenario.expect([('handler', 'called')])


def test_handler_of_the_program_ends_with_the_loop(scenario):
    """A SIGINT handler that main added to its loop is gone after run; the default one is back."""
    aio, tools = scenario.aio, scenario.tools

    async def entry():
        aio.get_running_loop().add_signal_handler(2, tools.noop)

    aio.run(entry())
    scenario.check('signal_handler("SIGINT")', tools.signal_handler('SIGINT'), 'default_int_handler')
    with scenario.raises('program', KeyboardInterrupt):
        tools.raise_signal('SIGINT')
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_handler_of_the_program_lives_between_runs(scenario):
    """A SIGINT handler added in one run of a Runner outlives that run and serves in the next."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    handled = []

    async def install():
        aio.get_running_loop().add_signal_handler(2, handler)

    async def interrupt():
        tools.raise_signal('SIGINT')
        await scenario.wait_until('handled', lambda: handled)
        return 'went on'

    def handler():
        handled.append('SIGINT')
        log('handler', 'called')

    with aio.Runner() as runner:
        runner.run(install())
        scenario.check_is('signal_handler("SIGINT") == \'default_int_handler\'', tools.signal_handler('SIGINT') == 'default_int_handler', False)
        scenario.check('runner.run(interrupt())', runner.run(interrupt()), 'went on')
    scenario.expect([('handler', 'called')])


def test_handler_set_before_run_is_left_alone(scenario):
    """Where SIGINT has a handler that is not the default, run does not replace it, nor after."""
    aio, tools = scenario.aio, scenario.tools

    own_handler = None

    async def entry():
        scenario.check('signal_handler("SIGINT")', tools.signal_handler('SIGINT'), own_handler)

    outer_loop = scenario.open_loop()
    outer_loop.add_signal_handler(2, tools.noop)
    own_handler = tools.signal_handler('SIGINT')
    scenario.check_is("own_handler == 'default_int_handler'", own_handler == 'default_int_handler', False)
    aio.run(entry())
    scenario.check('signal_handler("SIGINT")', tools.signal_handler('SIGINT'), own_handler)
    scenario.expect([])


def test_no_handler_in_other_threads(scenario):
    """In a thread other than the main one run leaves the SIGINT handler as it is."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def entry():
        scenario.check('signal_handler("SIGINT")', tools.signal_handler('SIGINT'), 'default_int_handler')
        log('entry', 'running')

    def thread_steps():
        aio.run(entry())

    scenario.in_thread(thread_steps)
    scenario.check('signal_handler("SIGINT")', tools.signal_handler('SIGINT'), 'default_int_handler')
    scenario.expect([('entry', 'running')])


def test_interrupt_wakes_a_sleeping_main(scenario):
    """SIGINT from a timer ends a long sleep of main at once."""
    aio, tools = scenario.aio, scenario.tools

    async def entry():
        aio.get_running_loop().call_later(scenario.seconds(0.01), tools.raise_signal, 'SIGINT')
        with scenario.raises('entry', aio.CancelledError):
            await aio.sleep(scenario.seconds(1000))
        raise aio.CancelledError()

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect(
        [
            ('entry', 'raises CancelledError'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_leftovers_are_cleaned_up_after_an_interrupt(scenario):
    """After an interrupt the leftover tasks and generators are cleaned up before run raises."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    numbers = None
    leftover = None

    async def leftover_steps():
        try:
            await aio.Event().wait()
        finally:
            await aio.sleep(0)
            log('leftover', 'clean')

    async def entry():
        nonlocal leftover, numbers
        leftover = aio.create_task(leftover_steps())
        numbers = count()
        await numbers.asend(None)
        await scenario.settle(leftover)
        tools.raise_signal('SIGINT')
        await aio.Event().wait()

    async def count():
        try:
            yield 1
        finally:
            await aio.sleep(0)
            log('count', 'closed')

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect(
        [
            ('leftover', 'clean'),
            ('count', 'closed'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_interrupt_of_a_main_that_cannot_take_back(scenario):
    """SIGINT cancels a main that is no Task and has no uncancel(), and run() raises its CancelledError."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def entry():
        log('entry', 'never runs')

    def factory(owner, coroutine, **options):
        coroutine.close()
        return owner.create_future()

    def interrupt():
        tools.raise_signal('SIGINT')
        log('interrupt', 'goes on')

    with aio.Runner() as runner:
        runner.get_loop().set_task_factory(factory)
        runner.get_loop().call_soon(interrupt)
        with scenario.raises('program', aio.CancelledError):
            runner.run(entry())
        runner.get_loop().set_task_factory(None)
    scenario.expect(
        [
            ('interrupt', 'goes on'),
            ('program', 'raises CancelledError'),
        ]
    )
