# Rendered by loopspec from spec/lifecycle/stop.yaml; do not edit, change the source and run `loopspec render`.
"""lifecycle: stop."""


def test_stop_before_the_start_counts(scenario):
    """A loop that was stopped before `run_forever` runs what is scheduled and returns."""
    log = scenario.log

    def mark():
        log('mark', 'runs')

    loop = scenario.open_loop()
    loop.call_soon(mark)
    loop.stop()
    loop.run_forever()
    log('program', 'returns')
    scenario.expect(
        [
            ('mark', 'runs'),
            ('program', 'returns'),
        ]
    )


def test_timers_survive_a_stop(scenario):
    """A timer that is set by the callback that stops the loop runs in the next `run_forever`."""
    log = scenario.log

    def timer(owner):
        log('timer', 'runs')
        owner.stop()

    def begin(owner):
        owner.call_later(scenario.seconds(0.02), timer, owner)
        owner.stop()

    loop = scenario.open_loop()
    loop.call_soon(begin, loop)
    loop.run_forever()
    log('program', 'stopped')
    loop.run_forever()
    log('program', 'stopped again')
    scenario.expect(
        [
            ('program', 'stopped'),
            ('timer', 'runs'),
            ('program', 'stopped again'),
        ]
    )


def test_the_batch_is_finished(scenario):
    """A loop that is stopped by a callback runs the callbacks that were registered behind it, and returns."""
    log = scenario.log

    def mark():
        log('mark', 'runs')

    loop = scenario.open_loop()
    loop.call_soon(loop.stop)
    loop.call_soon(mark)
    loop.run_forever()
    log('program', 'returns')
    scenario.expect(
        [
            ('mark', 'runs'),
            ('program', 'returns'),
        ]
    )


def test_new_callbacks_wait_for_the_next_run(scenario):
    """A callback that a callback registers after the stop runs in the next run_forever."""
    log = scenario.log

    def late():
        log('late', 'runs')

    def stopper(owner):
        owner.stop()
        owner.call_soon(late)

    loop = scenario.open_loop()
    loop.call_soon(stopper, loop)
    loop.run_forever()
    log('program', 'returns')
    loop.call_soon(loop.stop)
    loop.run_forever()
    log('program', 'returns again')
    scenario.expect(
        [
            ('program', 'returns'),
            ('late', 'runs'),
            ('program', 'returns again'),
        ]
    )


def test_the_loop_is_still_running_behind_the_stop(scenario):
    """A callback behind the stop in the same iteration sees the loop as the running one."""
    aio, log = scenario.aio, scenario.log

    def look(owner):
        log('look', f'{aio.get_running_loop() is owner}, {owner.is_running()}')

    loop = scenario.open_loop()
    loop.call_soon(loop.stop)
    loop.call_soon(look, loop)
    loop.run_forever()
    scenario.expect([('look', 'True, True')])


def test_two_stops_are_one(scenario):
    """A loop that was stopped twice in one run goes on in the next."""
    log = scenario.log

    def mark(owner):
        log('mark', 'runs')
        owner.stop()

    loop = scenario.open_loop()
    loop.call_soon(loop.stop)
    loop.call_soon(loop.stop)
    loop.run_forever()
    loop.call_soon(loop.call_soon, mark, loop)
    loop.run_forever()
    log('program', 'returns')
    scenario.expect(
        [
            ('mark', 'runs'),
            ('program', 'returns'),
        ]
    )


def test_stopped_before_the_future_is_done(scenario):
    """The method run_until_complete of a loop that is stopped before its future is done raises RuntimeError."""
    aio = scenario.aio

    async def stop_and_wait(owner):
        owner.stop()
        await aio.Event().wait()

    loop = scenario.open_loop()
    with scenario.raises('program', RuntimeError):
        loop.run_until_complete(stop_and_wait(loop))
    scenario.expect([('program', 'raises RuntimeError')])


def test_stop_in_the_last_step(scenario):
    """The result of a coroutine that stops its loop and returns is returned by run_until_complete."""

    async def stop_and_return(owner):
        owner.stop()
        return 5

    loop = scenario.open_loop()
    scenario.check('loop.run_until_complete(stop_and_return(loop))', loop.run_until_complete(stop_and_return(loop)), 5)
    scenario.expect([])


def test_stop_before_the_start_does_not_wait_for_timers(scenario):
    """A loop that was stopped before `run_forever` returns without waiting for a timer."""
    log = scenario.log

    def mark():
        log('mark', 'runs')

    loop = scenario.open_loop()
    timer = loop.call_later(scenario.seconds(0.7), mark)
    loop.stop()
    loop.run_forever()
    log('program', 'returns')
    timer.cancel()
    scenario.expect([('program', 'returns')])


def test_coroutine_of_a_stopped_run_is_not_reported(scenario):
    """A coroutine that run_until_complete was given, and that a stop has left pending, vanishes with its closed loop unreported."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def waits():
        await aio.Event().wait()

    def handler(owner, context):
        log('handler', 'reported')

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    loop.call_soon(loop.stop)
    with scenario.raises('program', RuntimeError):
        loop.run_until_complete(waits())
    loop.close()
    tools.collect()
    scenario.expect([('program', 'raises RuntimeError')])


def test_future_of_a_stopped_run_stops_no_other(scenario):
    """A future whose run was stopped before it was done does not end a later run when it is done."""
    aio = scenario.aio

    async def later(former):
        former.set_result(5)
        await aio.sleep(0)
        await aio.sleep(0)
        return 'done'

    loop = scenario.open_loop()
    future = loop.create_future()
    loop.call_soon(loop.stop)
    with scenario.raises('program', RuntimeError):
        loop.run_until_complete(future)
    scenario.check('loop.run_until_complete(later(future))', loop.run_until_complete(later(future)), 'done')
    scenario.expect([('program', 'raises RuntimeError')])
