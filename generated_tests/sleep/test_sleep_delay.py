# Rendered by loopspec from spec/sleep/delay.yaml; do not edit, change the source and run `loopspec render`.
"""sleep: delay."""


def test_shorter_ends_first(scenario):
    """Of tasks that sleep at the same time the one with the shortest delay goes on first."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def long_steps():
            await aio.sleep(scenario.seconds(0.15))
            log('long', 'awake')

        async def short_steps():
            await aio.sleep(scenario.seconds(0.01))
            log('short', 'awake')

        async def middle_steps():
            await aio.sleep(scenario.seconds(0.05))
            log('middle', 'awake')

        long = aio.create_task(long_steps())
        short = aio.create_task(short_steps())
        middle = aio.create_task(middle_steps())
        await aio.gather(long, short, middle)

    scenario.run(main)
    scenario.expect(
        [
            ('short', 'awake'),
            ('middle', 'awake'),
            ('long', 'awake'),
        ]
    )


def test_equal_delays(scenario):
    """Tasks that sleep for the same time go on in the order in which they fell asleep."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def sleeper(name):
            await aio.sleep(scenario.seconds(0.01))
            log('sleeper', f'{name}')

        await aio.gather(sleeper('a'), sleeper('b'), sleeper('c'), sleeper('d'), sleeper('e'))

    scenario.run(main)
    scenario.expect(
        [
            ('sleeper', 'a'),
            ('sleeper', 'b'),
            ('sleeper', 'c'),
            ('sleeper', 'd'),
            ('sleeper', 'e'),
        ]
    )


def test_result_after_a_delay(scenario):
    """The result argument is what a sleep with a delay returns, the very object."""
    aio = scenario.aio

    async def main():
        gift = ['anything']
        scenario.check('sleep(0.01)', await aio.sleep(scenario.seconds(0.01)), None)
        received = await aio.sleep(scenario.seconds(0.01), gift)
        scenario.check_is('received', received, gift)
        received = await aio.sleep(delay=scenario.seconds(0.01), result=gift)
        scenario.check_is('received', received, gift)

    scenario.run(main)
    scenario.expect([])


def test_always_suspends(scenario):
    """All tasks that are ready run before a sleep with the smallest delay is over."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def left_steps():
            log('left', 'ran')

        async def right_steps():
            log('right', 'ran')

        left = aio.create_task(left_steps())
        right = aio.create_task(right_steps())
        await aio.sleep(scenario.seconds(1e-06))
        log('main', 'awake')

    scenario.run(main)
    scenario.expect(
        [
            ('left', 'ran'),
            ('right', 'ran'),
            ('main', 'awake'),
        ]
    )


def test_zero_before_any_delay(scenario):
    """A task in sleep(0) goes on before one that sleeps for a time and fell asleep earlier."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def timed_steps():
            await aio.sleep(scenario.seconds(0.03))
            log('timed', 'awake')

        async def untimed_steps():
            await aio.sleep(0)
            log('untimed', 'awake')
            await aio.sleep(0)
            log('untimed', 'awake again')

        timed = aio.create_task(timed_steps())
        untimed = aio.create_task(untimed_steps())
        await aio.gather(timed, untimed)

    scenario.run(main)
    scenario.expect(
        [
            ('untimed', 'awake'),
            ('untimed', 'awake again'),
            ('timed', 'awake'),
        ]
    )


def test_naps_in_a_row_add_up(scenario):
    """Two sleeps in a row end after one that began earlier and is shorter than their sum."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def one_nap_steps():
            await aio.sleep(scenario.seconds(0.05))
            log('one_nap', 'awake')

        async def two_naps_steps():
            await aio.sleep(scenario.seconds(0.03))
            await aio.sleep(scenario.seconds(0.03))
            log('two_naps', 'awake')

        one_nap = aio.create_task(one_nap_steps())
        two_naps = aio.create_task(two_naps_steps())
        await aio.gather(one_nap, two_naps)

    scenario.run(main)
    scenario.expect(
        [
            ('one_nap', 'awake'),
            ('two_naps', 'awake'),
        ]
    )


def test_timer_and_sleep_share_a_clock(scenario):
    """A timer set after a sleep has begun, but due before its end, runs before the sleep ends."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def sleeper_steps():
            await aio.sleep(scenario.seconds(0.1))
            log('sleeper', 'awake')

        def alarm():
            log('alarm', 'rang')

        sleeper = aio.create_task(sleeper_steps())
        await scenario.settle(sleeper)
        aio.get_running_loop().call_later(scenario.seconds(0.01), alarm)
        await sleeper

    scenario.run(main)
    scenario.expect(
        [
            ('alarm', 'rang'),
            ('sleeper', 'awake'),
        ]
    )


def test_overdue_sleeps_keep_their_order(scenario):
    """Sleeps that have all run out while the loop was busy end in the order of their deadlines."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def late_steps():
            await aio.sleep(scenario.seconds(0.02))
            log('late', 'awake')

        async def early_steps():
            await aio.sleep(scenario.seconds(0.005))
            log('early', 'awake')

        async def busy_steps():
            for lap in range(40):
                sum(range(100000))
            log('busy', 'was busy')

        late = aio.create_task(late_steps())
        early = aio.create_task(early_steps())
        busy = aio.create_task(busy_steps())
        await aio.gather(late, early, busy)

    scenario.run(main)
    scenario.expect(
        [
            ('busy', 'was busy'),
            ('early', 'awake'),
            ('late', 'awake'),
        ]
    )


def test_never_early(scenario):
    """The loop's clock shows at least the delay more after a sleep than before."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        before = loop.time()
        await aio.sleep(scenario.seconds(0.02))
        scenario.check_is('loop.time() - before > 0.019', loop.time() - before > 0.019, True)

    scenario.run(main)
    scenario.expect([])


def test_cancelled_sleep_has_no_late_effect(scenario):
    """When the time of a cancelled sleep comes, nothing happens to the task that had slept."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def sleeper_steps():
            with scenario.raises('sleeper', aio.CancelledError):
                await aio.sleep(scenario.seconds(0.01))
            await aio.sleep(scenario.seconds(0.04))
            log('sleeper', 'slept to the end')

        sleeper = aio.create_task(sleeper_steps())
        await scenario.settle(sleeper)
        sleeper.cancel()
        await aio.sleep(scenario.seconds(0.03))
        log('main', 'awake')
        await sleeper

    scenario.run(main)
    scenario.expect(
        [
            ('sleeper', 'raises CancelledError'),
            ('main', 'awake'),
            ('sleeper', 'slept to the end'),
        ]
    )


def test_cancelled_when_the_time_is_over(scenario):
    """A task whose sleep has run out but that has not had its turn is still cancelled."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def sleeper_steps():
            with scenario.raises('sleeper', aio.CancelledError):
                await aio.sleep(scenario.seconds(0.001))
            log('sleeper', 'went on')

        def cancel_it():
            scenario.check('sleeper.cancel()', sleeper.cancel(), True)
            log('cancel_it', 'called')

        sleeper = aio.create_task(sleeper_steps())
        await scenario.ticks(1)
        aio.get_running_loop().call_later(scenario.seconds(0.001), cancel_it)
        for lap in range(40):
            sum(range(100000))
        await sleeper

    scenario.run(main)
    scenario.expect(
        [
            ('cancel_it', 'called'),
            ('sleeper', 'raises CancelledError'),
            ('sleeper', 'went on'),
        ]
    )
