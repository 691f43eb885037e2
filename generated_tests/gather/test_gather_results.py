# Rendered by loopspec from spec/gather/results.yaml; do not edit, change the source and run `loopspec render`.
"""gather: results."""


def test_in_the_order_of_arguments(scenario):
    """The results of gather stand in the order of its arguments, whatever the order of finishing."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gates = [aio.get_running_loop().create_future() for number in range(3)]

        async def worker(position):
            await gates[position]
            log('worker', f'{position} ends')
            return position * 10

        gathered = aio.gather(worker(0), worker(1), worker(2))
        await scenario.settle()
        for opened in [2, 0, 1]:
            gates[opened].set_result(None)
            await scenario.settle()
        scenario.check('gathered', await gathered, [0, 10, 20])

    scenario.run(main)
    scenario.expect(
        [
            ('worker', '2 ends'),
            ('worker', '0 ends'),
            ('worker', '1 ends'),
        ]
    )


def test_a_list(scenario):
    """The result of gather is a list, and holds the very objects that the children returned."""
    aio = scenario.aio

    async def main():
        left = aio.get_running_loop().create_future()
        right = aio.get_running_loop().create_future()
        content = ['apple']
        left.set_result(content)
        right.set_result(None)
        results = await aio.gather(left, right)
        scenario.check_is('type(results) is list', type(results) is list, True)
        scenario.check_is('results[0]', results[0], content)
        scenario.check_is('results[1]', results[1], None)

    scenario.run(main)
    scenario.expect([])


def test_waits_for_the_last(scenario):
    """A gather is not done while one child is still pending."""
    aio = scenario.aio

    async def main():
        quick = aio.get_running_loop().create_future()
        slow = aio.get_running_loop().create_future()
        gathered = aio.gather(quick, slow)
        quick.set_result(1)
        await scenario.settle()
        scenario.check_is('gathered.done()', gathered.done(), False)
        with scenario.raises('main', aio.InvalidStateError):
            gathered.result()
        slow.set_result(2)
        scenario.check('gathered', await gathered, [1, 2])
        scenario.check_is('gathered.done()', gathered.done(), True)

    scenario.run(main)
    scenario.expect([('main', 'raises InvalidStateError')])


def test_exceptions_as_values(scenario):
    """A child that returns an exception object counts as successful."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        finding = tools.Boom()

        async def examiner():
            return finding

        results = await aio.gather(examiner())
        scenario.check_is('results[0]', results[0], finding)

    scenario.run(main)
    scenario.expect([])


def test_awaited_again(scenario):
    """A gather that is awaited a second time gives the same list."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'runs')
            return 'done'

        gathered = aio.gather(worker())
        first = await gathered
        second = await gathered
        scenario.check('first', first, ['done'])
        scenario.check_is('second', second, first)

    scenario.run(main)
    scenario.expect([('worker', 'runs')])


def test_awaited_by_two_tasks(scenario):
    """Two tasks that await one gather both get its results."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.get_running_loop().create_future()
        gathered = aio.gather(gate)

        async def reader(label):
            results = await gathered
            log('reader', f'{label} {results}')

        readers = [aio.create_task(reader(name)) for name in ['first', 'second']]
        await scenario.settle()
        gate.set_result('open')
        await aio.wait(readers)

    scenario.run(main)
    scenario.expect(
        [
            ('reader', "first ['open']"),
            ('reader', "second ['open']"),
        ]
    )


def test_large_fan_out(scenario):
    """A thousand children that finish in reverse give their results in the order of the arguments."""
    aio = scenario.aio

    async def main():
        gates = [aio.get_running_loop().create_future() for number in range(1000)]

        async def worker(position):
            await gates[position]
            return position

        gathered = aio.gather(*[worker(number) for number in range(1000)])
        await scenario.settle()
        for gate in reversed(gates):
            gate.set_result(None)
        results = await gathered
        scenario.check_is('results == list(range(1000))', results == list(range(1000)), True)

    scenario.run(main)
    scenario.expect([])


def test_nested(scenario):
    """A gather within a gather gives a list within the list."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker(number):
            await aio.sleep(0)
            return number

        scenario.check('gather(worker(1), gather(worker(2), worker(3)), gather(), worker(4))', await aio.gather(worker(1), aio.gather(worker(2), worker(3)), aio.gather(), worker(4)), [1, [2, 3], [], 4])
        log('main', 'gathered')

    scenario.run(main)
    scenario.expect([('main', 'gathered')])


def test_is_a_future(scenario):
    """The result of gather is a pending future of the running loop, which can be given callbacks."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.get_running_loop().create_future()

        def report(future):
            log('report', f'{future.result()}')

        gathered = aio.gather(gate)
        scenario.check_is('isfuture(gathered)', aio.isfuture(gathered), True)
        scenario.check_is('gathered.done()', gathered.done(), False)
        scenario.check_is('gathered.get_loop()', gathered.get_loop(), aio.get_running_loop())
        gathered.add_done_callback(report)
        gate.set_result('open')
        await scenario.settle()

    scenario.run(main)
    scenario.expect([('report', "['open']")])


def test_not_awaited_at_all(scenario):
    """Children of a gather run even if nobody ever awaits it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker(label):
            log('worker', f'{label} begins')
            await aio.sleep(0)
            log('worker', f'{label} ends')

        gathered = aio.gather(worker('left'), worker('right'))
        await scenario.wait_until('gathered.done()', lambda: gathered.done())

    scenario.run(main)
    scenario.expect([scenario.any_order(('worker', 'left begins'), ('worker', 'right begins'), ('worker', 'left ends'), ('worker', 'right ends'))])


def test_found_by_the_children_tasks(scenario):
    """Tasks given to gather stay what they are, and each can be awaited on its own afterwards."""
    aio = scenario.aio

    async def main():
        async def left_steps():
            return 'l'

        async def right_steps():
            return 'r'

        left = aio.create_task(left_steps())
        right = aio.create_task(right_steps())
        scenario.check('gather(left, right)', await aio.gather(left, right), ['l', 'r'])
        scenario.check('left.result() + right.result()', left.result() + right.result(), 'lr')
        scenario.check('right', await right, 'r')

    scenario.run(main)
    scenario.expect([])


def test_own_task_for_every_coroutine(scenario):
    """Every coroutine given to gather runs in a task of its own, different from the caller's."""
    aio = scenario.aio

    async def main():
        async def worker():
            return aio.current_task()

        tasks = await aio.gather(worker(), worker())
        scenario.check('len({current_task(), tasks[0], tasks[1]})', len({aio.current_task(), tasks[0], tasks[1]}), 3)
        scenario.check_type('tasks[0]', tasks[0], aio.Task)

    scenario.run(main)
    scenario.expect([])


def test_context_of_the_call(scenario):
    """Coroutines given to gather run in copies of the context in which gather was called."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        mood = tools.ContextVar('mood', default='none')

        async def worker(label):
            log('worker', f'{label} finds {mood.get()}')
            mood.set(label)
            await aio.sleep(0)
            log('worker', f'{label} has {mood.get()}')

        mood.set('calm')
        gathered = aio.gather(worker('left'), worker('right'))
        mood.set('cross')
        await gathered
        scenario.check('mood.get()', mood.get(), 'cross')

    scenario.run(main)
    scenario.expect([scenario.any_order(('worker', 'left finds calm'), ('worker', 'right finds calm'), ('worker', 'left has left'), ('worker', 'right has right'))])
