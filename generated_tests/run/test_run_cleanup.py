# Rendered by loopspec from spec/run/cleanup.yaml; do not edit, change the source and run `loopspec render`.
"""run: cleanup."""


def test_leftover_task_is_cancelled_and_awaited(scenario):
    """A task that main leaves behind is cancelled, and run returns after its clean-up has ended."""
    aio, log = scenario.aio, scenario.log

    leftover = None

    async def leftover_steps():
        try:
            await aio.Event().wait()
        finally:
            log('leftover', 'cleaning')
            await aio.sleep(0)
            log('leftover', 'clean')

    async def entry():
        nonlocal leftover
        leftover = aio.create_task(leftover_steps())
        await scenario.settle(leftover)
        log('entry', 'returns')

    aio.run(entry())
    log('program', 'run is over')
    scenario.check_is('leftover.cancelled()', leftover.cancelled(), True)
    scenario.expect(
        [
            ('entry', 'returns'),
            ('leftover', 'cleaning'),
            ('leftover', 'clean'),
            ('program', 'run is over'),
        ]
    )


def test_leftovers_are_cancelled_together(scenario):
    """All leftover tasks are cancelled before the first of them gets to clean up."""
    aio, log = scenario.aio, scenario.log

    left = None
    right = None

    async def left_steps():
        try:
            await aio.Event().wait()
        finally:
            scenario.check('right.cancelling()', right.cancelling(), 1)
            await aio.sleep(0)
            log('left', 'clean')

    async def right_steps():
        try:
            await aio.Event().wait()
        finally:
            scenario.check('left.cancelling()', left.cancelling(), 1)
            await aio.sleep(0)
            log('right', 'clean')

    async def entry():
        nonlocal left, right
        left = aio.create_task(left_steps())
        right = aio.create_task(right_steps())
        await scenario.settle(left, right)

    aio.run(entry())
    scenario.expect([scenario.any_order(('left', 'clean'), ('right', 'clean'))])


def test_leftovers_wait_for_each_other(scenario):
    """Leftover tasks of which one awaits the other both end cancelled, the awaited one first."""
    aio = scenario.aio

    child = None
    parent = None

    async def child_steps():
        with scenario.raises('child', aio.CancelledError):
            await aio.Event().wait()
        raise aio.CancelledError()

    async def parent_steps():
        with scenario.raises('parent', aio.CancelledError):
            await child
        scenario.check_is('child.cancelled()', child.cancelled(), True)
        raise aio.CancelledError()

    async def entry():
        nonlocal child, parent
        child = aio.create_task(child_steps())
        parent = aio.create_task(parent_steps())
        await scenario.settle(child, parent)

    aio.run(entry())
    scenario.check_is('child.cancelled() and parent.cancelled()', child.cancelled() and parent.cancelled(), True)
    scenario.expect(
        [
            ('child', 'raises CancelledError'),
            ('parent', 'raises CancelledError'),
        ]
    )


def test_leftover_that_never_started(scenario):
    """A task created in main's last step starts neither before nor during the clean-up if main cancels it."""
    aio, log = scenario.aio, scenario.log

    unborn = None

    async def unborn_steps():
        log('unborn', 'started')

    async def entry():
        nonlocal unborn
        unborn = aio.create_task(unborn_steps())
        unborn.cancel()

    aio.run(entry())
    scenario.check_is('unborn.cancelled()', unborn.cancelled(), True)
    scenario.expect([])


def test_task_created_in_the_last_step_takes_its_first(scenario):
    """A task created in main's last step still takes its first step before the clean-up cancels it."""
    aio, log = scenario.aio, scenario.log

    latecomer = None

    async def latecomer_steps():
        log('latecomer', 'started')
        with scenario.raises('latecomer', aio.CancelledError):
            await aio.Event().wait()

    async def entry():
        nonlocal latecomer
        latecomer = aio.create_task(latecomer_steps())
        log('entry', 'returns')

    aio.run(entry())
    scenario.expect(
        [
            ('entry', 'returns'),
            ('latecomer', 'started'),
            ('latecomer', 'raises CancelledError'),
        ]
    )


def test_leftover_that_swallows_the_cancellation(scenario):
    """A leftover task that catches its cancellation and goes on is awaited to its own end."""
    aio, log = scenario.aio, scenario.log

    stubborn = None

    async def stubborn_steps():
        with scenario.raises('stubborn', aio.CancelledError):
            await aio.Event().wait()
        await aio.sleep(0)
        log('stubborn', 'finished')
        return 'a result'

    async def entry():
        nonlocal stubborn
        stubborn = aio.create_task(stubborn_steps())
        await scenario.settle(stubborn)

    aio.run(entry())
    scenario.check('stubborn.result()', stubborn.result(), 'a result')
    scenario.expect(
        [
            ('stubborn', 'raises CancelledError'),
            ('stubborn', 'finished'),
        ]
    )


def test_leftover_already_cleaning_up(scenario):
    """A leftover task that is in its clean-up after an earlier cancel() is cancelled once more by run."""
    aio, log = scenario.aio, scenario.log

    slow_cleaner = None

    async def slow_cleaner_steps():
        try:
            await aio.Event().wait()
        finally:
            log('slow_cleaner', 'cleaning')
            with scenario.raises('slow_cleaner', aio.CancelledError):
                await aio.Event().wait()
            scenario.check('current_task().cancelling()', aio.current_task().cancelling(), 2)

    async def entry():
        nonlocal slow_cleaner
        slow_cleaner = aio.create_task(slow_cleaner_steps())
        await scenario.settle(slow_cleaner)
        slow_cleaner.cancel()
        await scenario.settle(slow_cleaner)
        log('entry', 'returns')

    aio.run(entry())
    scenario.expect(
        [
            ('slow_cleaner', 'cleaning'),
            ('entry', 'returns'),
            ('slow_cleaner', 'raises CancelledError'),
        ]
    )


def test_leftover_awaits_a_new_task(scenario):
    """A leftover task that starts a task in its clean-up and awaits it sees it end as usual."""
    aio, log = scenario.aio, scenario.log

    leftover = None

    async def leftover_steps():
        try:
            await aio.Event().wait()
        finally:
            scenario.check('create_task(errand())', await aio.create_task(errand()), 'done')
            log('leftover', 'clean')

    async def errand():
        await aio.sleep(0)
        log('errand', 'run')
        return 'done'

    async def entry():
        nonlocal leftover
        leftover = aio.create_task(leftover_steps())
        await scenario.settle(leftover)

    aio.run(entry())
    scenario.expect(
        [
            ('errand', 'run'),
            ('leftover', 'clean'),
        ]
    )


def test_task_started_in_cleanup_is_not_cancelled(scenario):
    """A task started by a leftover task in its clean-up is itself not cancelled by run."""
    aio, log = scenario.aio, scenario.log

    orphan = None
    leftover = None

    async def leftover_steps():
        nonlocal orphan
        try:
            await aio.Event().wait()
        finally:
            orphan = aio.create_task(errand())
            await scenario.settle(orphan)

    async def errand():
        log('errand', 'started')
        await aio.Event().wait()

    async def entry():
        nonlocal leftover
        leftover = aio.create_task(leftover_steps())
        await scenario.settle(leftover)

    aio.run(entry())
    scenario.check('orphan.cancelling()', orphan.cancelling(), 0)
    scenario.check_is('orphan.done()', orphan.done(), False)
    scenario.expect([('errand', 'started')])


def test_failing_leftover_is_reported(scenario):
    """The failure of a leftover task goes to the exception handler with the task, not out of run."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    contexts = []
    trouble = tools.Boom()
    sloppy = None
    tidy = None

    async def sloppy_steps():
        try:
            await aio.Event().wait()
        finally:
            raise trouble

    async def tidy_steps():
        try:
            await aio.Event().wait()
        finally:
            await aio.sleep(0)
            log('tidy', 'clean')

    async def entry():
        nonlocal sloppy, tidy
        aio.get_running_loop().set_exception_handler(report)
        sloppy = aio.create_task(sloppy_steps())
        tidy = aio.create_task(tidy_steps())
        await scenario.settle(sloppy, tidy)
        return 'a result'

    def report(loop, context):
        log('report', 'called')
        contexts.append(context)

    scenario.check('run(entry())', aio.run(entry()), 'a result')
    scenario.check_is("contexts[0]['exception'] is trouble", contexts[0]['exception'] is trouble, True)
    scenario.check_is("contexts[0]['task'] is sloppy", contexts[0]['task'] is sloppy, True)
    scenario.check_is("'message' in contexts[0]", 'message' in contexts[0], True)
    scenario.expect(
        [
            ('tidy', 'clean'),
            ('report', 'called'),
        ]
    )


def test_leftover_that_exits(scenario):
    """SystemExit raised by a leftover task in its clean-up comes out of run, and the loop is closed."""
    aio = scenario.aio

    loop = None
    leaver = None

    async def leaver_steps():
        try:
            await aio.Event().wait()
        finally:
            raise SystemExit(5)

    async def entry():
        nonlocal leaver, loop
        loop = aio.get_running_loop()
        leaver = aio.create_task(leaver_steps())
        await scenario.settle(leaver)

    with scenario.raises('program', SystemExit) as caught:
        aio.run(entry())
    exit = caught.exception
    scenario.check('exit.code', exit.code, 5)
    scenario.check_is('loop.is_closed()', loop.is_closed(), True)
    scenario.expect([('program', 'raises SystemExit')])


def test_shielded_task_is_cancelled_too(scenario):
    """A task protected by shield is a leftover as any other and is cancelled when main returns."""
    aio = scenario.aio

    protected = None
    guardian = None

    async def protected_steps():
        with scenario.raises('protected', aio.CancelledError):
            await aio.Event().wait()

    async def guardian_steps():
        with scenario.raises('guardian', aio.CancelledError):
            await aio.shield(protected)

    async def entry():
        nonlocal guardian, protected
        protected = aio.create_task(protected_steps())
        guardian = aio.create_task(guardian_steps())
        await scenario.settle(protected, guardian)

    aio.run(entry())
    scenario.expect([scenario.any_order(('protected', 'raises CancelledError'), ('guardian', 'raises CancelledError'))])


def test_futures_are_not_cancelled(scenario):
    """A pending future that is no task is left pending by the clean-up."""
    aio = scenario.aio

    promise = None

    async def entry():
        nonlocal promise
        promise = aio.get_running_loop().create_future()

    aio.run(entry())
    scenario.check_is('promise.done()', promise.done(), False)
    scenario.expect([])


def test_done_callbacks_of_leftovers_run(scenario):
    """The done callbacks of a leftover task run before run returns."""
    aio, log = scenario.aio, scenario.log

    leftover = None

    async def leftover_steps():
        await aio.Event().wait()

    async def entry():
        nonlocal leftover
        leftover = aio.create_task(leftover_steps())
        leftover.add_done_callback(finished)
        await scenario.settle(leftover)
        log('entry', 'returns')

    def finished(task):
        scenario.check_is('task.cancelled()', task.cancelled(), True)
        log('finished', 'called')

    aio.run(entry())
    log('program', 'run is over')
    scenario.expect(
        [
            ('entry', 'returns'),
            ('finished', 'called'),
            ('program', 'run is over'),
        ]
    )


def test_pending_timer_is_dropped(scenario):
    """A timer far in the future neither runs nor keeps run from returning."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        aio.get_running_loop().call_later(scenario.seconds(1000), alarm)
        log('entry', 'returns')

    def alarm():
        log('alarm', 'rang')

    aio.run(entry())
    log('program', 'run is over')
    scenario.expect(
        [
            ('entry', 'returns'),
            ('program', 'run is over'),
        ]
    )


def test_cleanup_after_a_failure(scenario):
    """A main that fails has its leftover tasks cleaned up before the exception leaves run."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    leftover = None

    async def leftover_steps():
        try:
            await aio.Event().wait()
        finally:
            await aio.sleep(0)
            log('leftover', 'clean')

    async def entry():
        nonlocal leftover
        leftover = aio.create_task(leftover_steps())
        await scenario.settle(leftover)
        raise tools.Boom()

    with scenario.raises('program', tools.Boom):
        aio.run(entry())
    scenario.expect(
        [
            ('leftover', 'clean'),
            ('program', 'raises Boom'),
        ]
    )


def test_leftover_that_returns_is_not_reported(scenario):
    """A leftover task that ends with a result when it is cancelled is not reported to the exception handler."""
    aio, log = scenario.aio, scenario.log

    obliging = None

    async def obliging_steps():
        try:
            await aio.Event().wait()
        except aio.CancelledError:
            return 'done'

    async def entry():
        nonlocal obliging
        aio.get_running_loop().set_exception_handler(report)
        obliging = aio.create_task(obliging_steps())
        await scenario.settle(obliging)
        return 'a result'

    def report(loop, context):
        log('report', 'called')

    scenario.check('run(entry())', aio.run(entry()), 'a result')
    scenario.expect([])
