# Rendered by loopspec from spec/sleep/delay.yaml; do not edit, change the source and run `loopspec render`.
"""sleep: delay."""


def test_shorter_ends_first(scenario):
    """Of tasks that sleep at the same time the one with the shortest delay goes on first."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def long_steps():
            with scenario.raises('long', aio.CancelledError):
                await aio.sleep(scenario.seconds(3600))

        async def short_steps():
            await aio.sleep(scenario.seconds(0.01))
            log('short', 'awake')

        async def middle_steps():
            with scenario.raises('middle', aio.CancelledError):
                await aio.sleep(scenario.seconds(1800))

        long = aio.create_task(long_steps())
        short = aio.create_task(short_steps())
        middle = aio.create_task(middle_steps())
        await short
        scenario.check('[long.done(), middle.done()]', [long.done(), middle.done()], [False, False])
        long.cancel()
        await long
        middle.cancel()
        await middle

    scenario.run(main)
    scenario.expect(
        [
            ('short', 'awake'),
            ('long', 'raises CancelledError'),
            ('middle', 'raises CancelledError'),
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
    """A sleep with a delay returns its result argument, the very object."""
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
            with scenario.raises('timed', aio.CancelledError):
                await aio.sleep(scenario.seconds(3600))

        async def untimed_steps():
            await aio.sleep(0)
            log('untimed', 'awake')
            await aio.sleep(0)
            log('untimed', 'awake again')

        timed = aio.create_task(timed_steps())
        untimed = aio.create_task(untimed_steps())
        await untimed
        scenario.check_is('timed.done()', timed.done(), False)
        timed.cancel()
        await timed

    scenario.run(main)
    scenario.expect(
        [
            ('untimed', 'awake'),
            ('untimed', 'awake again'),
            ('timed', 'raises CancelledError'),
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
        rung = aio.Event()

        async def sleeper_steps():
            with scenario.raises('sleeper', aio.CancelledError):
                await aio.sleep(scenario.seconds(3600))

        def alarm():
            log('alarm', 'rang')
            rung.set()

        sleeper = aio.create_task(sleeper_steps())
        await scenario.settle(sleeper)
        aio.get_running_loop().call_later(scenario.seconds(0.01), alarm)
        await rung.wait()
        scenario.check_is('sleeper.done()', sleeper.done(), False)
        sleeper.cancel()
        await sleeper

    scenario.run(main)
    scenario.expect(
        [
            ('alarm', 'rang'),
            ('sleeper', 'raises CancelledError'),
        ]
    )


def test_overdue_sleeps_keep_their_order(scenario):
    """Tasks whose timers have all run out while the loop was busy go on in the order of the deadlines."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        late_end = loop.create_future()
        early_end = loop.create_future()

        async def late_steps():
            await late_end
            log('late', 'awake')

        async def early_steps():
            await early_end
            log('early', 'awake')

        async def busy_steps():
            tools.block_thread(scenario.seconds(0.03))
            log('busy', 'was busy')

        last = loop.call_later(scenario.seconds(0.02), late_end.set_result, None)
        loop.call_at(last.when() - scenario.seconds(0.01), early_end.set_result, None)
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
        cancelled = aio.Event()
        gate = aio.Event()

        async def sleeper_steps():
            aio.get_running_loop().call_soon(sleeper.cancel)
            with scenario.raises('sleeper', aio.CancelledError):
                await aio.sleep(scenario.seconds(0.05))
            cancelled.set()
            await gate.wait()
            log('sleeper', 'goes on')

        sleeper = aio.create_task(sleeper_steps())
        await cancelled.wait()
        await aio.sleep(scenario.seconds(0.06))
        log('main', 'awake')
        gate.set()
        await sleeper

    scenario.run(main)
    scenario.expect(
        [
            ('sleeper', 'raises CancelledError'),
            ('main', 'awake'),
            ('sleeper', 'goes on'),
        ]
    )


def test_cancelled_when_the_time_is_over(scenario):
    """A task whose sleep has run out but that has not had its turn is still cancelled."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def sleeper_steps():
            with scenario.raises('sleeper', aio.CancelledError):
                await aio.sleep(scenario.seconds(0.001))
            log('sleeper', 'went on')

        def cancel_it():
            scenario.check('sleeper.cancel()', sleeper.cancel(), True)
            log('cancel_it', 'called')

        def keep_busy():
            aio.get_running_loop().call_later(scenario.seconds(0.001), cancel_it)
            tools.block_thread(scenario.seconds(0.03))

        sleeper = aio.create_task(sleeper_steps())
        aio.get_running_loop().call_soon(keep_busy)
        await sleeper

    scenario.run(main)
    scenario.expect(
        [
            ('cancel_it', 'called'),
            ('sleeper', 'raises CancelledError'),
            ('sleeper', 'went on'),
        ]
    )


def test_cancelled_when_the_time_is_over_and_no_failure(scenario):
    """A sleep that is cancelled in the iteration in which it runs out ends without a call of the exception handler."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def sleeper_steps():
            with scenario.raises('sleeper', aio.CancelledError):
                await aio.sleep(scenario.seconds(0.012))

        def cancel_it():
            sleeper.cancel()

        def handler(owner, context):
            log('handler', 'is called')

        def keep_busy():
            aio.get_running_loop().call_later(scenario.seconds(0.01), cancel_it)
            tools.block_thread(scenario.seconds(0.04))

        aio.get_running_loop().set_exception_handler(handler)
        sleeper = aio.create_task(sleeper_steps())
        aio.get_running_loop().call_soon(keep_busy)
        await sleeper
        await aio.sleep(0)
        aio.get_running_loop().set_exception_handler(None)

    scenario.run(main)
    scenario.expect([('sleeper', 'raises CancelledError')])
