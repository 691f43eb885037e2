# Rendered by loopspec from spec/run/exceptions.yaml; do not edit, change the source and run `loopspec render`.
"""run: exceptions."""


def test_the_exception_itself_comes_out__kind_blast(scenario):
    """An exception that leaves main comes out of run as the same object."""
    aio, tools = scenario.aio, scenario.tools

    trouble = tools.Blast('reason')

    async def entry():
        await aio.sleep(0)
        raise trouble

    with scenario.raises('program', tools.Blast) as caught:
        aio.run(entry())
    caught_outside = caught.exception
    scenario.check_is('caught_outside', caught_outside, trouble)
    scenario.expect([('program', 'raises Blast')])


def test_the_exception_itself_comes_out__kind_boom(scenario):
    """An exception that leaves main comes out of run as the same object."""
    aio, tools = scenario.aio, scenario.tools

    trouble = tools.Boom('reason')

    async def entry():
        await aio.sleep(0)
        raise trouble

    with scenario.raises('program', tools.Boom) as caught:
        aio.run(entry())
    caught_outside = caught.exception
    scenario.check_is('caught_outside', caught_outside, trouble)
    scenario.expect([('program', 'raises Boom')])


def test_the_exception_itself_comes_out__kind_keyboardinterrupt(scenario):
    """An exception that leaves main comes out of run as the same object."""
    aio = scenario.aio

    trouble = KeyboardInterrupt('reason')

    async def entry():
        await aio.sleep(0)
        raise trouble

    with scenario.raises('program', KeyboardInterrupt) as caught:
        aio.run(entry())
    caught_outside = caught.exception
    scenario.check_is('caught_outside', caught_outside, trouble)
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_system_exit_of_main_keeps_its_code(scenario):
    """SystemExit raised by main comes out of run with its code, after main's finally blocks."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        try:
            await aio.sleep(0)
            raise SystemExit(3)
        finally:
            log('entry', 'finally')

    with scenario.raises('program', SystemExit) as caught:
        aio.run(entry())
    exit = caught.exception
    scenario.check('exit.code', exit.code, 3)
    scenario.expect(
        [
            ('entry', 'finally'),
            ('program', 'raises SystemExit'),
        ]
    )


def test_fatal_exception_of_another_task__fatal_keyboardinterrupt(scenario):
    """A KeyboardInterrupt in any task comes out of run; main is then cancelled and cleans up."""
    aio, log = scenario.aio, scenario.log

    culprit = None

    async def culprit_steps():
        await aio.sleep(0)
        log('culprit', 'raises')
        raise KeyboardInterrupt()

    async def entry():
        nonlocal culprit
        culprit = aio.create_task(culprit_steps())
        try:
            await aio.Event().wait()
        except aio.CancelledError:
            await aio.sleep(0)
            log('entry', 'cleaned up')
            raise

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect(
        [
            ('culprit', 'raises'),
            ('entry', 'cleaned up'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_fatal_exception_of_another_task__fatal_systemexit(scenario):
    """A SystemExit in any task comes out of run; main is then cancelled and cleans up."""
    aio, log = scenario.aio, scenario.log

    culprit = None

    async def culprit_steps():
        await aio.sleep(0)
        log('culprit', 'raises')
        raise SystemExit()

    async def entry():
        nonlocal culprit
        culprit = aio.create_task(culprit_steps())
        try:
            await aio.Event().wait()
        except aio.CancelledError:
            await aio.sleep(0)
            log('entry', 'cleaned up')
            raise

    with scenario.raises('program', SystemExit):
        aio.run(entry())
    scenario.expect(
        [
            ('culprit', 'raises'),
            ('entry', 'cleaned up'),
            ('program', 'raises SystemExit'),
        ]
    )


def test_fatal_exception_of_a_callback__fatal_keyboardinterrupt(scenario):
    """A KeyboardInterrupt raised by a callback of the loop comes out of run, and main is cancelled."""
    aio = scenario.aio

    async def entry():
        aio.get_running_loop().call_soon(culprit)
        with scenario.raises('entry', aio.CancelledError):
            await aio.Event().wait()

    def culprit():
        raise KeyboardInterrupt()

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect(
        [
            ('entry', 'raises CancelledError'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_fatal_exception_of_a_callback__fatal_systemexit(scenario):
    """A SystemExit raised by a callback of the loop comes out of run, and main is cancelled."""
    aio = scenario.aio

    async def entry():
        aio.get_running_loop().call_soon(culprit)
        with scenario.raises('entry', aio.CancelledError):
            await aio.Event().wait()

    def culprit():
        raise SystemExit()

    with scenario.raises('program', SystemExit):
        aio.run(entry())
    scenario.expect(
        [
            ('entry', 'raises CancelledError'),
            ('program', 'raises SystemExit'),
        ]
    )


def test_other_base_exception_of_another_task(scenario):
    """A BaseException of the program's own that ends another task stays in that task; run goes on."""
    aio, tools = scenario.aio, scenario.tools

    culprit = None

    async def culprit_steps():
        raise tools.Blast()

    async def entry():
        nonlocal culprit
        culprit = aio.create_task(culprit_steps())
        await scenario.settle(culprit)
        scenario.check_type('culprit.exception()', culprit.exception(), tools.Blast)
        return 'went on'

    scenario.check('run(entry())', aio.run(entry()), 'went on')
    scenario.expect([])


def test_cancelled_error_raised_by_main(scenario):
    """A CancelledError that main raises itself comes out of run."""
    aio = scenario.aio

    async def entry():
        raise aio.CancelledError('own')

    with scenario.raises('program', aio.CancelledError) as caught:
        aio.run(entry())
    cancellation = caught.exception
    scenario.check('cancellation.args', cancellation.args, ('own',))
    scenario.expect([('program', 'raises CancelledError')])


def test_main_cancelled_by_a_task(scenario):
    """When another task cancels main with a message, run raises CancelledError with that message."""
    aio = scenario.aio

    async def assassin(victim):
        scenario.check("victim.cancel('enough')", victim.cancel('enough'), True)

    async def entry():
        other = aio.create_task(assassin(aio.current_task()))
        with scenario.raises('entry', aio.CancelledError) as caught:
            await aio.Event().wait()
        cancellation = caught.exception
        scenario.check('cancellation.args', cancellation.args, ('enough',))
        await other
        raise cancellation

    with scenario.raises('program', aio.CancelledError) as caught:
        aio.run(entry())
    outcome = caught.exception
    scenario.check('outcome.args', outcome.args, ('enough',))
    scenario.expect(
        [
            ('entry', 'raises CancelledError'),
            ('program', 'raises CancelledError'),
        ]
    )


def test_main_cancels_itself(scenario):
    """A main that cancels itself and returns without waiting again makes run raise CancelledError."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        scenario.check('current_task().cancel()', aio.current_task().cancel(), True)
        log('entry', 'returns')
        return 'lost'

    with scenario.raises('program', aio.CancelledError):
        aio.run(entry())
    scenario.expect(
        [
            ('entry', 'returns'),
            ('program', 'raises CancelledError'),
        ]
    )


def test_main_swallows_its_cancellation(scenario):
    """A main that catches its cancellation and returns a value makes run return that value."""
    aio = scenario.aio

    async def entry():
        aio.get_running_loop().call_soon(aio.current_task().cancel)
        with scenario.raises('entry', aio.CancelledError):
            await aio.Event().wait()
        return 'kept'

    scenario.check('run(entry())', aio.run(entry()), 'kept')
    scenario.expect([('entry', 'raises CancelledError')])


def test_failure_of_main_outlives_failures_in_cleanup(scenario):
    """The exception of main comes out of run even when a task fails while it is cleaned up."""
    aio, tools = scenario.aio, scenario.tools

    reported = []
    sloppy = None

    async def sloppy_steps():
        try:
            await aio.Event().wait()
        finally:
            raise ValueError()

    async def entry():
        nonlocal sloppy
        aio.get_running_loop().set_exception_handler(report)
        sloppy = aio.create_task(sloppy_steps())
        await scenario.settle(sloppy)
        raise tools.Boom()

    def report(loop, context):
        reported.append(context['exception'])

    with scenario.raises('program', tools.Boom):
        aio.run(entry())
    scenario.check('[class_name(error) for error in reported]', [tools.class_name(error) for error in reported], ['ValueError'])
    scenario.expect([('program', 'raises Boom')])


def test_exception_of_main(scenario):
    """An Exception that main raises comes out of run with its arguments."""
    aio, tools = scenario.aio, scenario.tools

    async def entry():
        await aio.sleep(0)
        raise tools.Boom('reason')

    with scenario.raises('program', tools.Boom) as caught:
        aio.run(entry())
    caught_outside = caught.exception
    scenario.check('caught_outside.args', caught_outside.args, ('reason',))
    scenario.expect([('program', 'raises Boom')])
