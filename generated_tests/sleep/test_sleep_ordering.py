# Rendered by loopspec from spec/sleep/ordering.yaml; do not edit, change the source and run `loopspec render`.
"""sleep: ordering."""


def test_tasks_take_turns(scenario):
    """Tasks that call sleep(0) in a loop run one after the other in the order in which they started."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker(name):
            for lap in range(3):
                log('worker', f'{name}{lap}')
                await aio.sleep(0)

        await aio.gather(worker('a'), worker('b'), worker('c'), worker('d'))

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'a0'),
            ('worker', 'b0'),
            ('worker', 'c0'),
            ('worker', 'd0'),
            ('worker', 'a1'),
            ('worker', 'b1'),
            ('worker', 'c1'),
            ('worker', 'd1'),
            ('worker', 'a2'),
            ('worker', 'b2'),
            ('worker', 'c2'),
            ('worker', 'd2'),
        ]
    )


def test_newcomer_joins_at_the_end(scenario):
    """A task started while others take turns takes its turn behind those that wait already."""
    aio, log = scenario.aio, scenario.log

    async def main():
        guest = None

        async def host_steps():
            nonlocal guest
            log('host', 'starts the guest')
            guest = aio.create_task(guest_steps())
            await scenario.ticks(1)
            log('host', 'second turn')
            await scenario.ticks(1)
            log('host', 'third turn')

        async def neighbour_steps():
            log('neighbour', 'first turn')
            await scenario.ticks(1)
            log('neighbour', 'second turn')
            await scenario.ticks(1)
            log('neighbour', 'third turn')

        async def guest_steps():
            log('guest', 'first turn')
            await scenario.ticks(1)
            log('guest', 'second turn')

        host = aio.create_task(host_steps())
        neighbour = aio.create_task(neighbour_steps())
        await aio.gather(host, neighbour)
        await guest

    scenario.run(main)
    scenario.expect(
        [
            ('host', 'starts the guest'),
            ('neighbour', 'first turn'),
            ('guest', 'first turn'),
            ('host', 'second turn'),
            ('neighbour', 'second turn'),
            ('guest', 'second turn'),
            ('host', 'third turn'),
            ('neighbour', 'third turn'),
        ]
    )


def test_behind_callbacks_scheduled_before(scenario):
    """A sleep(0) returns after the callbacks scheduled before it and ahead of those scheduled by them."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()

        def second():
            log('second', 'called')

        def first():
            log('first', 'called')
            loop.call_soon(second)

        loop.call_soon(first)
        await aio.sleep(0)
        log('main', 'awake')
        await aio.sleep(0)
        log('main', 'awake again')

    scenario.run(main)
    scenario.expect(
        [
            ('first', 'called'),
            ('main', 'awake'),
            ('second', 'called'),
            ('main', 'awake again'),
        ]
    )


def test_threadsafe_callbacks_queue_alike(scenario):
    """Callbacks of call_soon and of call_soon_threadsafe and sleepers share one queue, in order."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()

        async def sleeper_steps():
            loop.call_soon_threadsafe(threadsafe)
            loop.call_soon(plain)
            await aio.sleep(0)
            log('sleeper', 'awake')

        def plain():
            log('plain', 'called')

        def threadsafe():
            log('threadsafe', 'called')

        def last():
            log('last', 'called')

        sleeper = aio.create_task(sleeper_steps())
        await aio.sleep(0)
        loop.call_soon_threadsafe(last)
        log('main', 'awake')
        await aio.sleep(0)
        await sleeper

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'awake'),
            ('threadsafe', 'called'),
            ('plain', 'called'),
            ('sleeper', 'awake'),
            ('last', 'called'),
        ]
    )


def test_done_callback_between_turns(scenario):
    """The done callback of a task that ends runs behind the sleepers that were queued before its end."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def early_steps():
            await scenario.ticks(1)
            log('early', 'awake')
            await scenario.ticks(1)
            log('early', 'awake again')

        async def ending_steps():
            await scenario.ticks(1)
            log('ending', 'ends')

        async def late_steps():
            await scenario.ticks(1)
            log('late', 'awake')
            await scenario.ticks(1)
            log('late', 'awake again')

        def finished(task):
            log('finished', 'called')

        early = aio.create_task(early_steps())
        ending = aio.create_task(ending_steps())
        late = aio.create_task(late_steps())
        ending.add_done_callback(finished)
        await aio.gather(early, late)

    scenario.run(main)
    scenario.expect(
        [
            ('early', 'awake'),
            ('ending', 'ends'),
            ('late', 'awake'),
            ('early', 'awake again'),
            ('finished', 'called'),
            ('late', 'awake again'),
        ]
    )


def test_event_wakes_behind_sleepers(scenario):
    """A task woken by an Event runs behind those in sleep(0) and ahead of those that sleep after set."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def waiter_steps():
            await gate.wait()
            log('waiter', 'woken')

        async def before_steps():
            await scenario.ticks(1)
            log('before', 'awake')

        async def opener_steps():
            gate.set()
            log('opener', 'opened')
            await scenario.ticks(1)
            log('opener', 'awake')

        waiter = aio.create_task(waiter_steps())
        await scenario.ticks(1)
        before = aio.create_task(before_steps())
        opener = aio.create_task(opener_steps())
        await aio.gather(waiter, before, opener)

    scenario.run(main)
    scenario.expect(
        [
            ('opener', 'opened'),
            ('before', 'awake'),
            ('waiter', 'woken'),
            ('opener', 'awake'),
        ]
    )


def test_future_wakes_behind_sleepers(scenario):
    """Of a sleeper and a task whose future is set, the one whose turn was queued first runs first."""
    aio, log = scenario.aio, scenario.log

    async def main():
        answer = aio.get_running_loop().create_future()

        async def waiter_steps():
            scenario.check('answer', await answer, 42)
            log('waiter', 'woken')

        async def sleeper_steps():
            log('sleeper', 'sleeps')
            await scenario.ticks(1)
            log('sleeper', 'awake')

        waiter = aio.create_task(waiter_steps())
        await scenario.ticks(1)
        answer.set_result(42)
        sleeper = aio.create_task(sleeper_steps())
        await scenario.ticks(1)
        log('main', 'awake')
        await aio.gather(waiter, sleeper)

    scenario.run(main)
    scenario.expect(
        [
            ('waiter', 'woken'),
            ('sleeper', 'sleeps'),
            ('main', 'awake'),
            ('sleeper', 'awake'),
        ]
    )


def test_sleep_in_a_generator(scenario):
    """A sleep(0) inside an asynchronous generator lets other tasks run between two items."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def consumer_steps():
            async for number in produce():
                log('consumer', f'got {number}')

        async def other_steps():
            for lap in range(3):
                log('other', f'lap {lap}')
                await scenario.ticks(1)

        async def produce():
            for number in range(3):
                await aio.sleep(0)
                yield number

        consumer = aio.create_task(consumer_steps())
        other = aio.create_task(other_steps())
        await aio.gather(consumer, other)

    scenario.run(main)
    scenario.expect(
        [
            ('other', 'lap 0'),
            ('consumer', 'got 0'),
            ('other', 'lap 1'),
            ('consumer', 'got 1'),
            ('other', 'lap 2'),
            ('consumer', 'got 2'),
        ]
    )


def test_timers_run_beside_spinning_tasks(scenario):
    """Timers run in the order of their times while a task spins with sleep(0)."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()
        fired = []

        async def spinner_steps():
            await scenario.wait_until('len(fired) == 2', lambda: len(fired) == 2)
            log('spinner', 'stops')

        def alarm(name):
            fired.append(name)
            log('alarm', f'{name}')

        last = loop.call_later(scenario.seconds(0.1), alarm, 'late')
        loop.call_at(last.when() - scenario.seconds(0.09), alarm, 'early')
        spinner = aio.create_task(spinner_steps())
        await spinner

    scenario.run(main)
    scenario.expect(
        [
            ('alarm', 'early'),
            ('alarm', 'late'),
            ('spinner', 'stops'),
        ]
    )


def test_threads_reach_a_spinning_loop(scenario):
    """A callback given from another thread runs while all tasks spin with sleep(0)."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        arrived = []
        loops_thread = tools.thread_name()

        async def spinner_steps():
            await scenario.wait_until('arrived', lambda: arrived)
            log('spinner', 'stops')

        def message():
            arrived.append('message')
            scenario.check('thread_name()', tools.thread_name(), loops_thread)
            log('message', 'called')

        spinner = aio.create_task(spinner_steps())

        def thread_steps():
            loop.call_soon_threadsafe(message)

        await scenario.beside_thread(thread_steps)
        await spinner

    scenario.run(main)
    scenario.expect(
        [
            ('message', 'called'),
            ('spinner', 'stops'),
        ]
    )


def test_zero_delay_timer_beside_sleep(scenario):
    """A timer with a delay of 0 has run after two turns of sleep(0)."""
    aio, log = scenario.aio, scenario.log

    async def main():
        def alarm():
            log('alarm', 'rang')

        aio.get_running_loop().call_later(0, alarm)
        await aio.sleep(0)
        await aio.sleep(0)
        log('main', 'awake')

    scenario.run(main)
    scenario.expect(
        [
            ('alarm', 'rang'),
            ('main', 'awake'),
        ]
    )
