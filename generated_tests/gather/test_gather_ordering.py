# Rendered by loopspec from spec/gather/ordering.yaml; do not edit, change the source and run `loopspec render`.
"""gather: ordering."""


def test_nothing_runs_inline(scenario):
    """Calling gather starts no coroutine on the spot; they begin once the caller gives way."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker(label):
            log('worker', f'{label} runs')

        gathered = aio.gather(worker('left'), worker('right'))
        log('main', 'called')
        await gathered

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'called'),
            scenario.any_order(('worker', 'left runs'), ('worker', 'right runs')),
        ]
    )


def test_scheduled_by_the_call(scenario):
    """Coroutines given to gather are tasks as soon as it returns, before anything awaits it."""
    aio = scenario.aio

    async def main():
        async def worker():
            return 'done'

        before = len(aio.all_tasks())
        gathered = aio.gather(worker(), worker(), worker())
        scenario.check('len(all_tasks()) - before', len(aio.all_tasks()) - before, 3)
        await gathered
        scenario.check('len(all_tasks()) - before', len(aio.all_tasks()) - before, 0)

    scenario.run(main)
    scenario.expect([])


def test_started_in_order(scenario):
    """Coroutines given to gather begin in the order of the arguments, behind what was scheduled before."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker(label):
            log('worker', f'{label}')

        def mark(text):
            log('mark', f'{text}')

        aio.get_running_loop().call_soon(mark, 'before')
        gathered = aio.gather(worker('c'), worker('a'), worker('b'))
        aio.get_running_loop().call_soon(mark, 'after')
        await gathered

    scenario.run(main)
    scenario.expect(
        [
            ('mark', 'before'),
            ('worker', 'c'),
            ('worker', 'a'),
            ('worker', 'b'),
            ('mark', 'after'),
        ]
    )


def test_done_one_iteration_after_the_last_child(scenario):
    """A gather becomes done in the iteration after its last child did."""
    aio = scenario.aio

    async def main():
        left = aio.get_running_loop().create_future()
        right = aio.get_running_loop().create_future()
        gathered = aio.gather(left, right)
        left.set_result('l')
        await scenario.ticks(1)
        right.set_result('r')
        scenario.check_is('gathered.done()', gathered.done(), False)
        await scenario.ticks(1)
        scenario.check_is('gathered.done()', gathered.done(), True)
        scenario.check('gathered.result()', gathered.result(), ['l', 'r'])

    scenario.run(main)
    scenario.expect([])


def test_awaiter_goes_on_two_iterations_later(scenario):
    """A task that awaits a gather goes on two iterations after the last child was completed."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.get_running_loop().create_future()

        async def collector_steps():
            await aio.gather(gate)
            log('collector', 'goes on')

        async def clock_steps():
            for number in range(4):
                log('clock', f'{number}')
                await scenario.ticks(1)

        collector = aio.create_task(collector_steps())
        await scenario.ticks(1)
        clock = aio.create_task(clock_steps())
        gate.set_result(None)
        log('main', 'completed')
        await aio.wait([collector, clock])

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'completed'),
            ('clock', '0'),
            ('clock', '1'),
            ('collector', 'goes on'),
            ('clock', '2'),
            ('clock', '3'),
        ]
    )


def test_failure_arrives_as_fast(scenario):
    """A task that awaits a gather is raised the failure of a child two iterations after it."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        order = aio.get_running_loop().create_future()
        never = aio.get_running_loop().create_future()

        async def collector_steps():
            with scenario.raises('collector', tools.Boom):
                await aio.gather(order, never)

        async def clock_steps():
            for number in range(3):
                log('clock', f'{number}')
                await scenario.ticks(1)

        collector = aio.create_task(collector_steps())
        await scenario.ticks(1)
        clock = aio.create_task(clock_steps())
        order.set_exception(tools.Boom())
        await aio.wait([collector, clock])

    scenario.run(main)
    scenario.expect(
        [
            ('clock', '0'),
            ('clock', '1'),
            ('collector', 'raises Boom'),
            ('clock', '2'),
        ]
    )


def test_nesting_costs_an_iteration(scenario):
    """Every gather around another adds one iteration between the end of the child and the awaiting task."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.get_running_loop().create_future()

        async def collector_steps():
            scenario.check('gather(gather(gate))', await aio.gather(aio.gather(gate)), [['open']])
            log('collector', 'goes on')

        async def clock_steps():
            for number in range(4):
                log('clock', f'{number}')
                await scenario.ticks(1)

        collector = aio.create_task(collector_steps())
        await scenario.ticks(1)
        clock = aio.create_task(clock_steps())
        gate.set_result('open')
        await aio.wait([collector, clock])

    scenario.run(main)
    scenario.expect(
        [
            ('clock', '0'),
            ('clock', '1'),
            ('clock', '2'),
            ('collector', 'goes on'),
            ('clock', '3'),
        ]
    )


def test_finished_coroutine_to_awaiter(scenario):
    """A task that gathers coroutines which never wait goes on three iterations after the call."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def clock_steps():
            for number in range(4):
                log('clock', f'{number}')
                await scenario.ticks(1)

        async def worker(label):
            log('worker', f'{label} runs')

        clock = aio.create_task(clock_steps())
        await aio.gather(worker('left'), worker('right'))
        log('main', 'goes on')
        await clock

    scenario.run(main)
    scenario.expect(
        [
            ('clock', '0'),
            ('worker', 'left runs'),
            ('worker', 'right runs'),
            ('clock', '1'),
            ('clock', '2'),
            ('main', 'goes on'),
            ('clock', '3'),
        ]
    )


def test_all_done_already(scenario):
    """Gathering futures that are all done gives a future that is done at once."""
    aio, log = scenario.aio, scenario.log

    async def main():
        left = aio.get_running_loop().create_future()
        right = aio.get_running_loop().create_future()

        async def other_steps():
            log('other', 'ran')

        left.set_result('l')
        right.set_result('r')
        other = aio.create_task(other_steps())
        gathered = aio.gather(left, right)
        scenario.check_is('gathered.done()', gathered.done(), True)
        scenario.check('gathered', await gathered, ['l', 'r'])
        log('main', 'went on')
        await other

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'went on'),
            ('other', 'ran'),
        ]
    )


def test_all_done_already_before_312(scenario):
    """Gathering futures that are all done gives a future that becomes done in the next iteration."""
    aio = scenario.aio

    async def main():
        left = aio.get_running_loop().create_future()
        right = aio.get_running_loop().create_future()
        left.set_result('l')
        right.set_result('r')
        gathered = aio.gather(left, right)
        scenario.check_is('gathered.done()', gathered.done(), False)
        await scenario.ticks(1)
        scenario.check_is('gathered.done()', gathered.done(), True)
        scenario.check('gathered.result()', gathered.result(), ['l', 'r'])

    scenario.run(main)
    scenario.expect([])


def test_some_done_already(scenario):
    """Children that were done before the call count, in their places, and only the others are waited for."""
    aio = scenario.aio

    async def main():
        early = aio.get_running_loop().create_future()
        late = aio.get_running_loop().create_future()
        also_early = aio.get_running_loop().create_future()
        early.set_result('e')
        also_early.set_result('a')
        gathered = aio.gather(early, late, also_early)
        await scenario.settle()
        scenario.check_is('gathered.done()', gathered.done(), False)
        late.set_result('l')
        scenario.check('gathered', await gathered, ['e', 'l', 'a'])

    scenario.run(main)
    scenario.expect([])


def test_eager_children(scenario):
    """Gathering coroutines that finish on their eager first step gives a future that is done at once."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker(label):
            log('worker', f'{label} runs')
            return label

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        gathered = aio.gather(worker('left'), worker('right'))
        log('main', 'called')
        scenario.check_is('gathered.done()', gathered.done(), True)
        scenario.check('gathered', await gathered, ['left', 'right'])

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'left runs'),
            ('worker', 'right runs'),
            ('main', 'called'),
        ]
    )


def test_some_eager_children(scenario):
    """Children that finish on their eager first step and children that wait keep the order of the arguments."""
    aio = scenario.aio

    async def main():
        gate = aio.get_running_loop().create_future()

        async def waiting():
            await gate
            return 'waited'

        async def instant():
            return 'instant'

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        gathered = aio.gather(waiting(), instant(), waiting())
        await scenario.settle()
        scenario.check_is('gathered.done()', gathered.done(), False)
        gate.set_result(None)
        scenario.check('gathered', await gathered, ['waited', 'instant', 'waited'])

    scenario.run(main)
    scenario.expect([])
