# Rendered by loopspec from spec/lifecycle/run.yaml; do not edit, change the source and run `loopspec render`.
"""lifecycle: run."""


def test_result_of_a_coroutine(scenario):
    """The method run_until_complete runs a coroutine as a task and returns its result."""
    aio = scenario.aio

    async def entry():
        scenario.check_type('current_task()', aio.current_task(), aio.Task)
        await aio.sleep(0)
        return 'done'

    loop = scenario.open_loop()
    scenario.check('loop.run_until_complete(entry())', loop.run_until_complete(entry()), 'done')
    scenario.expect([])


def test_failure_of_a_coroutine(scenario):
    """The method run_until_complete raises the exception of its coroutine, the same object, and the loop can run again."""
    aio, tools = scenario.aio, scenario.tools

    mishap = tools.Boom()

    async def entry():
        await aio.sleep(0)
        raise mishap

    async def other():
        return 'done'

    loop = scenario.open_loop()
    with scenario.raises('program', tools.Boom) as caught:
        loop.run_until_complete(entry())
    error = caught.exception
    scenario.check_is('error', error, mishap)
    scenario.check('loop.run_until_complete(other())', loop.run_until_complete(other()), 'done')
    scenario.expect([('program', 'raises Boom')])


def test_until_a_future_is_done(scenario):
    """The method run_until_complete goes on until the future that it is given is done, and returns its result."""
    loop = scenario.open_loop()
    future = loop.create_future()
    loop.call_soon(loop.call_soon, future.set_result, 'done')
    scenario.check('loop.run_until_complete(future)', loop.run_until_complete(future), 'done')
    scenario.expect([])


def test_a_future_that_is_done(scenario):
    """The method run_until_complete returns the result of a future that is done already."""
    loop = scenario.open_loop()
    future = loop.create_future()
    future.set_result('done')
    scenario.check('loop.run_until_complete(future)', loop.run_until_complete(future), 'done')
    scenario.expect([])


def test_is_running_says_so(scenario):
    """The method is_running is True in callbacks and tasks, and False before and after."""
    log = scenario.log

    async def entry(owner):
        log('entry', f'{owner.is_running()}')

    def look(owner):
        log('look', f'{owner.is_running()}')

    loop = scenario.open_loop()
    scenario.check_is('loop.is_running()', loop.is_running(), False)
    loop.call_soon(look, loop)
    loop.run_until_complete(entry(loop))
    scenario.check_is('loop.is_running()', loop.is_running(), False)
    scenario.expect(
        [
            ('look', 'True'),
            ('entry', 'True'),
        ]
    )


def test_what_cannot_be_awaited__value_5(scenario):
    """The method run_until_complete refuses objects that cannot be awaited with TypeError."""
    loop = scenario.open_loop()
    with scenario.raises('program', TypeError):
        loop.run_until_complete(5)
    scenario.expect([('program', 'raises TypeError')])


def test_what_cannot_be_awaited__value_none(scenario):
    """The method run_until_complete refuses objects that cannot be awaited with TypeError."""
    loop = scenario.open_loop()
    with scenario.raises('program', TypeError):
        loop.run_until_complete(None)
    scenario.expect([('program', 'raises TypeError')])


def test_what_cannot_be_awaited__value_noop(scenario):
    """The method run_until_complete refuses objects that cannot be awaited with TypeError."""
    tools = scenario.tools

    loop = scenario.open_loop()
    with scenario.raises('program', TypeError):
        loop.run_until_complete(tools.noop)
    scenario.expect([('program', 'raises TypeError')])


def test_not_inside_itself(scenario):
    """A running loop refuses run_forever with RuntimeError, and goes on."""
    aio, log = scenario.aio, scenario.log

    async def main():
        with scenario.raises('main', RuntimeError):
            aio.get_running_loop().run_forever()
        await aio.sleep(0)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('main', 'goes on'),
        ]
    )


def test_not_inside_another__run_run_forever(scenario):
    """A loop refuses to run in a thread where another one runs, with RuntimeError, and that one goes on."""
    aio, log = scenario.aio, scenario.log

    async def entry(other, future):
        other.call_soon(other.stop)
        with scenario.raises('entry', RuntimeError):
            other.run_forever()
        await aio.sleep(0)
        log('entry', 'goes on')

    loop = scenario.open_loop()
    second = scenario.open_loop()
    loop.run_until_complete(entry(second, second.create_future()))
    scenario.expect(
        [
            ('entry', 'raises RuntimeError'),
            ('entry', 'goes on'),
        ]
    )


def test_not_inside_another__run_run_until_complete_future(scenario):
    """A loop refuses to run in a thread where another one runs, with RuntimeError, and that one goes on."""
    aio, log = scenario.aio, scenario.log

    async def entry(other, future):
        other.call_soon(other.stop)
        with scenario.raises('entry', RuntimeError):
            other.run_until_complete(future)
        await aio.sleep(0)
        log('entry', 'goes on')

    loop = scenario.open_loop()
    second = scenario.open_loop()
    loop.run_until_complete(entry(second, second.create_future()))
    scenario.expect(
        [
            ('entry', 'raises RuntimeError'),
            ('entry', 'goes on'),
        ]
    )


def test_weak_references_and_hash(scenario):
    """A loop can be a key of a dictionary and be referred to weakly."""
    tools = scenario.tools

    loop = scenario.open_loop()
    ghost = tools.weak(loop)
    scenario.check_is('ghost()', ghost(), loop)
    scenario.check('{loop: 5}[loop]', {loop: 5}[loop], 5)
    scenario.expect([])


def test_made_in_another_thread(scenario):
    """A loop that was made in one thread runs coroutines and timers in another."""
    aio, log = scenario.aio, scenario.log

    async def work():
        await aio.sleep(0)
        await aio.sleep(scenario.seconds(0.001))
        return 'done'

    loop = scenario.open_loop()

    def thread_steps():
        scenario.check('loop.run_until_complete(work())', loop.run_until_complete(work()), 'done')
        log('thread', 'has run it')

    scenario.in_thread(thread_steps)
    scenario.expect([('thread', 'has run it')])


def test_future_of_another_loop(scenario):
    """The method run_until_complete refuses a future of another loop with ValueError."""
    loop = scenario.open_loop()
    other = scenario.open_loop()
    with scenario.raises('program', ValueError):
        loop.run_until_complete(other.create_future())
    scenario.expect([('program', 'raises ValueError')])


def test_second_exit_leaves_as_well__exit_keyboardinterrupt(scenario):
    """After KeyboardInterrupt has left run_until_complete, another one leaves the next run of the same loop."""
    log = scenario.log

    async def leave(number):
        raise KeyboardInterrupt(number)

    loop = scenario.open_loop()
    with scenario.raises('program', KeyboardInterrupt) as caught:
        loop.run_until_complete(leave(1))
    first = caught.exception
    with scenario.raises('program', KeyboardInterrupt) as caught:
        loop.run_until_complete(leave(2))
    second = caught.exception
    log('program', f'{first.args} {second.args}')
    scenario.expect(
        [
            ('program', 'raises KeyboardInterrupt'),
            ('program', 'raises KeyboardInterrupt'),
            ('program', '(1,) (2,)'),
        ]
    )


def test_second_exit_leaves_as_well__exit_systemexit(scenario):
    """After SystemExit has left run_until_complete, another one leaves the next run of the same loop."""
    log = scenario.log

    async def leave(number):
        raise SystemExit(number)

    loop = scenario.open_loop()
    with scenario.raises('program', SystemExit) as caught:
        loop.run_until_complete(leave(1))
    first = caught.exception
    with scenario.raises('program', SystemExit) as caught:
        loop.run_until_complete(leave(2))
    second = caught.exception
    log('program', f'{first.args} {second.args}')
    scenario.expect(
        [
            ('program', 'raises SystemExit'),
            ('program', 'raises SystemExit'),
            ('program', '(1,) (2,)'),
        ]
    )


def test_not_running_after_an_exit__exit_keyboardinterrupt(scenario):
    """A loop that KeyboardInterrupt has left is not running."""

    async def leave():
        raise KeyboardInterrupt()

    loop = scenario.open_loop()
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_until_complete(leave())
    scenario.check_is('loop.is_running()', loop.is_running(), False)
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_not_running_after_an_exit__exit_systemexit(scenario):
    """A loop that SystemExit has left is not running."""

    async def leave():
        raise SystemExit()

    loop = scenario.open_loop()
    with scenario.raises('program', SystemExit):
        loop.run_until_complete(leave())
    scenario.check_is('loop.is_running()', loop.is_running(), False)
    scenario.expect([('program', 'raises SystemExit')])


def test_loop_of_the_class_event_loop__debug_false(scenario):
    """A loop of the class EventLoop runs callbacks and timers with their arguments in their contexts, in debug mode too."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    loop = None
    color = tools.ContextVar('color', default='none')
    blue = tools.copy_context()

    def paint(name):
        color.set(name)

    def note(name):
        log('note', f'{name} in {color.get()}')

    def last(name):
        log('last', f'{name} in {color.get()}')
        loop.stop()

    loop = aio.EventLoop()
    loop.set_debug(False)
    blue.run(paint, 'blue')
    first = loop.call_soon(note, 'first')
    loop.call_soon(note, 'second', context=blue)
    never = loop.call_soon(note, 'never')
    never.cancel()
    never.cancel()
    scenario.check('(first.cancelled(), never.cancelled())', (first.cancelled(), never.cancelled()), (False, True))

    def thread_steps():
        loop.call_soon_threadsafe(note, 'third')

    scenario.in_thread(thread_steps)
    loop.call_soon_threadsafe(note, 'fourth', context=blue)
    loop.call_soon_threadsafe(note, 'never').cancel()
    loop.call_soon(loop.stop)
    loop.run_forever()
    timer = loop.call_at(loop.time(), note, 'never')
    due = loop.call_at(loop.time(), last, 'fifth')
    scenario.check('(timer <= due, due.when() <= loop.time())', (timer <= due, due.when() <= loop.time()), (True, True))
    timer.cancel()
    scenario.check('(timer.cancelled(), due.cancelled())', (timer.cancelled(), due.cancelled()), (True, False))
    loop.run_forever()
    loop.call_later(0, last, 'sixth', context=blue)
    loop.run_forever()
    loop.close()
    scenario.expect(
        [
            ('note', 'first in none'),
            ('note', 'second in blue'),
            ('note', 'third in none'),
            ('note', 'fourth in blue'),
            ('last', 'fifth in none'),
            ('last', 'sixth in blue'),
        ]
    )


def test_loop_of_the_class_event_loop__debug_true(scenario):
    """A loop of the class EventLoop runs callbacks and timers with their arguments in their contexts, in debug mode too."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    loop = None
    color = tools.ContextVar('color', default='none')
    blue = tools.copy_context()

    def paint(name):
        color.set(name)

    def note(name):
        log('note', f'{name} in {color.get()}')

    def last(name):
        log('last', f'{name} in {color.get()}')
        loop.stop()

    loop = aio.EventLoop()
    loop.set_debug(True)
    blue.run(paint, 'blue')
    first = loop.call_soon(note, 'first')
    loop.call_soon(note, 'second', context=blue)
    never = loop.call_soon(note, 'never')
    never.cancel()
    never.cancel()
    scenario.check('(first.cancelled(), never.cancelled())', (first.cancelled(), never.cancelled()), (False, True))

    def thread_steps():
        loop.call_soon_threadsafe(note, 'third')

    scenario.in_thread(thread_steps)
    loop.call_soon_threadsafe(note, 'fourth', context=blue)
    loop.call_soon_threadsafe(note, 'never').cancel()
    loop.call_soon(loop.stop)
    loop.run_forever()
    timer = loop.call_at(loop.time(), note, 'never')
    due = loop.call_at(loop.time(), last, 'fifth')
    scenario.check('(timer <= due, due.when() <= loop.time())', (timer <= due, due.when() <= loop.time()), (True, True))
    timer.cancel()
    scenario.check('(timer.cancelled(), due.cancelled())', (timer.cancelled(), due.cancelled()), (True, False))
    loop.run_forever()
    loop.call_later(0, last, 'sixth', context=blue)
    loop.run_forever()
    loop.close()
    scenario.expect(
        [
            ('note', 'first in none'),
            ('note', 'second in blue'),
            ('note', 'third in none'),
            ('note', 'fourth in blue'),
            ('last', 'fifth in none'),
            ('last', 'sixth in blue'),
        ]
    )


def test_tasks_of_the_class_event_loop(scenario):
    """Tasks on a loop of the class EventLoop wait for an event together, and go on when it is set."""
    aio, log = scenario.aio, scenario.log

    gate = aio.Event()

    async def worker(name):
        await gate.wait()
        log('worker', f'{name} goes on')

    async def entry():
        one = aio.create_task(worker('one'))
        two = aio.create_task(worker('two'))
        await scenario.settle(one, two)
        one.cancel()
        gate.set()
        await aio.gather(one, two, return_exceptions=True)
        return 'done'

    loop = aio.EventLoop()
    scenario.check('loop.run_until_complete(entry())', loop.run_until_complete(entry()), 'done')
    loop.close()
    scenario.expect([('worker', 'two goes on')])


def test_not_in_two_threads__run_run_forever(scenario):
    """A loop that runs in one thread refuses to run in another, with RuntimeError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()

        def thread_steps():
            with scenario.raises('thread', RuntimeError):
                loop.run_forever()

        await scenario.beside_thread(thread_steps)
        await aio.sleep(0)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('thread', 'raises RuntimeError'),
            ('main', 'goes on'),
        ]
    )


def test_not_in_two_threads__run_run_until_complete_loop_create_future(scenario):
    """A loop that runs in one thread refuses to run in another, with RuntimeError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()

        def thread_steps():
            with scenario.raises('thread', RuntimeError):
                loop.run_until_complete(loop.create_future())

        await scenario.beside_thread(thread_steps)
        await aio.sleep(0)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('thread', 'raises RuntimeError'),
            ('main', 'goes on'),
        ]
    )


def test_refused_coroutine_is_not_started(scenario):
    """A coroutine that run_until_complete refuses, since the loop runs already, is not started."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def never():
            log('never', 'starts')

        refused = never()
        with scenario.raises('main', RuntimeError):
            aio.get_running_loop().run_until_complete(refused)
        await aio.sleep(0)
        await aio.sleep(0)
        refused.close()

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_exit_of_a_coroutine_is_not_reported__exit_keyboardinterrupt(scenario):
    """An exit that a coroutine raises leaves run_until_complete, and is not reported as an exception that nobody retrieved."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def leaves():
        await aio.sleep(0)
        raise KeyboardInterrupt()

    def handler(owner, context):
        log('handler', 'reported')

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_until_complete(leaves())
    tools.collect()
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_exit_of_a_coroutine_is_not_reported__exit_systemexit(scenario):
    """An exit that a coroutine raises leaves run_until_complete, and is not reported as an exception that nobody retrieved."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def leaves():
        await aio.sleep(0)
        raise SystemExit()

    def handler(owner, context):
        log('handler', 'reported')

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    with scenario.raises('program', SystemExit):
        loop.run_until_complete(leaves())
    tools.collect()
    scenario.expect([('program', 'raises SystemExit')])


def test_exit_beside_a_failed_future(scenario):
    """A future whose exception nobody has retrieved is reported, though the run for it was ended by an exit."""
    log, tools = scenario.log, scenario.tools

    kept = []

    def ends():
        kept[0].set_exception(tools.Boom())
        raise SystemExit()

    def handler(owner, context):
        log('handler', f"reported {tools.class_name(context['exception'])}")

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    kept.append(loop.create_future())
    loop.call_soon(ends)
    with scenario.raises('program', SystemExit):
        loop.run_until_complete(kept[0])
    kept.clear()
    loop.close()
    tools.collect()
    scenario.expect(
        [
            ('program', 'raises SystemExit'),
            ('handler', 'reported Boom'),
        ]
    )


def test_exit_beside_a_cancelled_coroutine(scenario):
    """An exit leaves run_until_complete as it was raised, though its coroutine was cancelled just before."""
    aio = scenario.aio

    async def quits():
        aio.current_task().cancel()
        try:
            await aio.sleep(0)
        finally:
            aio.get_running_loop().call_soon(leave)

    def leave():
        raise SystemExit()

    loop = scenario.open_loop()
    with scenario.raises('program', SystemExit):
        loop.run_until_complete(quits())
    scenario.expect([('program', 'raises SystemExit')])


def test_exit_of_a_coroutine_is_not_reported_at_the_close__exit_keyboardinterrupt(scenario):
    """An exit that a coroutine has raised, and that has left run_until_complete, is not reported when the loop is closed then."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def leaves():
        await aio.sleep(0)
        raise KeyboardInterrupt()

    def handler(owner, context):
        log('handler', 'reported')

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_until_complete(leaves())
    loop.close()
    tools.collect()
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_exit_of_a_coroutine_is_not_reported_at_the_close__exit_systemexit(scenario):
    """An exit that a coroutine has raised, and that has left run_until_complete, is not reported when the loop is closed then."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def leaves():
        await aio.sleep(0)
        raise SystemExit()

    def handler(owner, context):
        log('handler', 'reported')

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    with scenario.raises('program', SystemExit):
        loop.run_until_complete(leaves())
    loop.close()
    tools.collect()
    scenario.expect([('program', 'raises SystemExit')])
