# Rendered by loopspec from spec/future/wrap.yaml; do not edit, change the source and run `loopspec render`.
"""Future: wrap."""


def test_futures_are_futures(scenario):
    """Futures and tasks are futures to isfuture; coroutines, other awaitables and plain values are not."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def worker():
            return 'done'

        made = aio.Future()
        task = aio.create_task(worker())
        coroutine = worker()
        scenario.check('[isfuture(thing) for thing in [made, task, get_running_loop().create_future()]]', [aio.isfuture(thing) for thing in [made, task, aio.get_running_loop().create_future()]], [True, True, True])
        scenario.check("[isfuture(thing) for thing in [coroutine, awaitable(made), None, 'text']]", [aio.isfuture(thing) for thing in [coroutine, tools.awaitable(made), None, 'text']], [False, False, False, False])
        await coroutine
        await task

    scenario.run(main)
    scenario.expect([])


def test_loops_futures_are_futures(scenario):
    """The method create_future makes a future that belongs to its loop, as does Future() while the loop runs."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()
        scenario.check_is('isfuture(parcel)', aio.isfuture(parcel), True)
        scenario.check_is('parcel.get_loop()', parcel.get_loop(), aio.get_running_loop())
        scenario.check_is('Future().get_loop()', aio.Future().get_loop(), aio.get_running_loop())

    scenario.run(main)
    scenario.expect([])


def test_future_passes_through(scenario):
    """The function ensure_future returns a future or a task that it is given, itself."""
    aio = scenario.aio

    async def main():
        async def worker():
            return 'done'

        parcel = aio.get_running_loop().create_future()
        scenario.check_is('ensure_future(parcel)', aio.ensure_future(parcel), parcel)
        scenario.check_is('parcel.done()', parcel.done(), False)
        task = aio.create_task(worker())
        scenario.check_is('ensure_future(task)', aio.ensure_future(task), task)
        await task

    scenario.run(main)
    scenario.expect([])


def test_awaitable_becomes_a_task(scenario):
    """The function ensure_future makes a task of an awaitable object, and the task ends with what it is awaited to."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()
        task = aio.ensure_future(tools.awaitable(parcel))
        scenario.check_type('task', task, aio.Task)
        await scenario.settle(task)
        scenario.check_is('task.done()', task.done(), False)
        parcel.set_result('apple')
        scenario.check('task', await task, 'apple')

    scenario.run(main)
    scenario.expect([])


def test_nothing_to_await(scenario):
    """Giving ensure_future something that cannot be awaited raises TypeError."""
    aio = scenario.aio

    async def main():
        async def worker():
            return 'done'

        with scenario.raises('main', TypeError):
            aio.ensure_future('text')
        with scenario.raises('main', TypeError):
            aio.ensure_future(worker)
        with scenario.raises('main', TypeError):
            aio.ensure_future([aio.Future()])
        with scenario.raises('main', TypeError):
            aio.ensure_future(None)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
        ]
    )


def test_loop_has_to_agree(scenario):
    """Giving ensure_future a future together with another loop raises ValueError."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()
        other_loop = scenario.open_loop()
        with scenario.raises('main', ValueError):
            aio.ensure_future(parcel, loop=other_loop)
        scenario.check_is('ensure_future(parcel, loop=get_running_loop())', aio.ensure_future(parcel, loop=aio.get_running_loop()), parcel)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_concurrent_futures_are_not_awaitable(scenario):
    """A future of concurrent.futures is not a future to isfuture and cannot be awaited."""
    aio = scenario.aio

    async def main():
        foreign = None

        async def worker():
            return 'done'

        async def tryer(thing):
            await thing

        loop = aio.get_running_loop()

        def thread_steps():
            nonlocal foreign
            foreign = aio.run_coroutine_threadsafe(worker(), loop)

        await scenario.beside_thread(thread_steps)
        scenario.check_is('isfuture(foreign)', aio.isfuture(foreign), False)
        with scenario.raises('main', TypeError):
            await tryer(foreign)
        with scenario.raises('main', TypeError):
            aio.ensure_future(foreign)
        scenario.check('wrap_future(foreign)', await aio.wrap_future(foreign), 'done')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
        ]
    )


def test_wrapped_result(scenario):
    """A future of concurrent.futures wrapped by wrap_future delivers its result to the running loop."""
    aio, log = scenario.aio, scenario.log

    async def main():
        foreign = None

        async def worker():
            log('worker', 'works')
            return 'done'

        loop = aio.get_running_loop()

        def thread_steps():
            nonlocal foreign
            foreign = aio.run_coroutine_threadsafe(worker(), loop)

        await scenario.beside_thread(thread_steps)
        wrapped = aio.wrap_future(foreign)
        scenario.check_is('isfuture(wrapped)', aio.isfuture(wrapped), True)
        scenario.check_is('wrapped.get_loop()', wrapped.get_loop(), aio.get_running_loop())
        scenario.check('wrapped', await wrapped, 'done')
        scenario.check('foreign.result()', foreign.result(), 'done')

    scenario.run(main)
    scenario.expect([('worker', 'works')])


def test_wrapped_exception(scenario):
    """A future of concurrent.futures wrapped by wrap_future passes on the exception that it ends with."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        foreign = None

        async def worker():
            raise tools.Boom('broken')

        loop = aio.get_running_loop()

        def thread_steps():
            nonlocal foreign
            foreign = aio.run_coroutine_threadsafe(worker(), loop)

        await scenario.beside_thread(thread_steps)
        with scenario.raises('main', tools.Boom) as caught:
            await aio.wrap_future(foreign)
        error = caught.exception
        scenario.check('error.args', error.args, ('broken',))

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_cancelling_the_wrapper(scenario):
    """Cancelling the wrapper of a future of concurrent.futures cancels that future, and with it the work behind it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        foreign = None
        gate = aio.get_running_loop().create_future()

        async def worker():
            log('worker', 'waits')
            with scenario.raises('worker', aio.CancelledError):
                await gate

        loop = aio.get_running_loop()

        def thread_steps():
            nonlocal foreign
            foreign = aio.run_coroutine_threadsafe(worker(), loop)

        await scenario.beside_thread(thread_steps)
        wrapped = aio.wrap_future(foreign)
        await scenario.settle()
        scenario.check('wrapped.cancel()', wrapped.cancel(), True)
        await scenario.settle()
        scenario.check_is('foreign.cancelled()', foreign.cancelled(), True)
        await scenario.wait_until('gate.cancelled()', lambda: gate.cancelled())
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'waits'),
            ('worker', 'raises CancelledError'),
        ]
    )


def test_cancelling_the_wrapped(scenario):
    """Cancelling a wrapped future of concurrent.futures cancels the future that the loop waits for."""
    aio = scenario.aio

    async def main():
        foreign = None
        gate = aio.get_running_loop().create_future()

        async def worker():
            await gate

        loop = aio.get_running_loop()

        def thread_steps():
            nonlocal foreign
            foreign = aio.run_coroutine_threadsafe(worker(), loop)

        await scenario.beside_thread(thread_steps)
        wrapped = aio.wrap_future(foreign)
        await scenario.settle()
        scenario.check('foreign.cancel()', foreign.cancel(), True)
        with scenario.raises('main', aio.CancelledError):
            await wrapped
        scenario.check_is('wrapped.cancelled()', wrapped.cancelled(), True)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_own_futures_need_no_wrapping(scenario):
    """The function wrap_future returns a future of asyncio itself."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()
        scenario.check_is('wrap_future(parcel)', aio.wrap_future(parcel), parcel)
        scenario.check_is('parcel.done()', parcel.done(), False)

    scenario.run(main)
    scenario.expect([])


def test_classes_are_not_futures(scenario):
    """The class Future itself is not a future to isfuture."""
    aio = scenario.aio

    async def main():
        scenario.check('[isfuture(thing) for thing in [Future, Task]]', [aio.isfuture(thing) for thing in [aio.Future, aio.Task]], [False, False])

    scenario.run(main)
    scenario.expect([])


def test_wrapped_for_a_loop_at_rest(scenario):
    """The loop argument of wrap_future names the loop that the wrapper belongs to, also where none runs."""
    aio, log = scenario.aio, scenario.log

    foreign = None

    async def worker():
        log('worker', 'works')
        return 'done'

    loop = scenario.open_loop()

    def thread_steps():
        nonlocal foreign
        foreign = aio.run_coroutine_threadsafe(worker(), loop)

    scenario.in_thread(thread_steps)
    wrapped = aio.wrap_future(foreign, loop=loop)
    scenario.check_is('wrapped.get_loop()', wrapped.get_loop(), loop)
    scenario.check('loop.run_until_complete(wrapped)', loop.run_until_complete(wrapped), 'done')
    scenario.expect([('worker', 'works')])


def test_generic(scenario):
    """Future[int] can be written, and makes a Future when called."""
    aio = scenario.aio

    async def main():
        generic = aio.Future[int]
        number = generic(loop=aio.get_running_loop())
        scenario.check_type('generic(loop=get_running_loop())', number, aio.Future)
        number.set_result(3)
        scenario.check('number', await number, 3)

    scenario.run(main)
    scenario.expect([])


def test_look_alikes(scenario):
    """An object of another class that has _asyncio_future_blocking is a future to isfuture and ensure_future."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()
        look_alike = tools.future_like(parcel)
        scenario.check_is('isinstance(look_alike, Future)', isinstance(look_alike, aio.Future), False)
        scenario.check_is('isfuture(look_alike)', aio.isfuture(look_alike), True)
        scenario.check_is('ensure_future(look_alike)', aio.ensure_future(look_alike), look_alike)

    scenario.run(main)
    scenario.expect([])


def test_look_alikes_are_awaited(scenario):
    """A task that awaits an object with _asyncio_future_blocking goes on with its result."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()
        look_alike = tools.future_like(parcel)

        async def receiver_steps():
            scenario.check('look_alike', await look_alike, 'apple')
            log('receiver', 'received')

        receiver = aio.create_task(receiver_steps())
        await scenario.settle(receiver)
        log('main', 'sends')
        parcel.set_result('apple')
        await receiver

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'sends'),
            ('receiver', 'received'),
        ]
    )


def test_exceptions_of_the_other_kind(scenario):
    """The InvalidStateError of a future of concurrent.futures that is raised in an executor reaches the awaiter as asyncio's InvalidStateError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        foreign = None

        async def worker():
            return 1

        def thread_steps():
            nonlocal foreign
            foreign = aio.run_coroutine_threadsafe(worker(), loop)

        await scenario.beside_thread(thread_steps)
        scenario.check('wrap_future(foreign)', await aio.wrap_future(foreign), 1)
        with scenario.raises('main', aio.InvalidStateError):
            await outside.within(loop.run_in_executor(None, foreign.set_result, 2))

    scenario.run(main)
    scenario.expect([('main', 'raises InvalidStateError')])


def test_cancellation_of_the_other_kind(scenario):
    """A CancelledError of concurrent.futures that is raised in an executor is asyncio's CancelledError for the awaiter."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        gate = aio.Event()
        foreign = None

        async def worker():
            await gate.wait()

        def thread_steps():
            nonlocal foreign
            foreign = aio.run_coroutine_threadsafe(worker(), loop)

        await scenario.beside_thread(thread_steps)
        scenario.check('foreign.cancel()', foreign.cancel(), True)
        with scenario.raises('main', aio.CancelledError):
            await outside.within(loop.run_in_executor(None, foreign.result))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_nothing_to_wrap__thing_5(scenario):
    """The function wrap_future refuses with AssertionError what is a future of neither kind."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', AssertionError):
            aio.wrap_future(5)

    scenario.run(main)
    scenario.expect([('main', 'raises AssertionError')])


def test_nothing_to_wrap__thing_event(scenario):
    """The function wrap_future refuses with AssertionError what is a future of neither kind."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', AssertionError):
            aio.wrap_future(aio.Event())

    scenario.run(main)
    scenario.expect([('main', 'raises AssertionError')])


def test_nothing_to_wrap__thing_none(scenario):
    """The function wrap_future refuses with AssertionError what is a future of neither kind."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', AssertionError):
            aio.wrap_future(None)

    scenario.run(main)
    scenario.expect([('main', 'raises AssertionError')])


def test_exceptions_of_the_other_kind_keep_their_arguments(scenario):
    """The InvalidStateError that an awaiter gets for one of concurrent.futures has the arguments of that one."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        foreign = None
        kept = []

        async def worker():
            return 1

        def job():
            try:
                foreign.set_result(2)
            except Exception as refusal:
                kept.append(refusal)
                raise

        def thread_steps():
            nonlocal foreign
            foreign = aio.run_coroutine_threadsafe(worker(), loop)

        await scenario.beside_thread(thread_steps)
        scenario.check('wrap_future(foreign)', await aio.wrap_future(foreign), 1)
        with scenario.raises('main', aio.InvalidStateError) as caught:
            await outside.within(loop.run_in_executor(None, job))
        error = caught.exception
        scenario.check_is('len(error.args) > 0 and error.args == kept[0].args', len(error.args) > 0 and error.args == kept[0].args, True)

    scenario.run(main)
    scenario.expect([('main', 'raises InvalidStateError')])


def test_nothing_to_await_reaches_no_factory(scenario):
    """The function ensure_future refuses what cannot be awaited with TypeError before a task factory is called."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()

        def factory(owner, coroutine, **options):
            log('factory', 'is called')
            return aio.Task(coroutine, loop=owner, **options)

        loop.set_task_factory(factory)
        with scenario.raises('main', TypeError):
            aio.ensure_future(42)
        loop.set_task_factory(None)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_coroutine_that_a_factory_has_refused(scenario):
    """A coroutine of which the task factory has made nothing but an exception is left as it was by ensure_future."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()

        async def worker():
            return 1

        def factory(owner, coroutine, **options):
            raise tools.Boom()

        bare = worker()
        loop.set_task_factory(factory)
        with scenario.raises('main', tools.Boom):
            aio.ensure_future(bare)
        loop.set_task_factory(None)
        scenario.check('bare', await bare, 1)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_look_alikes_are_gathered(scenario):
    """A gather of objects with _asyncio_future_blocking has their results and exceptions, beside those of others."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()
        lost = aio.get_running_loop().create_future()
        plain = aio.get_running_loop().create_future()
        gathered = aio.gather(tools.future_like(parcel), plain, tools.future_like(lost), return_exceptions=True)
        parcel.set_result('apple')
        plain.set_result('pear')
        lost.set_exception(tools.Boom())
        results = await gathered
        scenario.check('[results[0], results[1], class_name(results[2])]', [results[0], results[1], tools.class_name(results[2])], ['apple', 'pear', 'Boom'])

    scenario.run(main)
    scenario.expect([])


def test_create_future_of_a_loop_that_does_not_run__how_in_debug_mode(scenario):
    """The method create_future of a loop that does not run makes a future of that loop, in debug mode."""
    loop = scenario.open_loop()
    loop.set_debug('in debug mode' == 'in debug mode')
    future = loop.create_future()
    scenario.check_is('future.get_loop()', future.get_loop(), loop)
    scenario.check_is('future.done()', future.done(), False)
    scenario.expect([])


def test_create_future_of_a_loop_that_does_not_run__how_outside_of_debug_mode(scenario):
    """The method create_future of a loop that does not run makes a future of that loop, outside of debug mode."""
    loop = scenario.open_loop()
    loop.set_debug('outside of debug mode' == 'in debug mode')
    future = loop.create_future()
    scenario.check_is('future.get_loop()', future.get_loop(), loop)
    scenario.check_is('future.done()', future.done(), False)
    scenario.expect([])
