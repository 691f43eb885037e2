# Rendered by loopspec from spec/shield/outer-and-inner.yaml; do not edit, change the source and run `loopspec render`.
"""shield: outer and inner."""


def test_hands_on_result_and_failure(scenario):
    """Awaiting a shield gives the result of the inner task, or raises its exception, the same object."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        treasure = ['gold']
        mishap = tools.Boom()

        async def lucky_steps():
            await aio.sleep(0)
            return treasure

        async def unlucky_steps():
            await aio.sleep(0)
            raise mishap

        lucky = aio.create_task(lucky_steps())
        unlucky = aio.create_task(unlucky_steps())
        scenario.check_is('shield(lucky)', await aio.shield(lucky), treasure)
        with scenario.raises('main', tools.Boom) as caught:
            await aio.shield(unlucky)
        error = caught.exception
        scenario.check_is('error', error, mishap)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_inner_cancellation_is_seen(scenario):
    """A shield of a task that is itself cancelled raises CancelledError and does not cancel the awaiter."""
    aio = scenario.aio

    async def main():
        async def inner_steps():
            await aio.Event().wait()

        async def awaiter_steps():
            with scenario.raises('awaiter', aio.CancelledError):
                await aio.shield(inner)
            scenario.check('awaiter.cancelling()', awaiter.cancelling(), 0)

        inner = aio.create_task(inner_steps())
        awaiter = aio.create_task(awaiter_steps())
        await scenario.settle()
        inner.cancel()
        await awaiter

    scenario.run(main)
    scenario.expect([('awaiter', 'raises CancelledError')])


def test_coroutine_becomes_a_task_that_runs_on(scenario):
    """A coroutine given to shield() runs to its end in a task although the awaiter is cancelled."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def awaiter_steps():
            with scenario.raises('awaiter', aio.CancelledError):
                await aio.shield(worker())

        async def worker():
            await gate.wait()
            log('worker', 'ends')

        awaiter = aio.create_task(awaiter_steps())
        await scenario.settle()
        awaiter.cancel()
        await awaiter
        gate.set()
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('awaiter', 'raises CancelledError'),
            ('worker', 'ends'),
        ]
    )


def test_outer_future_is_cancelled_alone(scenario):
    """The method cancel() of what shield() returned cancels that future at once and not the inner task."""
    aio = scenario.aio

    async def main():
        async def inner_steps():
            await aio.sleep(0)
            return 'whole'

        inner = aio.create_task(inner_steps())
        outer = aio.shield(inner)
        scenario.check('outer.cancel()', outer.cancel(), True)
        scenario.check('(outer.cancelled(), inner.cancelling())', (outer.cancelled(), inner.cancelling()), (True, 0))
        scenario.check('inner', await inner, 'whole')

    scenario.run(main)
    scenario.expect([])


def test_of_a_done_task_is_that_task(scenario):
    """Calling shield() with a task that is done returns the task itself."""
    aio = scenario.aio

    async def main():
        async def inner_steps():
            return 1

        inner = aio.create_task(inner_steps())
        await inner
        scenario.check_is('shield(inner)', aio.shield(inner), inner)

    scenario.run(main)
    scenario.expect([])


def test_costs_one_iteration(scenario):
    """The awaiter of a shield resumes one iteration after the direct awaiter of the inner task."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def inner_steps():
            await scenario.ticks(2)

        async def behind_shield_steps():
            await aio.shield(inner)
            log('behind_shield', 'resumes')

        async def direct_steps():
            await inner
            log('direct', 'resumes')

        async def marker_steps():
            await inner
            await scenario.ticks(1)
            log('marker', 'one iteration later')

        inner = aio.create_task(inner_steps())
        behind_shield = aio.create_task(behind_shield_steps())
        direct = aio.create_task(direct_steps())
        marker = aio.create_task(marker_steps())
        await aio.gather(behind_shield, direct, marker)

    scenario.run(main)
    scenario.expect(
        [
            ('direct', 'resumes'),
            ('behind_shield', 'resumes'),
            ('marker', 'one iteration later'),
        ]
    )


def test_second_request_does_not_pass_either(scenario):
    """A task that is cancelled behind one shield and then behind another keeps the inner task whole."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def inner_steps():
            await gate.wait()
            return 'whole'

        async def guardian_steps():
            with scenario.raises('guardian', aio.CancelledError):
                await aio.shield(inner)
            with scenario.raises('guardian', aio.CancelledError):
                await aio.shield(inner)
            scenario.check('inner', await inner, 'whole')

        inner = aio.create_task(inner_steps())
        guardian = aio.create_task(guardian_steps())
        await scenario.settle()
        guardian.cancel()
        await scenario.settle()
        guardian.cancel()
        await scenario.settle()
        gate.set()
        await guardian

    scenario.run(main)
    scenario.expect(
        [
            ('guardian', 'raises CancelledError'),
            ('guardian', 'raises CancelledError'),
        ]
    )


def test_refuses_what_cannot_be_awaited(scenario):
    """Calling shield() with a number raises TypeError."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', TypeError):
            aio.shield(42)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_failure_that_nobody_asks_for(scenario):
    """The failure of a task behind a shield that was cancelled goes to the exception handler, once, if nobody asks."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()
        loop = aio.get_running_loop()

        async def awaiter_steps():
            with scenario.raises('awaiter', aio.CancelledError):
                await aio.shield(failing())

        async def failing():
            await gate.wait()
            raise tools.Boom()

        def handler(owner, context):
            log('handler', f"is given {tools.class_name(context['exception'])}")

        loop.set_exception_handler(handler)
        awaiter = aio.create_task(awaiter_steps())
        await scenario.settle()
        awaiter.cancel()
        await awaiter
        gate.set()
        await scenario.settle()
        await aio.sleep(0)
        await aio.sleep(0)
        tools.collect()
        loop.set_exception_handler(None)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('awaiter', 'raises CancelledError'),
            ('handler', 'is given Boom'),
            ('main', 'goes on'),
        ]
    )


def test_failure_that_is_asked_for_later(scenario):
    """The failure of a task behind a shield that was cancelled is not reported where somebody asks for it later."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()
        loop = aio.get_running_loop()

        async def inner_steps():
            await gate.wait()
            raise tools.Boom()

        async def awaiter_steps():
            with scenario.raises('awaiter', aio.CancelledError):
                await aio.shield(inner)

        def handler(owner, context):
            log('handler', 'called')

        loop.set_exception_handler(handler)
        inner = aio.create_task(inner_steps())
        awaiter = aio.create_task(awaiter_steps())
        await scenario.settle()
        awaiter.cancel()
        await awaiter
        gate.set()
        await scenario.settle()
        with scenario.raises('main', tools.Boom):
            await inner
        tools.collect()
        loop.set_exception_handler(None)

    scenario.run(main)
    scenario.expect(
        [
            ('awaiter', 'raises CancelledError'),
            ('main', 'raises Boom'),
        ]
    )


def test_failure_reaches_the_one_that_waits(scenario):
    """The exception of a task that fails while another one waits behind its shield is raised there, the same object."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        mishap = tools.Boom()
        gate = aio.Event()

        async def inner_steps():
            await gate.wait()
            raise mishap

        async def awaiter_steps():
            with scenario.raises('awaiter', tools.Boom) as caught:
                await aio.shield(inner)
            error = caught.exception
            scenario.check_is('error', error, mishap)

        inner = aio.create_task(inner_steps())
        awaiter = aio.create_task(awaiter_steps())
        await scenario.settle()
        gate.set()
        await awaiter

    scenario.run(main)
    scenario.expect([('awaiter', 'raises Boom')])


def test_failure_together_with_the_cancellation(scenario):
    """A failure in the moment in which its shield is cancelled goes to the exception handler, once, if nobody asks."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        inner = loop.create_future()
        outer = aio.shield(inner)

        def handler(owner, context):
            log('handler', f"is given {tools.class_name(context['exception'])}")

        loop.set_exception_handler(handler)
        inner.set_exception(tools.Boom())
        scenario.check('outer.cancel()', outer.cancel(), True)
        with scenario.raises('main', aio.CancelledError):
            await outer
        await aio.sleep(0)
        await aio.sleep(0)
        inner = None
        outer = None
        tools.collect()
        loop.set_exception_handler(None)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises CancelledError'),
            ('handler', 'is given Boom'),
            ('main', 'goes on'),
        ]
    )


def test_outer_future_is_let_go(scenario):
    """An outer future that was cancelled is kept by nothing, though what it shielded is not done."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        inner = loop.create_future()
        kept = []

        def cover():
            outer = aio.shield(inner)
            scenario.check('outer.cancel()', outer.cancel(), True)
            kept.append(tools.weak(outer))

        cover()
        await aio.sleep(0)
        await aio.sleep(0)
        tools.collect()
        for ghost in kept:
            scenario.check_is('ghost()', ghost(), None)
        inner.cancel()

    scenario.run(main)
    scenario.expect([])


def test_cancelled_and_done_at_once(scenario):
    """No exception handler is called where the future behind a shield that was cancelled is done before the loop goes on."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        inner = loop.create_future()
        failing = loop.create_future()

        def handler(owner, context):
            log('handler', 'is called')

        loop.set_exception_handler(handler)
        shields = [aio.shield(inner), aio.shield(failing)]
        scenario.check('[one.cancel() for one in shields]', [one.cancel() for one in shields], [True, True])
        inner.set_result(1)
        failing.set_exception(tools.Boom())
        await aio.sleep(0)
        await aio.sleep(0)
        scenario.check('(inner.result(), class_name(failing.exception()))', (inner.result(), tools.class_name(failing.exception())), (1, 'Boom'))
        scenario.check('[one.cancelled() for one in shields]', [one.cancelled() for one in shields], [True, True])
        loop.set_exception_handler(None)

    scenario.run(main)
    scenario.expect([])
