# Rendered by loopspec from spec/event/misuse.yaml; do not edit, change the source and run `loopspec render`.
"""Event: misuse."""


def test_waiting_binds_the_event_to_its_loop(scenario):
    """Once a task has waited for an event, waiting for it in another loop raises RuntimeError."""
    aio, log = scenario.aio, scenario.log

    event = aio.Event()
    waiter = None

    async def waiter_steps():
        await event.wait()
        log('waiter', 'awake')

    async def first_loop():
        nonlocal waiter
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        event.set()
        await waiter

    async def other_loop():
        scenario.check('event.wait()', await event.wait(), True)
        event.clear()
        with scenario.raises('other_loop', RuntimeError):
            await event.wait()
        scenario.check_is('event.is_set()', event.is_set(), False)

    aio.run(first_loop())
    aio.run(other_loop())
    scenario.expect(
        [
            ('waiter', 'awake'),
            ('other_loop', 'raises RuntimeError'),
        ]
    )


def test_without_waiting_an_event_serves_any_loop(scenario):
    """An event that was set before anybody waited lets tasks of several loops pass."""
    aio = scenario.aio

    event = aio.Event()
    event.set()
    scenario.check('run(event.wait())', aio.run(event.wait()), True)
    scenario.check('run(event.wait())', aio.run(event.wait()), True)
    scenario.check_is('event.is_set()', event.is_set(), True)
    scenario.expect([])


def test_made_before_the_loop(scenario):
    """An event made before any loop runs makes tasks wait in the loop that comes to use it."""
    aio, log = scenario.aio, scenario.log

    event = aio.Event()
    waiter = None

    async def waiter_steps():
        await event.wait()
        log('waiter', 'awake')

    async def entry():
        nonlocal waiter
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        log('entry', 'set')
        event.set()
        await waiter

    event.set()
    event.clear()
    aio.run(entry())
    scenario.expect(
        [
            ('entry', 'set'),
            ('waiter', 'awake'),
        ]
    )


def test_a_loop_stopped_and_started_again(scenario):
    """A set between two runs of one loop wakes the task that waited in the first."""
    aio, log = scenario.aio, scenario.log

    event = aio.Event()
    waiter = None

    async def waiter_steps():
        await event.wait()
        log('waiter', 'awake')

    async def begin():
        nonlocal waiter
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()

    loop = scenario.open_loop()
    loop.run_until_complete(begin())
    log('program', 'between')
    event.set()
    loop.run_until_complete(waiter)
    scenario.expect(
        [
            ('program', 'between'),
            ('waiter', 'awake'),
        ]
    )


def test_no_loop_argument(scenario):
    """An event made with the argument loop raises TypeError."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', TypeError):
            aio.Event(loop=aio.get_running_loop())

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_an_event_is_neither_awaited_nor_entered(scenario):
    """An await of the event itself and an `async with` on it raise TypeError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()
        with scenario.raises('main', TypeError):
            await event
        with scenario.raises('main', TypeError):
            async with event:
                log('main', 'inside')
        scenario.check_is('event.is_set()', event.is_set(), False)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
        ]
    )


def test_waiting_does_not_change_the_flag(scenario):
    """Waiting for an event, with or without success, never changes its flag."""
    aio, log = scenario.aio, scenario.log

    async def main():
        event = aio.Event()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await event.wait()

        async def waiter_steps():
            await event.wait()
            log('waiter', 'awake')

        quitter = aio.create_task(quitter_steps())
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        scenario.check_is('event.is_set()', event.is_set(), False)
        quitter.cancel()
        await scenario.settle()
        scenario.check_is('event.is_set()', event.is_set(), False)
        event.set()
        await waiter
        await event.wait()
        scenario.check_is('event.is_set()', event.is_set(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('quitter', 'raises CancelledError'),
            ('waiter', 'awake'),
        ]
    )
