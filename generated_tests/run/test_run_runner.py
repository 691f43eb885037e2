# Rendered by loopspec from spec/run/runner.yaml; do not edit, change the source and run `loopspec render`.
"""run: runner."""


def test_one_loop_for_all_runs(scenario):
    """All runs of one Runner use the same loop, which is open between them and closed at the end."""
    aio, log = scenario.aio, scenario.log

    async def entry(number):
        log('entry', f'run {number}')
        return aio.get_running_loop()

    with aio.Runner() as runner:
        loop = runner.get_loop()
        scenario.check_is('runner.run(entry(1))', runner.run(entry(1)), loop)
        scenario.check_is('loop.is_running() or loop.is_closed()', loop.is_running() or loop.is_closed(), False)
        scenario.check_is('runner.run(entry(2))', runner.run(entry(2)), loop)
        with scenario.raises('program', RuntimeError):
            aio.get_running_loop()
    scenario.check_is('loop.is_closed()', loop.is_closed(), True)
    scenario.expect(
        [
            ('entry', 'run 1'),
            ('entry', 'run 2'),
            ('program', 'raises RuntimeError'),
        ]
    )


def test_loop_is_made_when_needed(scenario):
    """The constructor of Runner makes no loop; get_loop makes it, once."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        log('entry', 'running')

    def factory():
        log('factory', 'called')
        return aio.new_event_loop()

    runner = aio.Runner(loop_factory=factory)
    log('program', 'constructed')
    runner.get_loop()
    log('program', 'got the loop')
    runner.run(entry())
    runner.run(entry())
    runner.close()
    scenario.expect(
        [
            ('program', 'constructed'),
            ('factory', 'called'),
            ('program', 'got the loop'),
            ('entry', 'running'),
            ('entry', 'running'),
        ]
    )


def test_loop_is_made_on_entering(scenario):
    """The loop of a Runner is made when the with block is entered, before its body."""
    aio, log = scenario.aio, scenario.log

    def factory():
        log('factory', 'called')
        return aio.new_event_loop()

    with aio.Runner(loop_factory=factory) as runner:
        log('program', 'body')
        scenario.check_is('runner.get_loop().is_closed()', runner.get_loop().is_closed(), False)
    scenario.expect(
        [
            ('factory', 'called'),
            ('program', 'body'),
        ]
    )


def test_loop_of_the_factory_is_used_and_closed(scenario):
    """A Runner runs on the loop that its loop_factory returned, and closes that loop."""
    aio, log = scenario.aio, scenario.log

    made = aio.new_event_loop()

    async def entry():
        scenario.check_is('get_running_loop()', aio.get_running_loop(), made)
        log('entry', 'running')

    def factory():
        return made

    with aio.Runner(loop_factory=factory) as runner:
        scenario.check_is('runner.get_loop()', runner.get_loop(), made)
        runner.run(entry())
    scenario.check_is('made.is_closed()', made.is_closed(), True)
    scenario.expect([('entry', 'running')])


def test_close_twice(scenario):
    """Closing a Runner a second time does nothing."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        log('entry', 'running')

    runner = aio.Runner()
    runner.run(entry())
    runner.close()
    runner.close()
    log('program', 'closed twice')
    scenario.expect(
        [
            ('entry', 'running'),
            ('program', 'closed twice'),
        ]
    )


def test_closed_runner_is_refused(scenario):
    """A closed Runner raises RuntimeError from run, get_loop and with."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def entry():
        log('entry', 'started')

    with aio.Runner() as runner:
        log('program', 'body')
    unused = entry()
    with scenario.raises('program', RuntimeError):
        runner.run(unused)
    scenario.check('coroutine_state(unused)', tools.coroutine_state(unused), 'created')
    unused.close()
    with scenario.raises('program', RuntimeError):
        runner.get_loop()
    with scenario.raises('program', RuntimeError):
        with runner:
            log('program', 'entered again')
    scenario.expect(
        [
            ('program', 'body'),
            ('program', 'raises RuntimeError'),
            ('program', 'raises RuntimeError'),
            ('program', 'raises RuntimeError'),
        ]
    )


def test_unused_runner_closes_without_a_loop(scenario):
    """Closing a Runner that was never used makes no loop."""
    aio, log = scenario.aio, scenario.log

    def factory():
        log('factory', 'called')
        return aio.new_event_loop()

    runner = aio.Runner(loop_factory=factory)
    runner.close()
    log('program', 'closed')
    scenario.expect([('program', 'closed')])


def test_unused_runner_after_close(scenario):
    """A Runner closed before its first use can still be used."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        log('entry', 'running')

    runner = aio.Runner()
    runner.close()
    runner.run(entry())
    runner.close()
    scenario.expect([('entry', 'running')])


def test_exception_in_the_body(scenario):
    """An exception in the body of a Runner's with block passes through, and the loop is closed."""
    aio, tools = scenario.aio, scenario.tools

    loop = None
    with scenario.raises('program', tools.Boom):
        with aio.Runner() as runner:
            loop = runner.get_loop()
            raise tools.Boom()
    scenario.check_is('loop.is_closed()', loop.is_closed(), True)
    scenario.expect([('program', 'raises Boom')])


def test_usable_after_a_failed_run__failure_boom(scenario):
    """A run that ended by an exception leaves the Runner and its loop usable."""
    aio, tools = scenario.aio, scenario.tools

    async def failing():
        await aio.sleep(0)
        raise tools.Boom()

    async def working():
        await aio.sleep(0)
        return aio.get_running_loop()

    with aio.Runner() as runner:
        with scenario.raises('program', tools.Boom):
            runner.run(failing())
        loop = runner.run(working())
        scenario.check_is('loop', loop, runner.get_loop())
    scenario.expect([('program', 'raises Boom')])


def test_usable_after_a_failed_run__failure_systemexit(scenario):
    """A run that ended by an exception leaves the Runner and its loop usable."""
    aio = scenario.aio

    async def failing():
        await aio.sleep(0)
        raise SystemExit()

    async def working():
        await aio.sleep(0)
        return aio.get_running_loop()

    with aio.Runner() as runner:
        with scenario.raises('program', SystemExit):
            runner.run(failing())
        loop = runner.run(working())
        scenario.check_is('loop', loop, runner.get_loop())
    scenario.expect([('program', 'raises SystemExit')])


def test_tasks_go_on_in_the_next_run(scenario):
    """A task left by one run of a Runner is not cancelled but goes on in the next."""
    aio, log = scenario.aio, scenario.log

    walker = None

    async def walker_steps():
        log('walker', 'sets out')
        await scenario.ticks(20)
        log('walker', 'arrives')

    async def first():
        nonlocal walker
        walker = aio.create_task(walker_steps())
        await scenario.ticks(3)
        log('first', 'returns')

    async def second():
        scenario.check('walker.cancelling()', walker.cancelling(), 0)
        await walker
        log('second', 'returns')

    with aio.Runner() as runner:
        runner.run(first())
        log('program', 'between')
        runner.run(second())
    scenario.expect(
        [
            ('walker', 'sets out'),
            ('first', 'returns'),
            ('program', 'between'),
            ('walker', 'arrives'),
            ('second', 'returns'),
        ]
    )


def test_wakeup_across_runs(scenario):
    """A task that waits since an earlier run of a Runner is woken by an event set in a later run."""
    aio, log = scenario.aio, scenario.log

    gate = None
    waiter = None

    async def waiter_steps():
        await gate.wait()
        log('waiter', 'woken')

    async def first():
        nonlocal gate, waiter
        gate = aio.Event()
        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        log('first', 'returns')

    async def second():
        gate.set()
        await waiter
        log('second', 'returns')

    with aio.Runner() as runner:
        runner.run(first())
        runner.run(second())
    scenario.expect(
        [
            ('first', 'returns'),
            ('waiter', 'woken'),
            ('second', 'returns'),
        ]
    )


def test_callbacks_scheduled_between_runs(scenario):
    """A callback scheduled on a Runner's loop between two runs runs in the next one, ahead of main."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        log('entry', 'running')

    def early():
        log('early', 'called')

    with aio.Runner() as runner:
        runner.run(entry())
        runner.get_loop().call_soon(early)
        log('program', 'scheduled')
        runner.run(entry())
    scenario.expect(
        [
            ('entry', 'running'),
            ('program', 'scheduled'),
            ('early', 'called'),
            ('entry', 'running'),
        ]
    )


def test_close_cancels_what_is_left(scenario):
    """Tasks that the runs of a Runner left behind are cancelled by close, in the loop, and awaited."""
    aio, log = scenario.aio, scenario.log

    loop = None
    leftover = None

    async def leftover_steps():
        try:
            await aio.Event().wait()
        finally:
            await aio.sleep(0)
            scenario.check_is('get_running_loop()', aio.get_running_loop(), loop)
            log('leftover', 'clean')

    async def entry():
        nonlocal leftover
        leftover = aio.create_task(leftover_steps())
        await scenario.settle(leftover)

    runner = aio.Runner()
    loop = runner.get_loop()
    runner.run(entry())
    log('program', 'closing')
    runner.close()
    log('program', 'closed')
    scenario.check_is('leftover.cancelled()', leftover.cancelled(), True)
    scenario.expect(
        [
            ('program', 'closing'),
            ('leftover', 'clean'),
            ('program', 'closed'),
        ]
    )


def test_close_drops_tasks_that_never_ran(scenario):
    """A task created on a Runner's loop outside any run is cancelled by close before its first step."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        log('entry', 'started')

    with aio.Runner() as runner:
        unborn = runner.get_loop().create_task(entry())
    scenario.check_is('unborn.cancelled()', unborn.cancelled(), True)
    scenario.expect([])


def test_generators_live_until_close(scenario):
    """An asynchronous generator goes on from one run of a Runner to the next and is closed by close."""
    aio, log = scenario.aio, scenario.log

    numbers = None

    async def pull(expected):
        scenario.check('numbers.asend(None)', await numbers.asend(None), expected)
        log('pull', f'got {expected}')

    async def count():
        try:
            yield 1
            yield 2
            yield 3
        finally:
            await aio.sleep(0)
            log('count', 'closed')

    numbers = count()
    with aio.Runner() as runner:
        runner.run(pull(1))
        runner.run(pull(2))
        log('program', 'closing')
    scenario.expect(
        [
            ('pull', 'got 1'),
            ('pull', 'got 2'),
            ('program', 'closing'),
            ('count', 'closed'),
        ]
    )


def test_executor_lives_until_close(scenario):
    """The default executor set in one run of a Runner serves the next and is shut down by close."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    executor = tools.new_executor()

    async def install():
        aio.get_running_loop().set_default_executor(executor)

    async def use():
        scenario.check('get_running_loop().run_in_executor(None, sum, [1, 2])', await aio.get_running_loop().run_in_executor(None, sum, [1, 2]), 3)

    async def use_directly():
        await aio.get_running_loop().run_in_executor(executor, sum, [1, 2])

    with aio.Runner() as runner:
        runner.run(install())
        runner.run(use())
        log('program', 'closing')
    with scenario.raises('program', RuntimeError):
        aio.run(use_directly())
    scenario.expect(
        [
            ('program', 'closing'),
            ('program', 'raises RuntimeError'),
        ]
    )


def test_two_runners_take_turns(scenario):
    """Two Runners in one thread take turns, each with its own loop and its own tasks."""
    aio, log = scenario.aio, scenario.log

    helpers = []

    async def helper(label):
        await aio.sleep(0)
        log('helper', f'{label} half way')
        await aio.Event().wait()

    async def entry(label):
        helpers.append(aio.create_task(helper(label)))
        await scenario.settle()
        return aio.get_running_loop()

    async def look():
        return [helper in aio.all_tasks() for helper in helpers]

    left = aio.Runner()
    right = aio.Runner()
    left_loop = left.run(entry('left'))
    right_loop = right.run(entry('right'))
    scenario.check_is('left_loop is right_loop', left_loop is right_loop, False)
    scenario.check('left.run(look())', left.run(look()), [True, False])
    left.close()
    scenario.check_is('right_loop.is_closed()', right_loop.is_closed(), False)
    scenario.check('right.run(look())', right.run(look()), [False, True])
    right.close()
    scenario.expect(
        [
            ('helper', 'left half way'),
            ('helper', 'right half way'),
        ]
    )


def test_run_after_another_run_function(scenario):
    """A call of run between two runs of a Runner does not disturb the Runner."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        await aio.sleep(0)
        return aio.get_running_loop()

    with aio.Runner() as runner:
        before = runner.run(entry())
        other = aio.run(entry())
        after = runner.run(entry())
        scenario.check_is('before is after', before is after, True)
        scenario.check_is('other is before', other is before, False)
    log('program', 'closed')
    scenario.expect([('program', 'closed')])


def test_runs_share_one_context(scenario):
    """A context variable set in one run of a Runner is seen in the next, and not outside."""
    aio, tools = scenario.aio, scenario.tools

    colour = tools.ContextVar('colour')

    async def paint():
        colour.set('blue')

    async def look():
        return colour.get()

    colour.set('red')
    with aio.Runner() as runner:
        runner.run(paint())
        scenario.check('colour.get()', colour.get(), 'red')
        scenario.check('runner.run(look())', runner.run(look()), 'blue')
    scenario.expect([])


def test_context_is_taken_on_entering(scenario):
    """The context of a Runner is a copy made when its loop is made; later changes outside are not seen."""
    aio, tools = scenario.aio, scenario.tools

    colour = tools.ContextVar('colour')

    async def look():
        return colour.get()

    colour.set('before')
    runner = aio.Runner()
    colour.set('on entering')
    with runner:
        colour.set('too late')
        seen = runner.run(look())
        scenario.check('seen', seen, 'on entering')
    scenario.expect([])


def test_context_given_to_one_run(scenario):
    """The context given to Runner.run is the one main runs in, for that run only."""
    aio, tools = scenario.aio, scenario.tools

    colour = tools.ContextVar('colour')

    async def paint(value):
        colour.set(value)

    async def look():
        return colour.get('nothing')

    given = tools.copy_context()
    with aio.Runner() as runner:
        runner.run(paint('blue'), context=given)
        scenario.check('given[colour]', given[colour], 'blue')
        seen = runner.run(look())
        scenario.check('seen', seen, 'nothing')
        seen = runner.run(look(), context=given)
        scenario.check('seen', seen, 'blue')
    scenario.expect([])


def test_main_task_of_every_run_is_new(scenario):
    """Every run of a Runner has a main task of its own, which is done when the run has returned."""
    aio = scenario.aio

    async def entry():
        return aio.current_task()

    with aio.Runner() as runner:
        first = runner.run(entry())
        scenario.check_is('first.done()', first.done(), True)
        second = runner.run(entry())
        scenario.check_is('first is second', first is second, False)
        scenario.check_is('second.get_loop()', second.get_loop(), runner.get_loop())
    scenario.expect([])


def test_leftover_fails_between_runs_of_main(scenario):
    """A task that fails during a later run of a Runner does not disturb that run."""
    aio, tools = scenario.aio, scenario.tools

    gate = None
    culprit = None

    async def culprit_steps():
        await gate.wait()
        raise tools.Boom()

    async def first():
        nonlocal culprit, gate
        gate = aio.Event()
        culprit = aio.create_task(culprit_steps())
        await scenario.settle(culprit)

    async def second():
        gate.set()
        await scenario.settle(culprit)
        scenario.check_type('culprit.exception()', culprit.exception(), tools.Boom)
        return 'fine'

    with aio.Runner() as runner:
        runner.run(first())
        scenario.check('runner.run(second())', runner.run(second()), 'fine')
    scenario.expect([])


def test_first_run_makes_the_loop(scenario):
    """The first call of Runner.run makes the loop of a Runner that was not entered; later ones use it."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        log('entry', 'running')

    def factory():
        log('factory', 'called')
        return aio.new_event_loop()

    runner = aio.Runner(loop_factory=factory)
    log('program', 'constructed')
    runner.run(entry())
    runner.run(entry())
    runner.close()
    scenario.expect(
        [
            ('program', 'constructed'),
            ('factory', 'called'),
            ('entry', 'running'),
            ('entry', 'running'),
        ]
    )


def test_default_loop_is_current(scenario):
    """A Runner whose loop_factory is None sets its loop as the current one, also between its runs."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        log('entry', 'running')

    with aio.Runner(loop_factory=None) as runner:
        scenario.check_is('get_event_loop() is runner.get_loop()', aio.get_event_loop() is runner.get_loop(), True)
        runner.run(entry())
        scenario.check_is('get_event_loop() is runner.get_loop()', aio.get_event_loop() is runner.get_loop(), True)
    scenario.expect([('entry', 'running')])


def test_close_releases_the_context(scenario):
    """The values that runs have left in context variables are gone with the closed Runner."""
    aio, tools = scenario.aio, scenario.tools

    colour = tools.ContextVar('colour')
    trace = None

    async def paint():
        nonlocal trace
        pigment = tools.partial(tools.noop)
        trace = tools.weak(pigment)
        colour.set(pigment)

    runner = aio.Runner()
    runner.run(paint())
    tools.collect()
    scenario.check_is('trace() is None', trace() is None, False)
    runner.close()
    runner = None
    tools.collect()
    scenario.check_is('trace() is None', trace() is None, True)
    scenario.expect([])


def test_closed_runner_has_no_context(scenario):
    """Whether a closed Runner that is still referred to keeps the values of its context is recorded."""
    aio, tools = scenario.aio, scenario.tools

    colour = tools.ContextVar('colour')
    trace = None

    async def paint():
        nonlocal trace
        pigment = tools.partial(tools.noop)
        trace = tools.weak(pigment)
        colour.set(pigment)

    runner = aio.Runner()
    runner.run(paint())
    tools.collect()
    scenario.check_is('trace() is None', trace() is None, False)
    runner.close()
    tools.collect()
    scenario.observe('trace() is None', trace() is None)
    scenario.expect([])


def test_current_loop_is_left_alone(scenario):
    """A Runner with a loop_factory leaves the current loop of the thread as it was."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        log('entry', 'running')

    loop = scenario.open_loop()
    aio.set_event_loop(loop)
    with aio.Runner(loop_factory=aio.new_event_loop) as runner:
        runner.run(entry())
    scenario.check_is('get_event_loop()', aio.get_event_loop(), loop)
    aio.set_event_loop(None)
    scenario.expect([('entry', 'running')])


def test_closed_runner_lets_its_loop_go(scenario):
    """A closed Runner does not keep its loop."""
    aio, tools = scenario.aio, scenario.tools

    async def entry():
        return tools.weak(aio.get_running_loop())

    runner = aio.Runner()
    reference = runner.run(entry())
    runner.close()
    tools.collect()
    scenario.check_is('reference()', reference(), None)
    with scenario.raises('program', RuntimeError):
        runner.get_loop()
    scenario.expect([('program', 'raises RuntimeError')])


def test_what_is_not_awaitable_reaches_no_factory(scenario):
    """The method run() of a Runner refuses what cannot be awaited with TypeError before a task factory is called."""
    aio, log = scenario.aio, scenario.log

    def factory(owner, coroutine, **options):
        log('factory', 'is called')
        return aio.Task(coroutine, loop=owner, **options)

    with aio.Runner() as runner:
        runner.get_loop().set_task_factory(factory)
        with scenario.raises('program', TypeError):
            runner.run(42)
        runner.get_loop().set_task_factory(None)
    scenario.expect([('program', 'raises TypeError')])


def test_tasks_of_a_loop_of_the_class_event_loop(scenario):
    """Tasks and futures of a loop that a Runner has made with EventLoop are of the classes Task and Future."""
    aio = scenario.aio

    async def worker():
        await aio.sleep(0)
        return 5

    async def entry():
        task = aio.create_task(worker())
        scenario.check_type('task', task, aio.Task)
        scenario.check_type('current_task()', aio.current_task(), aio.Task)
        scenario.check_type('get_running_loop().create_future()', aio.get_running_loop().create_future(), aio.Future)
        scenario.check('task', await task, 5)

    with aio.Runner(loop_factory=aio.EventLoop) as runner:
        runner.run(entry())
    scenario.expect([])
