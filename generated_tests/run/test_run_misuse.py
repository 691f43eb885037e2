# Rendered by loopspec from spec/run/misuse.yaml; do not edit, change the source and run `loopspec render`.
"""run: misuse."""


def test_refused_inside_a_running_loop(scenario):
    """Inside a running loop run raises RuntimeError, and that loop goes on undisturbed."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def inner():
            log('inner', 'started')

        async def bystander():
            await aio.sleep(0)
            log('bystander', 'done')

        loop = aio.get_running_loop()
        other = aio.create_task(bystander())
        unused = inner()
        with scenario.raises('main', RuntimeError):
            aio.run(unused)
        unused.close()
        scenario.check_is('get_running_loop() is loop', aio.get_running_loop() is loop, True)
        await other
        scenario.check_is('loop.is_closed()', loop.is_closed(), False)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('bystander', 'done'),
        ]
    )


def test_refused_coroutine_is_left_untouched(scenario):
    """A coroutine that run refuses inside a running loop is neither started nor closed."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def inner():
            return 'used later'

        spared = inner()
        with scenario.raises('main', RuntimeError):
            aio.run(spared)
        scenario.check('coroutine_state(spared)', tools.coroutine_state(spared), 'created')
        scenario.check('spared', await spared, 'used later')

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_refused_coroutine_warns_when_dropped(scenario):
    """A coroutine that run refused inside a running loop warns as never awaited when it is dropped."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def inner():
            log('inner', 'started')

        async with tools.caught_warnings() as names:
            with scenario.raises('main', RuntimeError):
                aio.run(inner())
            tools.collect()
        scenario.check('names', names, ['RuntimeWarning'])

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_refused_in_a_callback(scenario):
    """In a callback of a running loop, where no task is current, run raises RuntimeError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        called = aio.Event()

        async def inner():
            log('inner', 'started')

        def nest():
            called.set()
            unused = inner()
            with scenario.raises('nest', RuntimeError):
                aio.run(unused)
            unused.close()

        aio.get_running_loop().call_soon(nest)
        await called.wait()

    scenario.run(main)
    scenario.expect([('nest', 'raises RuntimeError')])


def test_runner_refuses_inside_a_running_loop(scenario):
    """Runner.run raises RuntimeError inside a running loop, whichever loop that is."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def inner():
            log('inner', 'started')

        runner = aio.Runner()
        unused = inner()
        with scenario.raises('main', RuntimeError):
            runner.run(unused)
        scenario.check('coroutine_state(unused)', tools.coroutine_state(unused), 'created')
        unused.close()

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_runner_refuses_to_be_nested_in_itself(scenario):
    """Runner.run called from the coroutine that the same runner runs raises RuntimeError."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    runner = aio.Runner()

    async def inner():
        log('inner', 'started')

    async def entry():
        unused = inner()
        with scenario.raises('entry', RuntimeError):
            runner.run(unused)
        await aio.sleep(0)
        scenario.check('coroutine_state(unused)', tools.coroutine_state(unused), 'created')
        unused.close()
        return 'went on'

    with runner:
        scenario.check('runner.run(entry())', runner.run(entry()), 'went on')
    scenario.expect([('entry', 'raises RuntimeError')])


def test_no_coroutine_before_3_14__argument_none(scenario):
    """Up to Python 3.13 run raises ValueError for anything but a coroutine."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        log('entry', 'started')

    async def items():
        yield 1

    scenario.check_is('callable(entry) and callable(items)', callable(entry) and callable(items), True)
    with scenario.raises('program', ValueError):
        aio.run(None)
    scenario.expect([('program', 'raises ValueError')])


def test_no_coroutine_before_3_14__argument_entry(scenario):
    """Up to Python 3.13 run raises ValueError for anything but a coroutine."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        log('entry', 'started')

    async def items():
        yield 1

    scenario.check_is('callable(entry) and callable(items)', callable(entry) and callable(items), True)
    with scenario.raises('program', ValueError):
        aio.run(entry)
    scenario.expect([('program', 'raises ValueError')])


def test_no_coroutine_before_3_14__argument_items(scenario):
    """Up to Python 3.13 run raises ValueError for anything but a coroutine."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        log('entry', 'started')

    async def items():
        yield 1

    scenario.check_is('callable(entry) and callable(items)', callable(entry) and callable(items), True)
    with scenario.raises('program', ValueError):
        aio.run(items())
    scenario.expect([('program', 'raises ValueError')])


def test_no_awaitable_since_3_14__argument_none(scenario):
    """From Python 3.14 on run raises TypeError for an object that cannot be awaited."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        log('entry', 'started')

    async def items():
        yield 1

    scenario.check_is('callable(entry) and callable(items)', callable(entry) and callable(items), True)
    with scenario.raises('program', TypeError):
        aio.run(None)
    scenario.expect([('program', 'raises TypeError')])


def test_no_awaitable_since_3_14__argument_entry(scenario):
    """From Python 3.14 on run raises TypeError for an object that cannot be awaited."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        log('entry', 'started')

    async def items():
        yield 1

    scenario.check_is('callable(entry) and callable(items)', callable(entry) and callable(items), True)
    with scenario.raises('program', TypeError):
        aio.run(entry)
    scenario.expect([('program', 'raises TypeError')])


def test_no_awaitable_since_3_14__argument_items(scenario):
    """From Python 3.14 on run raises TypeError for an object that cannot be awaited."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        log('entry', 'started')

    async def items():
        yield 1

    scenario.check_is('callable(entry) and callable(items)', callable(entry) and callable(items), True)
    with scenario.raises('program', TypeError):
        aio.run(items())
    scenario.expect([('program', 'raises TypeError')])


def test_awaitable_before_3_14(scenario):
    """Up to Python 3.13 Runner.run raises ValueError for a future of its loop, and the future stays pending."""
    aio = scenario.aio

    with aio.Runner() as runner:
        answer = runner.get_loop().create_future()
        with scenario.raises('program', ValueError):
            runner.run(answer)
        scenario.check_is('answer.done()', answer.done(), False)
    scenario.expect([('program', 'raises ValueError')])


def test_awaitable_since_3_14(scenario):
    """From Python 3.14 on run awaits any awaitable object and returns what it gives."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def entry():
        await aio.sleep(0)
        log('entry', 'ran')
        return 'a result'

    scenario.check('run(awaitable(entry()))', aio.run(tools.awaitable(entry())), 'a result')
    scenario.expect([('entry', 'ran')])


def test_runner_accepts_a_future_since_3_14(scenario):
    """From Python 3.14 on Runner.run awaits a future of its loop and returns its result."""
    aio = scenario.aio

    with aio.Runner() as runner:
        answer = runner.get_loop().create_future()
        runner.get_loop().call_soon(answer.set_result, 42)
        received = runner.run(answer)
        scenario.check('received', received, 42)
    scenario.expect([])


def test_runner_survives_a_refused_argument(scenario):
    """A runner that refused an argument runs the next coroutine as usual."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        return 'fine'

    with aio.Runner() as runner:
        try:
            runner.run('no coroutine')
        except (TypeError, ValueError):
            log('program', 'refused')
        scenario.check('runner.run(entry())', runner.run(entry()), 'fine')
    scenario.expect([('program', 'refused')])


def test_loop_is_closed_after_a_refused_argument(scenario):
    """The loop that run has made is closed also when run refuses its argument."""
    aio, log = scenario.aio, scenario.log

    made = []

    def factory():
        made.append(aio.new_event_loop())
        return made[0]

    try:
        aio.run('no coroutine', loop_factory=factory)
    except (TypeError, ValueError):
        log('program', 'refused')
    scenario.check_is('all([loop.is_closed() for loop in made])', all([loop.is_closed() for loop in made]), True)
    scenario.expect([('program', 'refused')])


def test_options_are_keywords_only(scenario):
    """The options of run and of Runner are refused as positional arguments."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        log('entry', 'started')

    unused = entry()
    with scenario.raises('program', TypeError):
        aio.run(unused, False)
    with scenario.raises('program', TypeError):
        aio.Runner(False)
    unused.close()
    scenario.expect(
        [
            ('program', 'raises TypeError'),
            ('program', 'raises TypeError'),
        ]
    )


def test_main_that_stops_its_loop(scenario):
    """A main that stops the loop and waits on makes run raise RuntimeError, and main is cancelled."""
    aio, log = scenario.aio, scenario.log

    async def entry():
        aio.get_running_loop().stop()
        try:
            await aio.Event().wait()
        except aio.CancelledError:
            log('entry', 'cancelled')
            raise

    with scenario.raises('program', RuntimeError):
        aio.run(entry())
    scenario.expect(
        [
            ('entry', 'cancelled'),
            ('program', 'raises RuntimeError'),
        ]
    )


def test_loop_of_a_run_is_of_no_more_use(scenario):
    """The loop of a finished run refuses further callbacks and runs with RuntimeError."""
    aio, tools = scenario.aio, scenario.tools

    async def entry():
        return aio.get_running_loop()

    closed_loop = aio.run(entry())
    with scenario.raises('program', RuntimeError):
        closed_loop.call_soon(tools.noop)
    with scenario.raises('program', RuntimeError):
        closed_loop.run_forever()
    scenario.expect(
        [
            ('program', 'raises RuntimeError'),
            ('program', 'raises RuntimeError'),
        ]
    )


def test_runner_refuses_anything_inside_a_running_loop(scenario):
    """From Python 3.14 on Runner.run raises RuntimeError inside a running loop, also for an object that cannot be awaited."""
    aio = scenario.aio

    async def main():
        runner = aio.Runner()
        with scenario.raises('main', RuntimeError):
            runner.run(5)

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_no_loop_is_made_inside_a_running_one(scenario):
    """Inside a running loop run does not call the factory of loops that it is given."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def inner():
            log('inner', 'started')

        def factory():
            log('factory', 'called')
            return None

        unused = inner()
        with scenario.raises('main', RuntimeError):
            aio.run(unused, loop_factory=factory)
        unused.close()

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])
