# Rendered by loopspec from spec/scheduling/timers.yaml; do not edit, change the source and run `loopspec render`.
"""scheduling: timers."""


def test_zero_delay_has_a_deadline(scenario):
    """A timer without a delay has the time at which it was set as its deadline."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        before = loop.time()
        timer = loop.call_later(0, tools.noop)
        scenario.check_is('before <= timer.when() <= loop.time()', before <= timer.when() <= loop.time(), True)

    scenario.run(main)
    scenario.expect([])


def test_zero_delay_takes_its_turn(scenario):
    """A timer without a delay runs behind callbacks that were scheduled in the same iteration, also later ones."""
    log = scenario.log

    def mark(label):
        log('mark', f'{label}')

    loop = scenario.open_loop()
    loop.call_later(0, mark, 'timer')
    loop.call_soon(mark, 'callback')
    loop.call_later(0, loop.stop)
    loop.run_forever()
    scenario.expect(
        [
            ('mark', 'callback'),
            ('mark', 'timer'),
        ]
    )


def test_order_of_deadlines_below_a_millisecond(scenario):
    """Timers whose deadlines are a tenth of a millisecond apart run in the order of their deadlines."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        order = []
        done = loop.create_future()
        timer = loop.call_later(scenario.seconds(0.02), done.set_result, None)
        for number in range(12):
            timer = loop.call_at(timer.when() - scenario.seconds(0.0001), order.append, number)
        await done
        scenario.check('order', order, list(reversed(range(12))))

    scenario.run(main)
    scenario.expect([])


def test_deadlines_are_told_apart(scenario):
    """Timers whose deadlines are ten microseconds apart say so by their `when`."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        moments = []
        timer = loop.call_later(scenario.seconds(60), tools.noop)
        for number in range(10):
            timer = loop.call_at(timer.when() + scenario.seconds(1e-05), tools.noop)
            moments.append(timer.when())
        scenario.check('len(set(moments))', len(set(moments)), 10)
        scenario.check_is('moments == sorted(moments)', moments == sorted(moments), True)

    scenario.run(main)
    scenario.expect([])


def test_negative_delay_is_due_at_once(scenario):
    """A timer whose delay is negative is due at once."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        called = loop.create_future()
        loop.call_later(-1, called.set_result, 'called')
        scenario.check('called', await called, 'called')

    scenario.run(main)
    scenario.expect([])


def test_deadline_in_the_past_is_due_at_once(scenario):
    """A timer whose deadline has passed is due at once."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        called = loop.create_future()
        loop.call_at(loop.time() - scenario.seconds(1), called.set_result, 'called')
        scenario.check('called', await called, 'called')

    scenario.run(main)
    scenario.expect([])


def test_time_passes_within_a_callback(scenario):
    """The clock of the loop goes on while a callback runs."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        before = loop.time()
        for turn in range(100000):
            abs(turn)
        scenario.check_is('loop.time() > before', loop.time() > before, True)

    scenario.run(main)
    scenario.expect([])


def test_by_deadline_not_by_call(scenario):
    """Timers run in the order of their deadlines, in whichever order they were set."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        order = []
        done = loop.create_future()
        last = loop.call_later(scenario.seconds(0.05), done.set_result, None)
        loop.call_at(last.when() - scenario.seconds(0.02), order.append, 3)
        loop.call_at(last.when() - scenario.seconds(0.04), order.append, 1)
        loop.call_at(last.when() - scenario.seconds(0.01), order.append, 4)
        loop.call_at(last.when() - scenario.seconds(0.03), order.append, 2)
        await done
        scenario.check('order', order, [1, 2, 3, 4])

    scenario.run(main)
    scenario.expect([])


def test_overdue_ones_by_deadline(scenario):
    """Timers that are all overdue run in the order of their deadlines."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        order = []
        done = loop.create_future()
        loop.call_later(scenario.seconds(0.03), done.set_result, None)
        loop.call_later(scenario.seconds(0.02), order.append, 'second')
        loop.call_later(scenario.seconds(0.01), order.append, 'first')
        tools.block_thread(scenario.seconds(0.05))
        await done
        scenario.check('order', order, ['first', 'second'])

    scenario.run(main)
    scenario.expect([])


def test_not_before_its_time(scenario):
    """A timer does not run before its deadline."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        early = []
        done = loop.create_future()

        def look(moment):
            early.append(loop.time() + 0.0001 < moment)

        loop.call_later(scenario.seconds(0.0013), look, loop.time() + 0.0013)
        loop.call_later(scenario.seconds(0.0037), look, loop.time() + 0.0037)
        loop.call_later(scenario.seconds(0.0068), look, loop.time() + 0.0068)
        loop.call_later(scenario.seconds(0.0102), look, loop.time() + 0.0102)
        loop.call_later(scenario.seconds(0.0155), look, loop.time() + 0.0155)
        loop.call_later(scenario.seconds(0.03), done.set_result, None)
        await done
        scenario.check('early', early, [False] * 5)

    scenario.run(main)
    scenario.expect([])


def test_runs_once(scenario):
    """A timer runs once, however long the loop goes on."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()

        def mark():
            log('mark', 'runs')

        loop.call_later(scenario.seconds(0.001), mark)
        await aio.sleep(scenario.seconds(0.02))
        await aio.sleep(scenario.seconds(0.005))
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('mark', 'runs'),
            ('main', 'goes on'),
        ]
    )


def test_equal_deadlines_all_run(scenario):
    """All of several timers with one deadline run."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        ran = []
        done = loop.create_future()
        first = loop.call_later(scenario.seconds(0.005), tools.noop)
        for number in range(20):
            loop.call_at(first.when(), ran.append, number)
        loop.call_at(first.when() + scenario.seconds(0.005), done.set_result, None)
        await done
        scenario.check_is('sorted(ran) == list(range(20))', sorted(ran) == list(range(20)), True)

    scenario.run(main)
    scenario.expect([])


def test_arguments_by_position__call_call_at(scenario):
    """The arguments behind the callback of a timer reach it by position."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        got = loop.create_future()

        def keep(*items):
            got.set_result(items)

        loop.call_at(0, keep, 1, 'two', [3])
        scenario.check('got', await got, (1, 'two', [3]))

    scenario.run(main)
    scenario.expect([])


def test_arguments_by_position__call_call_later(scenario):
    """The arguments behind the callback of a timer reach it by position."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        got = loop.create_future()

        def keep(*items):
            got.set_result(items)

        loop.call_later(0, keep, 1, 'two', [3])
        scenario.check('got', await got, (1, 'two', [3]))

    scenario.run(main)
    scenario.expect([])


def test_longer_than_a_day__call_call_at_loop_time_100_000(scenario):
    """A timer that is more than a day away is accepted and does not run early."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()

        def far():
            log('far', 'runs')

        timer = loop.call_at(loop.time() + scenario.seconds(100000), far)
        await aio.sleep(scenario.seconds(0.005))
        log('main', 'goes on')
        scenario.check_is('timer.when() > loop.time() + 86_400', timer.when() > loop.time() + 86400, True)
        timer.cancel()

    scenario.run(main)
    scenario.expect([('main', 'goes on')])


def test_longer_than_a_day__call_call_later_100_000_100_000(scenario):
    """A timer that is more than a day away is accepted and does not run early."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()

        def far():
            log('far', 'runs')

        timer = loop.call_later(scenario.seconds(100000) * scenario.seconds(100000), far)
        await aio.sleep(scenario.seconds(0.005))
        log('main', 'goes on')
        scenario.check_is('timer.when() > loop.time() + 86_400', timer.when() > loop.time() + 86400, True)
        timer.cancel()

    scenario.run(main)
    scenario.expect([('main', 'goes on')])


def test_longer_than_a_day__call_call_later_100_000(scenario):
    """A timer that is more than a day away is accepted and does not run early."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()

        def far():
            log('far', 'runs')

        timer = loop.call_later(scenario.seconds(100000), far)
        await aio.sleep(scenario.seconds(0.005))
        log('main', 'goes on')
        scenario.check_is('timer.when() > loop.time() + 86_400', timer.when() > loop.time() + 86400, True)
        timer.cancel()

    scenario.run(main)
    scenario.expect([('main', 'goes on')])


def test_no_number__call_call_at(scenario):
    """A delay or a moment that is None is refused with TypeError."""
    tools = scenario.tools

    loop = scenario.open_loop()
    with scenario.raises('program', TypeError):
        loop.call_at(None, tools.noop)
    scenario.expect([('program', 'raises TypeError')])


def test_no_number__call_call_later(scenario):
    """A delay or a moment that is None is refused with TypeError."""
    tools = scenario.tools

    loop = scenario.open_loop()
    with scenario.raises('program', TypeError):
        loop.call_later(None, tools.noop)
    scenario.expect([('program', 'raises TypeError')])


def test_clock_never_goes_back(scenario):
    """The clock of the loop returns a float and never goes back."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        moments = []
        for turn in range(50):
            moments.append(loop.time())
            await aio.sleep(0)
        scenario.check_type('moments[0]', moments[0], float)
        scenario.check_is('moments == sorted(moments)', moments == sorted(moments), True)

    scenario.run(main)
    scenario.expect([])


def test_negative_delays_by_deadline(scenario):
    """Timers with negative delays run in the order of their deadlines, in whichever order they were set."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        order = []
        done = loop.create_future()
        loop.call_later(0, done.set_result, None)
        loop.call_later(-1, order.append, 'second')
        loop.call_later(-5, order.append, 'first')
        await done
        scenario.check('order', order, ['first', 'second'])

    scenario.run(main)
    scenario.expect([])


def test_moment_of_the_clock_of_the_loop(scenario):
    """A callback of call_at runs when the clock of the loop has come to its moment, and not before."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        called = loop.create_future()

        def look():
            called.set_result(loop.time())

        before = loop.time()
        loop.call_at(loop.time() + scenario.seconds(0.02), look)
        moment = await called
        scenario.check_is('moment + 0.0001 >= before + 0.02', moment + 0.0001 >= before + 0.02, True)

    scenario.run(main)
    scenario.expect([])


def test_overdue_one_waits_for_nothing(scenario):
    """A timer whose moment has passed runs before the loop waits for anything else."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()
        ended = loop.create_future()

        def timer():
            log('timer', 'runs')

        def end():
            log('end', 'called')
            ended.set_result(None)

        loop.call_at(loop.time() - scenario.seconds(1), timer)

        def thread_steps():
            loop.call_soon_threadsafe(end)

        scenario.while_idle(thread_steps)
        await ended

    scenario.run(main)
    scenario.expect(
        [
            ('timer', 'runs'),
            ('end', 'called'),
        ]
    )
