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
