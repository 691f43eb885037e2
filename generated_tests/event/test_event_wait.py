# Rendered by loopspec from spec/event/wait.yaml; do not edit, change the source and run `loopspec render`.
"""Event: wait."""


def test_wait_returns_true(scenario):
    """The method wait returns True, whether the event was set before or while the task waited."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def waiter_steps():
            scenario.check('event.wait()', await event.wait(), True)
            scenario.check('event.wait()', await event.wait(), True)
            log('waiter', 'twice')

        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        log('main', 'set')
        event.set()
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'set'),
            ('waiter', 'twice'),
        ]
    )


def test_true_even_if_cleared_meanwhile(scenario):
    """A wait that was woken returns True even if the event is clear again by then."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def waiter_steps():
            scenario.check('event.wait()', await event.wait(), True)
            log('waiter', f'set {event.is_set()}')

        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        event.set()
        event.clear()
        await waiter

    scenario.run(main)
    scenario.expect([('waiter', 'set False')])


def test_no_pause_on_a_set_event(scenario):
    """The wait for an event that is set returns before any other task has run."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def bystander_steps():
            log('bystander', 'runs')

        event.set()
        bystander = aio.create_task(bystander_steps())
        for turn in range(3):
            await event.wait()
        log('main', 'waited three times')
        await bystander

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'waited three times'),
            ('bystander', 'runs'),
        ]
    )


def test_after_clear_one_waits(scenario):
    """A task that calls wait after clear waits until the next set."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def waiter_steps():
            await event.wait()
            log('waiter', 'awake')

        event.set()
        event.clear()
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        log('main', 'set again')
        event.set()
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'set again'),
            ('waiter', 'awake'),
        ]
    )


def test_who_comes_after_the_clear(scenario):
    """Of two tasks, the one that waited before set and clear goes on and the one that came after waits."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def before_steps():
            await event.wait()
            log('before', 'awake')

        async def after_steps():
            log('after', 'waits')
            await event.wait()
            log('after', 'awake')

        before = aio.create_task(before_steps())
        await scenario.ticks(1)
        after = aio.create_task(after_steps())
        event.set()
        event.clear()
        await scenario.ticks(3)
        log('main', 'set again')
        event.set()
        await after

    scenario.run(main)
    scenario.expect(
        [
            ('after', 'waits'),
            ('before', 'awake'),
            ('main', 'set again'),
            ('after', 'awake'),
        ]
    )


def test_a_woken_waiter_waits_again(scenario):
    """A waiter that waits again after set and clear is woken by the next set and not by the last."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def waiter_steps():
            for turn in range(3):
                await event.wait()
                log('waiter', f'awake {turn}')

        waiter = aio.create_task(waiter_steps())
        await scenario.ticks(1)
        for number in range(3):
            log('main', f'pulse {number}')
            event.set()
            event.clear()
            await scenario.ticks(3)
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'pulse 0'),
            ('waiter', 'awake 0'),
            ('main', 'pulse 1'),
            ('waiter', 'awake 1'),
            ('main', 'pulse 2'),
            ('waiter', 'awake 2'),
        ]
    )


def test_a_pulse_that_nobody_waits_for(scenario):
    """A set and clear while a woken waiter has not yet run again do not count for its next wait."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def waiter_steps():
            await event.wait()
            log('waiter', 'first')
            await event.wait()
            log('waiter', 'second')

        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        for turn in range(3):
            event.set()
            event.clear()
        await scenario.settle()
        log('main', 'once more')
        event.set()
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('waiter', 'first'),
            ('main', 'once more'),
            ('waiter', 'second'),
        ]
    )


def test_ping_and_pong(scenario):
    """Two tasks that set, clear and wait for two events in turn alternate, one step a round."""
    aio, log = scenario.aio, scenario.log

    async def main():
        ping = aio.Event()
        pong = aio.Event()

        async def play(name, own, other):
            for number in range(3):
                await own.wait()
                own.clear()
                log('play', f'{name} {number}')
                other.set()

        first = aio.create_task(play('ping', ping, pong))
        second = aio.create_task(play('pong', pong, ping))
        await scenario.ticks(1)
        ping.set()
        await scenario.ticks(6)
        scenario.check_is('first.done() and second.done()', first.done() and second.done(), True)
        scenario.check_is('ping.is_set() and not pong.is_set()', ping.is_set() and (not pong.is_set()), True)

    scenario.run(main)
    scenario.expect(
        [
            ('play', 'ping 0'),
            ('play', 'pong 0'),
            ('play', 'ping 1'),
            ('play', 'pong 1'),
            ('play', 'ping 2'),
            ('play', 'pong 2'),
        ]
    )


def test_many_cycles(scenario):
    """Through ten cycles of set and clear every one of five waiters goes on exactly once a cycle."""
    aio = scenario.aio

    async def main():
        event = aio.Event()
        woken = []

        async def wait_on(name):
            for turn in range(10):
                await event.wait()
                woken.append(name)
                await scenario.ticks(1)

        waiters = [aio.create_task(wait_on(number)) for number in range(5)]
        await scenario.ticks(1)
        for cycle in range(10):
            event.set()
            await scenario.ticks(1)
            scenario.check('woken', woken, [0, 1, 2, 3, 4])
            woken.clear()
            event.clear()
            await scenario.ticks(2)
            scenario.check('woken', woken, [])
        scenario.check_is('all([waiter.done() for waiter in waiters])', all([waiter.done() for waiter in waiters]), True)

    scenario.run(main)
    scenario.expect([])


def test_one_task_waits_twice(scenario):
    """Two waits for one event that a gather runs for one task both return True after one set."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def waiter_steps():
            scenario.check('gather(event.wait(), event.wait())', await aio.gather(event.wait(), event.wait()), [True, True])
            log('waiter', 'both')

        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        log('main', 'set')
        event.set()
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'set'),
            ('waiter', 'both'),
        ]
    )


def test_the_first_of_two_events(scenario):
    """A wait for the first of two events is over when one is set, and the other can still be set."""
    aio, log = scenario.aio, scenario.log

    async def main():
        left = aio.Event()
        right = aio.Event()

        async def chooser_steps():
            left_waiter = aio.create_task(left.wait())
            right_waiter = aio.create_task(right.wait())
            await aio.wait([left_waiter, right_waiter], return_when=aio.FIRST_COMPLETED)
            scenario.check('(left_waiter.done(), right_waiter.done())', (left_waiter.done(), right_waiter.done()), (False, True))
            log('chooser', 'right came')
            await left_waiter
            log('chooser', 'left came')

        chooser = aio.create_task(chooser_steps())
        await scenario.settle()
        right.set()
        await scenario.settle()
        log('main', 'now left')
        left.set()
        await chooser

    scenario.run(main)
    scenario.expect(
        [
            ('chooser', 'right came'),
            ('main', 'now left'),
            ('chooser', 'left came'),
        ]
    )


def test_a_wait_that_nobody_awaits(scenario):
    """A call of wait registers nothing until it is awaited; a set and clear before that is missed."""
    aio = scenario.aio

    async def main():
        event = aio.Event()
        pending = event.wait()
        scenario.check_is('iscoroutine(pending)', aio.iscoroutine(pending), True)
        await scenario.settle()
        event.set()
        event.clear()
        waiter = aio.create_task(pending)
        await scenario.settle()
        scenario.check_is('waiter.done()', waiter.done(), False)
        event.set()
        scenario.check('waiter', await waiter, True)

    scenario.run(main)
    scenario.expect([])
