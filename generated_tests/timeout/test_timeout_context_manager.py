# Rendered by loopspec from spec/timeout/context-manager.yaml; do not edit, change the source and run `loopspec render`.
"""timeout: context manager."""


def test_cancels_the_body_and_raises_timeout_error(scenario):
    """An expired timeout() cancels the wait in its body, and TimeoutError is raised where the block ends."""
    aio, log = scenario.aio, scenario.log

    async def main():
        with scenario.raises('main', aio.TimeoutError):
            async with aio.timeout(0) as limit:
                try:
                    await aio.Event().wait()
                except aio.CancelledError:
                    log('main', 'cancelled')
                    raise
        scenario.check_is('limit.expired()', limit.expired(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'cancelled'),
            ('main', 'raises TimeoutError'),
        ]
    )


def test_none_never_expires(scenario):
    """With timeout(None) the block takes its time, and expired() is False and when() None."""
    aio = scenario.aio

    async def main():
        async with aio.timeout(None) as limit:
            await aio.sleep(0)
        scenario.check('(limit.expired(), limit.when())', (limit.expired(), limit.when()), (False, None))

    scenario.run(main)
    scenario.expect([])


def test_body_that_never_waits_is_not_disturbed(scenario):
    """A block under timeout(0) that never waits ends normally, and no later wait is cancelled."""
    aio, log = scenario.aio, scenario.log

    async def main():
        passed = aio.Event()
        async with aio.timeout(0) as limit:
            log('main', 'runs')
        aio.get_running_loop().call_later(0, passed.set)
        await passed.wait()
        scenario.check('(limit.expired(), current_task().cancelling())', (limit.expired(), aio.current_task().cancelling()), (False, 0))

    scenario.run(main)
    scenario.expect([('main', 'runs')])


def test_swallowed_in_the_body(scenario):
    """A body that swallows the CancelledError of its timeout leaves the block without TimeoutError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async with aio.timeout(0) as limit:
            with scenario.raises('main', aio.CancelledError):
                await aio.Event().wait()
            log('main', 'goes on')
        scenario.check('(limit.expired(), current_task().cancelling())', (limit.expired(), aio.current_task().cancelling()), (True, 0))

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises CancelledError'),
            ('main', 'goes on'),
        ]
    )


def test_own_error_of_the_body_wins(scenario):
    """A body that answers the CancelledError of its timeout with another error leaves the block with it."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        with scenario.raises('main', tools.Boom):
            async with aio.timeout(0) as limit:
                try:
                    await aio.Event().wait()
                except aio.CancelledError:
                    raise tools.Boom()
        scenario.check('(limit.expired(), current_task().cancelling())', (limit.expired(), aio.current_task().cancelling()), (True, 0))

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_inner_one_of_two_expires(scenario):
    """When the inner of two nested timeouts expires, TimeoutError leaves it and the outer block goes on."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async with aio.timeout(None) as outer:
            with scenario.raises('main', aio.TimeoutError):
                async with aio.timeout(0) as inner:
                    await aio.Event().wait()
            await aio.sleep(0)
            log('main', 'goes on')
        scenario.check('(inner.expired(), outer.expired())', (inner.expired(), outer.expired()), (True, False))

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TimeoutError'),
            ('main', 'goes on'),
        ]
    )


def test_outer_one_of_two_expires(scenario):
    """When the outer of two nested timeouts expires, CancelledError leaves the inner block."""
    aio, log = scenario.aio, scenario.log

    async def main():
        with scenario.raises('main', aio.TimeoutError):
            async with aio.timeout(0) as outer:
                try:
                    async with aio.timeout(None) as inner:
                        await aio.Event().wait()
                except aio.CancelledError:
                    log('main', 'inner block is left')
                    raise
        scenario.check('(inner.expired(), outer.expired())', (inner.expired(), outer.expired()), (False, True))

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'inner block is left'),
            ('main', 'raises TimeoutError'),
        ]
    )


def test_caused_by_the_cancellation(scenario):
    """The TimeoutError of an expired timeout() has the CancelledError as its cause."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        try:
            async with aio.timeout(0):
                await aio.Event().wait()
        except aio.TimeoutError as error:
            scenario.check('class_name(cause_of(error))', tools.class_name(tools.cause_of(error)), 'CancelledError')
            log('main', 'caught')

    scenario.run(main)
    scenario.expect([('main', 'caught')])


def test_used_twice(scenario):
    """Entering the same timeout() a second time raises RuntimeError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        limit = aio.timeout(None)
        async with limit:
            log('main', 'once')
        with scenario.raises('main', RuntimeError):
            async with limit:
                log('main', 'twice')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'once'),
            ('main', 'raises RuntimeError'),
        ]
    )


def test_rescheduled_into_the_past(scenario):
    """A timeout() rescheduled to a moment that has passed expires at the next wait."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', aio.TimeoutError):
            async with aio.timeout(None) as limit:
                limit.reschedule(0)
                scenario.check('limit.when()', limit.when(), 0)
                await aio.Event().wait()

    scenario.run(main)
    scenario.expect([('main', 'raises TimeoutError')])


def test_rescheduled_to_never(scenario):
    """A timeout(0) rescheduled to None before the first wait does not expire."""
    aio = scenario.aio

    async def main():
        passed = aio.Event()
        async with aio.timeout(0) as limit:
            limit.reschedule(None)
            aio.get_running_loop().call_later(0, passed.set)
            await passed.wait()
        scenario.check('(limit.expired(), limit.when())', (limit.expired(), limit.when()), (False, None))

    scenario.run(main)
    scenario.expect([])


def test_rescheduled_outside_the_block(scenario):
    """Rescheduling a timeout() that was not entered, or that was left, raises RuntimeError."""
    aio = scenario.aio

    async def main():
        limit = aio.timeout(None)
        with scenario.raises('main', RuntimeError):
            limit.reschedule(None)
        async with limit:
            await aio.sleep(0)
        with scenario.raises('main', RuntimeError):
            limit.reschedule(None)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('main', 'raises RuntimeError'),
        ]
    )


def test_at_an_absolute_time(scenario):
    """A block of timeout_at() goes on until a moment of the loop's clock and then raises TimeoutError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        with scenario.raises('main', aio.TimeoutError):
            async with aio.timeout_at(aio.get_running_loop().time() + scenario.seconds(0.02)) as limit:
                log('main', 'goes on')
                await aio.Event().wait()
        scenario.check_is('get_running_loop().time() >= limit.when()', aio.get_running_loop().time() >= limit.when(), True)
        scenario.check_is('limit.expired()', limit.expired(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'goes on'),
            ('main', 'raises TimeoutError'),
        ]
    )


def test_constructor_takes_an_absolute_time(scenario):
    """A block of Timeout() goes on until a moment of the loop's clock and then raises TimeoutError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        with scenario.raises('main', aio.TimeoutError):
            async with aio.Timeout(aio.get_running_loop().time() + scenario.seconds(0.02)) as limit:
                log('main', 'goes on')
                await aio.Event().wait()
        scenario.check_is('get_running_loop().time() >= limit.when()', aio.get_running_loop().time() >= limit.when(), True)
        scenario.check_is('limit.expired()', limit.expired(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'goes on'),
            ('main', 'raises TimeoutError'),
        ]
    )


def test_moment_that_has_passed__make_timeout(scenario):
    """A block of Timeout for a moment that has passed is cancelled at its first wait."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', aio.TimeoutError):
            async with aio.Timeout(0) as limit:
                await aio.Event().wait()
        scenario.check('(limit.when(), limit.expired())', (limit.when(), limit.expired()), (0, True))

    scenario.run(main)
    scenario.expect([('main', 'raises TimeoutError')])


def test_moment_that_has_passed__make_timeout_at(scenario):
    """A block of timeout_at for a moment that has passed is cancelled at its first wait."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', aio.TimeoutError):
            async with aio.timeout_at(0) as limit:
                await aio.Event().wait()
        scenario.check('(limit.when(), limit.expired())', (limit.when(), limit.expired()), (0, True))

    scenario.run(main)
    scenario.expect([('main', 'raises TimeoutError')])


def test_no_moment__make_timeout(scenario):
    """A block of Timeout for None never expires, and its when() is None."""
    aio = scenario.aio

    async def main():
        async with aio.Timeout(None) as limit:
            await aio.sleep(0)
        scenario.check('(limit.when(), limit.expired())', (limit.when(), limit.expired()), (None, False))

    scenario.run(main)
    scenario.expect([])


def test_no_moment__make_timeout_at(scenario):
    """A block of timeout_at for None never expires, and its when() is None."""
    aio = scenario.aio

    async def main():
        async with aio.timeout_at(None) as limit:
            await aio.sleep(0)
        scenario.check('(limit.when(), limit.expired())', (limit.when(), limit.expired()), (None, False))

    scenario.run(main)
    scenario.expect([])


def test_clean_up_with_a_timeout_that_lasts(scenario):
    """A body whose clean-up waits within a timeout() of its own leaves the block with TimeoutError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        with scenario.raises('main', aio.TimeoutError):
            async with aio.timeout(0):
                try:
                    await aio.Event().wait()
                finally:
                    async with aio.timeout(None):
                        await aio.sleep(0)
                    log('main', 'cleaned up')
        scenario.check('current_task().cancelling()', aio.current_task().cancelling(), 0)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'cleaned up'),
            ('main', 'raises TimeoutError'),
        ]
    )


def test_clean_up_with_a_timeout_that_expires(scenario):
    """A body whose clean-up has a timeout() of its own expire leaves the block with TimeoutError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        with scenario.raises('main', aio.TimeoutError):
            async with aio.timeout(0) as outer:
                try:
                    await aio.Event().wait()
                finally:
                    try:
                        async with aio.timeout(0):
                            await aio.Event().wait()
                    except aio.TimeoutError:
                        log('main', 'clean-up is too slow')
        scenario.check('(outer.expired(), current_task().cancelling())', (outer.expired(), aio.current_task().cancelling()), (True, 0))

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'clean-up is too slow'),
            ('main', 'raises TimeoutError'),
        ]
    )


def test_error_of_the_body_has_the_timeout_in_its_context(scenario):
    """An error that answers the CancelledError of an expired timeout() has a TimeoutError between the two in its context."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        try:
            async with aio.timeout(0):
                try:
                    await aio.Event().wait()
                except aio.CancelledError:
                    raise tools.Boom()
        except tools.Boom as error:
            scenario.check('(class_name(context_of(error)), class_name(context_of(context_of(error))))', (tools.class_name(tools.context_of(error)), tools.class_name(tools.context_of(tools.context_of(error)))), ('TimeoutError', 'CancelledError'))
            log('main', 'caught')

    scenario.run(main)
    scenario.expect([('main', 'caught')])


def test_subclass_of_cancelled_error(scenario):
    """A body that answers the CancelledError of its timeout() with one of a subclass leaves the block with TimeoutError."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        kind = tools.derived_error(aio.CancelledError)
        with scenario.raises('main', aio.TimeoutError):
            async with aio.timeout(0) as limit:
                try:
                    await aio.Event().wait()
                except aio.CancelledError:
                    raise kind()
        scenario.check_is('limit.expired()', limit.expired(), True)

    scenario.run(main)
    scenario.expect([('main', 'raises TimeoutError')])


def test_outside_of_a_task(scenario):
    """A coroutine that no task runs is refused by timeout() with RuntimeError."""
    aio, log = scenario.aio, scenario.log

    async def stray():
        with scenario.raises('stray', RuntimeError):
            async with aio.timeout(None):
                log('stray', 'is never here')

    def drive():
        bare = stray()
        with scenario.raises('drive', StopIteration):
            bare.send(None)
        log('drive', 'goes on')
        aio.get_running_loop().stop()

    loop = scenario.open_loop()
    loop.call_soon(drive)
    loop.run_forever()
    scenario.expect(
        [
            ('stray', 'raises RuntimeError'),
            ('drive', 'raises StopIteration'),
            ('drive', 'goes on'),
        ]
    )


def test_left_in_time(scenario):
    """A timeout() whose block was left in time does nothing any more when its moment comes, and no handler is called for it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        def handler(owner, context):
            log('handler', 'is called')

        aio.get_running_loop().set_exception_handler(handler)
        async with aio.timeout(scenario.seconds(0.02)):
            log('main', 'is in time')
        await aio.sleep(scenario.seconds(0.06))
        scenario.check('current_task().cancelling()', aio.current_task().cancelling(), 0)
        aio.get_running_loop().set_exception_handler(None)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'is in time'),
            ('main', 'goes on'),
        ]
    )


def test_errors_of_a_group_have_the_timeout_in_their_contexts(scenario):
    """Each error of a group that answers the CancelledError of an expired timeout() has a TimeoutError in its context."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def failing(error):
            try:
                await aio.Event().wait()
            except aio.CancelledError:
                raise error

        try:
            async with aio.timeout(0):
                async with aio.TaskGroup() as group:
                    group.create_task(failing(tools.Boom()))
                    group.create_task(failing(ValueError()))
                    await aio.sleep(0)
                    await aio.Event().wait()
        except BaseExceptionGroup as group_error:
            scenario.check('sorted(class_name(error) for error in group_error.exceptions)', sorted((tools.class_name(error) for error in group_error.exceptions)), ['Boom', 'ValueError'])
            scenario.check('[class_name(context_of(error)) for error in group_error.exceptions]', [tools.class_name(tools.context_of(error)) for error in group_error.exceptions], ['TimeoutError', 'TimeoutError'])
            scenario.check('[class_name(context_of(context_of(error))) for error in group_error.exceptions]', [tools.class_name(tools.context_of(tools.context_of(error))) for error in group_error.exceptions], ['CancelledError', 'CancelledError'])
            log('main', 'caught')

    scenario.run(main)
    scenario.expect([('main', 'caught')])
