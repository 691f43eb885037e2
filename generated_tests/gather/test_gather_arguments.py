# Rendered by loopspec from spec/gather/arguments.yaml; do not edit, change the source and run `loopspec render`.
"""gather: arguments."""


def test_mixed_kinds(scenario):
    """Coroutines, tasks, futures and other awaitables can be gathered together."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()

        async def worker(label):
            return label

        task = aio.create_task(worker('task'))
        aio.get_running_loop().call_soon(parcel.set_result, 'future')
        scenario.check("gather(worker('coroutine'), task, parcel, awaitable(worker('awaitable')))", await aio.gather(worker('coroutine'), task, parcel, tools.awaitable(worker('awaitable'))), ['coroutine', 'task', 'future', 'awaitable'])
        log('main', 'gathered')

    scenario.run(main)
    scenario.expect([('main', 'gathered')])


def test_none_inside_a_loop(scenario):
    """Gathering nothing gives a future that is done at once and holds an empty list."""
    aio = scenario.aio

    async def main():
        gathered = aio.gather()
        scenario.check_is('isfuture(gathered)', aio.isfuture(gathered), True)
        scenario.check_is('gathered.done()', gathered.done(), True)
        scenario.check('gathered.result()', gathered.result(), [])
        scenario.check_is('gathered.cancel()', gathered.cancel(), False)

    scenario.run(main)
    scenario.expect([])


def test_none_does_not_suspend(scenario):
    """Awaiting a gather of nothing gives an empty list without giving way to other tasks."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def other_steps():
            log('other', 'ran')

        other = aio.create_task(other_steps())
        scenario.check('gather(return_exceptions=True)', await aio.gather(return_exceptions=True), [])
        log('main', 'went on')
        await other

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'went on'),
            ('other', 'ran'),
        ]
    )


def test_same_coroutine_twice(scenario):
    """A coroutine object given twice runs once, and its result stands in both places."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker(label):
            log('worker', f'{label} runs')
            return label

        twin = worker('twin')
        scenario.check("gather(twin, worker('single'), twin)", await aio.gather(twin, worker('single'), twin), ['twin', 'single', 'twin'])

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'twin runs'),
            ('worker', 'single runs'),
        ]
    )


def test_same_future_twice(scenario):
    """A future given more than once is counted once, and its result stands in every place."""
    aio = scenario.aio

    async def main():
        double = aio.get_running_loop().create_future()
        single = aio.get_running_loop().create_future()
        content = ['apple']
        gathered = aio.gather(double, single, double, double)
        double.set_result(content)
        await scenario.settle()
        scenario.check_is('gathered.done()', gathered.done(), False)
        single.set_result(None)
        results = await gathered
        scenario.check('results', results, [['apple'], None, ['apple'], ['apple']])
        scenario.check_is('results[3]', results[3], content)

    scenario.run(main)
    scenario.expect([])


def test_same_future_twice_failing(scenario):
    """A future that is given twice and fails stands twice among the results as the same exception."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        order = aio.get_running_loop().create_future()
        failure = tools.Boom()
        gathered = aio.gather(order, order, return_exceptions=True)
        order.set_exception(failure)
        results = await gathered
        scenario.check('len(results)', len(results), 2)
        scenario.check_is('results[0]', results[0], failure)
        scenario.check_is('results[1]', results[1], failure)

    scenario.run(main)
    scenario.expect([])


def test_not_awaitable(scenario):
    """Something that cannot be awaited among the arguments makes gather raise TypeError."""
    aio = scenario.aio

    async def main():
        gate = aio.get_running_loop().create_future()

        async def worker():
            return 'done'

        with scenario.raises('main', TypeError):
            aio.gather('text')
        with scenario.raises('main', TypeError):
            aio.gather(gate, None)
        with scenario.raises('main', TypeError):
            aio.gather(worker)
        scenario.check_is('gate.done()', gate.done(), False)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
        ]
    )


def test_list_instead_of_arguments(scenario):
    """A list of awaitables as the only argument is not unpacked but refused with TypeError."""
    aio = scenario.aio

    async def main():
        gates = [aio.get_running_loop().create_future() for number in range(2)]
        with scenario.raises('main', TypeError):
            aio.gather(gates)
        with scenario.raises('main', TypeError):
            aio.gather(tuple(gates))

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
        ]
    )


def test_generator_instead_of_arguments(scenario):
    """A generator of awaitables as the only argument is refused with TypeError."""
    aio = scenario.aio

    async def main():
        gates = [aio.get_running_loop().create_future() for number in range(2)]
        with scenario.raises('main', TypeError):
            aio.gather((gate for gate in gates))

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_no_loop_argument(scenario):
    """The function gather takes no loop."""
    aio = scenario.aio

    async def main():
        gate = aio.get_running_loop().create_future()
        with scenario.raises('main', TypeError):
            aio.gather(gate, loop=aio.get_running_loop())

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_flag_by_keyword_only(scenario):
    """The flag return_exceptions cannot be given by position; it is taken for an awaitable and refused."""
    aio = scenario.aio

    async def main():
        gate = aio.get_running_loop().create_future()
        with scenario.raises('main', TypeError):
            aio.gather(gate, True)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_futures_of_two_loops(scenario):
    """Gathering futures of different loops raises ValueError."""
    aio = scenario.aio

    async def main():
        own = aio.get_running_loop().create_future()
        other_loop = scenario.open_loop()
        stranger = other_loop.create_future()
        with scenario.raises('main', ValueError):
            aio.gather(own, stranger)
        with scenario.raises('main', ValueError):
            aio.gather(stranger, own)
        scenario.check_is('own.done() or stranger.done()', own.done() or stranger.done(), False)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ValueError'),
            ('main', 'raises ValueError'),
        ]
    )


def test_futures_of_a_loop_at_rest(scenario):
    """Where no loop runs, gather takes futures and works on the loop that they belong to."""
    aio = scenario.aio

    loop = scenario.open_loop()
    left = loop.create_future()
    right = loop.create_future()
    gathered = aio.gather(left, right)
    scenario.check_is('gathered.get_loop()', gathered.get_loop(), loop)
    loop.call_soon(right.set_result, 'r')
    loop.call_soon(left.set_result, 'l')
    scenario.check('loop.run_until_complete(gathered)', loop.run_until_complete(gathered), ['l', 'r'])
    scenario.expect([])


def test_coroutines_where_no_loop_runs(scenario):
    """Gathering a coroutine where no loop runs and none is set raises RuntimeError."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def worker():
        log('worker', 'runs')

    coroutine = worker()
    with scenario.raises('program', RuntimeError):
        aio.gather(coroutine)
    scenario.check('coroutine_state(coroutine)', tools.coroutine_state(coroutine), 'created')
    coroutine.close()
    scenario.expect([('program', 'raises RuntimeError')])


def test_nothing_where_no_loop_runs(scenario):
    """Gathering nothing where no loop runs and none is set raises RuntimeError."""
    aio = scenario.aio

    with scenario.raises('program', RuntimeError):
        aio.gather()
    scenario.expect([('program', 'raises RuntimeError')])


def test_task_beside_what_is_not_awaitable(scenario):
    """A task that gather() was given beside what it refuses ends without a call of the exception handler."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            await aio.sleep(0)

        def handler(owner, context):
            log('handler', 'is called')

        aio.get_running_loop().set_exception_handler(handler)
        inner = aio.create_task(worker())
        with scenario.raises('main', TypeError):
            aio.gather(inner, 42)
        await inner
        await aio.sleep(0)
        await aio.sleep(0)
        aio.get_running_loop().set_exception_handler(None)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])
