# Rendered by loopspec from spec/run/run.yaml; do not edit, change the source and run `loopspec render`.
"""run: run."""


def test_returns_what_main_returned(scenario):
    """The function run returns the very object that main returns."""
    aio = scenario.aio

    gift = ['anything']

    async def entry():
        await aio.sleep(0)
        return gift

    received = aio.run(entry())
    scenario.check_is('received', received, gift)
    scenario.expect([])


def test_every_run_has_a_new_loop(scenario):
    """Two runs in a row use two different loops, and each is closed when its run has returned."""
    aio = scenario.aio

    async def entry():
        scenario.check_is('get_running_loop().is_closed()', aio.get_running_loop().is_closed(), False)
        return aio.get_running_loop()

    first = aio.run(entry())
    scenario.check_is('first.is_closed()', first.is_closed(), True)
    second = aio.run(entry())
    scenario.check_is('second.is_closed()', second.is_closed(), True)
    scenario.check_is('first is second', first is second, False)
    scenario.check_is('first.is_running() or second.is_running()', first.is_running() or second.is_running(), False)
    scenario.expect([])


def test_the_loop_runs_in_this_thread_only_meanwhile(scenario):
    """There is a running loop inside run, and none before it and after it."""
    aio = scenario.aio

    async def entry():
        scenario.check_is('get_running_loop().is_running()', aio.get_running_loop().is_running(), True)

    with scenario.raises('program', RuntimeError):
        aio.get_running_loop()
    aio.run(entry())
    with scenario.raises('program', RuntimeError):
        aio.get_running_loop()
    scenario.expect(
        [
            ('program', 'raises RuntimeError'),
            ('program', 'raises RuntimeError'),
        ]
    )


def test_no_running_loop_after_a_failure__failure_boom(scenario):
    """After a run that ended by an exception no loop is running and the next run starts afresh."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def failing():
        raise tools.Boom()

    async def working():
        return 'fine'

    try:
        aio.run(failing())
    except BaseException:
        log('program', 'failed')
    with scenario.raises('program', RuntimeError):
        aio.get_running_loop()
    scenario.check('run(working())', aio.run(working()), 'fine')
    scenario.expect(
        [
            ('program', 'failed'),
            ('program', 'raises RuntimeError'),
        ]
    )


def test_no_running_loop_after_a_failure__failure_systemexit(scenario):
    """After a run that ended by an exception no loop is running and the next run starts afresh."""
    aio, log = scenario.aio, scenario.log

    async def failing():
        raise SystemExit()

    async def working():
        return 'fine'

    try:
        aio.run(failing())
    except BaseException:
        log('program', 'failed')
    with scenario.raises('program', RuntimeError):
        aio.get_running_loop()
    scenario.check('run(working())', aio.run(working()), 'fine')
    scenario.expect(
        [
            ('program', 'failed'),
            ('program', 'raises RuntimeError'),
        ]
    )


def test_get_event_loop_inside_is_the_running_loop(scenario):
    """Inside run get_event_loop returns the loop that is running, in main, in tasks and in callbacks."""
    aio, log = scenario.aio, scenario.log

    loop = None

    async def helper():
        scenario.check_is('get_event_loop() is loop', aio.get_event_loop() is loop, True)
        log('helper', 'looked')

    async def entry():
        nonlocal loop
        loop = aio.get_running_loop()
        scenario.check_is('get_event_loop() is loop', aio.get_event_loop() is loop, True)
        loop.call_soon(look)
        await aio.create_task(helper())
        await scenario.settle()

    def look():
        scenario.check_is('get_event_loop() is loop', aio.get_event_loop() is loop, True)
        log('look', 'looked')

    aio.run(entry())
    scenario.expect([scenario.any_order(('look', 'looked'), ('helper', 'looked'))])


def test_main_runs_as_a_task(scenario):
    """The coroutine given to run runs as a task, which is done when run has returned."""
    aio = scenario.aio

    async def entry():
        main_task = aio.current_task()
        scenario.check_type('current_task()', main_task, aio.Task)
        scenario.check_is('main_task in all_tasks()', main_task in aio.all_tasks(), True)
        scenario.check_is('main_task.done()', main_task.done(), False)
        return main_task

    finished = aio.run(entry())
    scenario.check_is('finished.done()', finished.done(), True)
    scenario.check_is('finished.cancelled()', finished.cancelled(), False)
    scenario.expect([])


def test_nothing_is_left_for_the_next_run(scenario):
    """Callbacks and tasks of one run do not go on in the next."""
    aio, log = scenario.aio, scenario.log

    first_loop = None
    calls = []
    previous = []

    async def endless():
        await aio.Event().wait()

    async def first():
        nonlocal first_loop
        first_loop = aio.get_running_loop()
        first_loop.call_soon(again, 100)
        previous.append(aio.create_task(endless()))
        await aio.sleep(0)

    async def second():
        scenario.check_is('previous[0] in all_tasks()', previous[0] in aio.all_tasks(), False)
        await scenario.settle()
        log('second', 'done')

    def again(times):
        calls.append(times)
        for once in range(min(times, 1)):
            first_loop.call_soon(again, times - 1)

    aio.run(first())
    calls_of_the_first = len(calls)
    aio.run(second())
    scenario.check('len(calls)', len(calls), calls_of_the_first)
    scenario.expect([('second', 'done')])


def test_callback_scheduled_just_before_the_end_runs(scenario):
    """A callback given to call_soon right before main returns still runs, ahead of the end of run."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        aio.get_running_loop().call_soon(farewell)
        log('entry', 'returning')

    def farewell():
        log('farewell', 'called')

    aio.run(entry())
    log('program', 'run is over')
    scenario.expect(
        [
            ('entry', 'returning'),
            ('farewell', 'called'),
            ('program', 'run is over'),
        ]
    )


def test_done_callback_of_main_runs(scenario):
    """A done callback that main put on its own task runs before Runner.run returns, with the task done."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        aio.current_task().add_done_callback(finished)
        return 'a result'

    def finished(task):
        log('finished', f'called with {task.result()}')

    with aio.Runner() as runner:
        scenario.check('runner.run(entry())', runner.run(entry()), 'a result')
        log('program', 'run is over')
    scenario.expect(
        [
            ('finished', 'called with a result'),
            ('program', 'run is over'),
        ]
    )


def test_main_reads_the_context_of_the_caller(scenario):
    """Main sees the context variables of the code that called run, and what main sets stays inside."""
    aio, tools = scenario.aio, scenario.tools

    colour = tools.ContextVar('colour')

    async def entry():
        scenario.check('colour.get()', colour.get(), 'red')
        colour.set('blue')
        await aio.sleep(0)
        scenario.check('colour.get()', colour.get(), 'blue')

    colour.set('red')
    aio.run(entry())
    scenario.check('colour.get()', colour.get(), 'red')
    scenario.expect([])


def test_loop_factory_is_called_once(scenario):
    """The loop_factory given to run is called once, without arguments, and main runs on its loop."""
    aio, log = scenario.aio, scenario.log

    made = []

    async def entry():
        scenario.check_is('get_running_loop() is made[0]', aio.get_running_loop() is made[0], True)
        log('entry', 'running')

    def factory(*arguments):
        log('factory', f'called with {len(arguments)} arguments')
        made.append(aio.new_event_loop())
        return made[0]

    aio.run(entry(), loop_factory=factory)
    scenario.check_is('made[0].is_closed()', made[0].is_closed(), True)
    scenario.expect(
        [
            ('factory', 'called with 0 arguments'),
            ('entry', 'running'),
        ]
    )


def test_failing_loop_factory(scenario):
    """An exception of loop_factory comes out of run, and main never starts."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def entry():
        log('entry', 'started')

    def factory():
        raise tools.Boom()

    unused = entry()
    with scenario.raises('program', tools.Boom):
        aio.run(unused, loop_factory=factory)
    scenario.check('coroutine_state(unused)', tools.coroutine_state(unused), 'created')
    unused.close()
    scenario.expect([('program', 'raises Boom')])


def test_runs_in_another_thread(scenario):
    """In a thread beside a running loop run works, on a loop of its own."""
    aio, log = scenario.aio, scenario.log

    loops = []

    async def inner():
        loops.append(aio.get_running_loop())
        await aio.sleep(0)
        log('inner', 'done')

    async def entry():
        loops.append(aio.get_running_loop())

        def thread_steps():
            aio.run(inner())

        await scenario.beside_thread(thread_steps)
        scenario.check_is('get_running_loop() is loops[0]', aio.get_running_loop() is loops[0], True)
        scenario.check_is('loops[1] is loops[0]', loops[1] is loops[0], False)
        scenario.check_is('loops[1].is_closed()', loops[1].is_closed(), True)
        log('entry', 'done')

    aio.run(entry())
    scenario.expect(
        [
            ('inner', 'done'),
            ('entry', 'done'),
        ]
    )


def test_main_takes_as_many_iterations_as_it_waits(scenario):
    """A main with three sleep(0) takes four iterations of the loop, the last only to end the run."""
    aio = scenario.aio

    loop = None
    iterations = []

    async def entry():
        nonlocal loop
        loop = aio.get_running_loop()
        loop.call_soon(count)
        await scenario.ticks(3)
        scenario.check('iterations', iterations, [1, 2, 3])

    def count():
        iterations.append(len(iterations) + 1)
        for once in range(min(10 - len(iterations), 1)):
            loop.call_soon(count)

    with aio.Runner() as runner:
        runner.run(entry())
        scenario.check('iterations', iterations, [1, 2, 3, 4])
    scenario.expect([])


def test_event_loop_as_the_factory(scenario):
    """The class EventLoop given to run as loop_factory makes the loop that main runs on."""
    aio = scenario.aio

    async def entry():
        return aio.get_running_loop()

    loop = aio.run(entry(), loop_factory=aio.EventLoop)
    scenario.check_type('run(entry(), loop_factory=EventLoop)', loop, aio.EventLoop)
    scenario.check_is('loop.is_closed()', loop.is_closed(), True)
    scenario.expect([])


def test_loop_is_an_abstract_event_loop(scenario):
    """The loop that main runs on is an instance of AbstractEventLoop."""
    aio = scenario.aio

    async def entry():
        scenario.check_type('get_running_loop()', aio.get_running_loop(), aio.AbstractEventLoop)

    aio.run(entry())
    scenario.expect([])
