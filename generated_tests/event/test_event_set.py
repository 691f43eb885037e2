# Rendered by loopspec from spec/event/set.yaml; do not edit, change the source and run `loopspec render`.
"""Event: set."""


def test_the_flag(scenario):
    """An event is clear when it is made, set after set and clear again after clear."""
    aio = scenario.aio

    async def main():
        event = aio.Event()
        scenario.check_is('event.is_set()', event.is_set(), False)
        scenario.check('event.set()', event.set(), None)
        scenario.check_is('event.is_set()', event.is_set(), True)
        scenario.check('event.clear()', event.clear(), None)
        scenario.check_is('event.is_set()', event.is_set(), False)
        event.set()
        scenario.check_is('event.is_set()', event.is_set(), True)

    scenario.run(main)
    scenario.expect([])


def test_set_wakes_all(scenario):
    """One set lets all waiting tasks go on in the next round, in the order in which they came."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def wait_for_event(name):
            await event.wait()
            log('wait_for_event', f'{name}')

        waiters = [aio.create_task(wait_for_event(name)) for name in ('early', 'middle', 'late')]
        await scenario.ticks(1)
        event.set()
        log('main', 'set')
        await scenario.ticks(1)
        log('main', 'one round later')
        await aio.gather(*waiters)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'set'),
            ('wait_for_event', 'early'),
            ('wait_for_event', 'middle'),
            ('wait_for_event', 'late'),
            ('main', 'one round later'),
        ]
    )


def test_set_twice(scenario):
    """A second set of an event that is set changes nothing, and no waiter goes on twice."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def waiter_steps():
            await event.wait()
            log('waiter', 'awake')

        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        event.set()
        event.set()
        await waiter
        event.set()
        scenario.check_is('event.is_set()', event.is_set(), True)
        event.clear()
        scenario.check_is('event.is_set()', event.is_set(), False)

    scenario.run(main)
    scenario.expect([('waiter', 'awake')])


def test_clear_twice(scenario):
    """A clear of an event that is not set changes nothing, and the tasks that wait go on waiting."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def waiter_steps():
            await event.wait()
            log('waiter', 'awake')

        event.clear()
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        event.clear()
        await scenario.settle()
        log('main', 'set')
        event.set()
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'set'),
            ('waiter', 'awake'),
        ]
    )


def test_set_and_clear_at_once(scenario):
    """A set followed by clear before any waiter has run wakes all who were waiting."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def early_steps():
            await event.wait()
            log('early', f'awake, set {event.is_set()}')

        async def late_steps():
            await event.wait()
            log('late', f'awake, set {event.is_set()}')

        early = aio.create_task(early_steps())
        late = aio.create_task(late_steps())
        await scenario.ticks(1)
        event.set()
        event.clear()
        await scenario.ticks(1)
        log('main', 'one round later')
        await aio.gather(early, late)

    scenario.run(main)
    scenario.expect(
        [
            ('early', 'awake, set False'),
            ('late', 'awake, set False'),
            ('main', 'one round later'),
        ]
    )


def test_clear_and_set_again_at_once(scenario):
    """A set, clear and set again before the waiter has run wakes it once and leaves the event set."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def waiter_steps():
            await event.wait()
            log('waiter', f'awake, set {event.is_set()}')

        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        event.set()
        event.clear()
        event.set()
        await scenario.settle()
        scenario.check_is('waiter.done()', waiter.done(), True)

    scenario.run(main)
    scenario.expect([('waiter', 'awake, set True')])


def test_one_woken_waiter_clears(scenario):
    """A waiter that clears the event as soon as it is awake keeps no other woken waiter asleep."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def spoiler_steps():
            await event.wait()
            event.clear()
            log('spoiler', 'cleared')

        async def other_steps():
            await event.wait()
            log('other', 'awake')

        spoiler = aio.create_task(spoiler_steps())
        other = aio.create_task(other_steps())
        await scenario.settle()
        event.set()
        await scenario.settle()
        scenario.check_is('other.done()', other.done(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('spoiler', 'cleared'),
            ('other', 'awake'),
        ]
    )


def test_set_in_a_callback(scenario):
    """A set called by the loop as a callback wakes the tasks that wait."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def waiter_steps():
            await event.wait()
            log('waiter', 'awake')

        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        aio.get_running_loop().call_soon(event.set)
        await waiter

    scenario.run(main)
    scenario.expect([('waiter', 'awake')])


def test_set_from_another_thread_through_the_loop(scenario):
    """A set handed to call_soon_threadsafe by another thread wakes the tasks that wait."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()
        loop = aio.get_running_loop()

        async def waiter_steps():
            await event.wait()
            log('waiter', 'awake')

        waiter = aio.create_task(waiter_steps())
        await scenario.settle()

        def thread_steps():
            loop.call_soon_threadsafe(event.set)

        await scenario.beside_thread(thread_steps)
        await waiter

    scenario.run(main)
    scenario.expect([('waiter', 'awake')])


def test_set_in_a_done_callback(scenario):
    """A done callback of a task that sets an event wakes the waiter in the round after the callback."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def worker_steps():
            log('worker', 'ends')

        async def waiter_steps():
            await event.wait()
            log('waiter', 'awake')

        async def ticker_steps():
            for number in range(3):
                log('ticker', f'round {number}')
                await scenario.ticks(1)

        def tell(task):
            event.set()
            log('tell', 'set')

        waiter = aio.create_task(waiter_steps())
        await scenario.ticks(1)
        worker = aio.create_task(worker_steps())
        ticker = aio.create_task(ticker_steps())
        worker.add_done_callback(tell)
        await aio.gather(worker, waiter, ticker)

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'ends'),
            ('ticker', 'round 0'),
            ('tell', 'set'),
            ('ticker', 'round 1'),
            ('waiter', 'awake'),
            ('ticker', 'round 2'),
        ]
    )


def test_between_callbacks(scenario):
    """A woken waiter runs after the callbacks scheduled before set and before those scheduled after."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()
        loop = aio.get_running_loop()

        async def waiter_steps():
            await event.wait()
            log('waiter', 'awake')

        def mark(label):
            log('mark', f'{label}')

        waiter = aio.create_task(waiter_steps())
        await scenario.ticks(1)
        loop.call_soon(mark, 'before set')
        event.set()
        loop.call_soon(mark, 'after set')
        await waiter
        await scenario.ticks(1)

    scenario.run(main)
    scenario.expect(
        [
            ('mark', 'before set'),
            ('waiter', 'awake'),
            ('mark', 'after set'),
        ]
    )


def test_two_events_share_nothing(scenario):
    """A set wakes no task that waits for another event."""
    aio, log = scenario.aio, scenario.log

    async def main():
        left = aio.Event()
        right = aio.Event()

        async def left_waiter_steps():
            await left.wait()
            log('left_waiter', 'awake')

        async def right_waiter_steps():
            await right.wait()
            log('right_waiter', 'awake')

        left_waiter = aio.create_task(left_waiter_steps())
        right_waiter = aio.create_task(right_waiter_steps())
        await scenario.settle()
        right.set()
        await right_waiter
        await scenario.settle()
        scenario.check_is('left.is_set()', left.is_set(), False)
        log('main', 'now left')
        left.set()
        await left_waiter

    scenario.run(main)
    scenario.expect(
        [
            ('right_waiter', 'awake'),
            ('main', 'now left'),
            ('left_waiter', 'awake'),
        ]
    )
