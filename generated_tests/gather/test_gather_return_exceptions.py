# Rendered by loopspec from spec/gather/return-exceptions.yaml; do not edit, change the source and run `loopspec render`.
"""gather: return exceptions."""


def test_exceptions_among_the_results(scenario):
    """With return_exceptions the exception objects stand in the list like results, in their places."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        failure = tools.Boom()
        disaster = LookupError()

        async def failing(error):
            raise error

        async def steady():
            return 'fine'

        results = await aio.gather(failing(failure), steady(), failing(disaster), return_exceptions=True)
        scenario.check('len(results)', len(results), 3)
        scenario.check_is('results[0]', results[0], failure)
        scenario.check('results[1]', results[1], 'fine')
        scenario.check_is('results[2]', results[2], disaster)

    scenario.run(main)
    scenario.expect([])


def test_waits_for_all(scenario):
    """With return_exceptions a failure does not end the gather; it waits for the last child."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.get_running_loop().create_future()

        async def failing():
            log('failing', 'fails')
            raise tools.Boom()

        async def patient():
            await gate
            log('patient', 'ends')

        gathered = aio.gather(failing(), patient(), return_exceptions=True)
        await scenario.settle()
        scenario.check_is('gathered.done()', gathered.done(), False)
        gate.set_result(None)
        await gathered
        log('main', 'gathered')

    scenario.run(main)
    scenario.expect(
        [
            ('failing', 'fails'),
            ('patient', 'ends'),
            ('main', 'gathered'),
        ]
    )


def test_cancelled_child(scenario):
    """With return_exceptions a child that is cancelled gives a CancelledError among the results."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def waiter():
            with scenario.raises('waiter', aio.CancelledError) as caught:
                await aio.get_running_loop().create_future()
            error = caught.exception
            raise error

        async def steady():
            await aio.sleep(0)
            return 'fine'

        victim = aio.create_task(waiter())
        gathered = aio.gather(victim, steady(), return_exceptions=True)
        await scenario.settle()
        victim.cancel()
        results = await gathered
        scenario.check('class_name(results[0])', tools.class_name(results[0]), 'CancelledError')
        scenario.check('results[1]', results[1], 'fine')
        scenario.check('current_task().cancelling()', aio.current_task().cancelling(), 0)

    scenario.run(main)
    scenario.expect([('waiter', 'raises CancelledError')])


def test_cancelled_with_a_message(scenario):
    """With return_exceptions the CancelledError of a cancelled child carries the message of the cancellation."""
    aio = scenario.aio

    async def main():
        parcel = aio.get_running_loop().create_future()
        gathered = aio.gather(parcel, return_exceptions=True)
        parcel.cancel('lost in the post')
        results = await gathered
        scenario.check('results[0].args', results[0].args, ('lost in the post',))

    scenario.run(main)
    scenario.expect([])


def test_cancelled_before_the_call(scenario):
    """With return_exceptions a future that was cancelled before the call gives a CancelledError in its place."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        withdrawn = aio.get_running_loop().create_future()
        waiting = aio.get_running_loop().create_future()
        withdrawn.cancel()
        gathered = aio.gather(withdrawn, waiting, return_exceptions=True)
        await scenario.settle()
        scenario.check_is('gathered.done()', gathered.done(), False)
        waiting.set_result('w')
        results = await gathered
        scenario.check('[class_name(result) for result in results]', [tools.class_name(result) for result in results], ['CancelledError', 'str'])

    scenario.run(main)
    scenario.expect([])


def test_base_exceptions_too(scenario):
    """With return_exceptions even a BaseException that is no Exception stands among the results."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        disaster = tools.Blast()

        async def failing():
            raise disaster

        async def steady():
            return 'fine'

        results = await aio.gather(steady(), failing(), return_exceptions=True)
        scenario.check('results[0]', results[0], 'fine')
        scenario.check_is('results[1]', results[1], disaster)

    scenario.run(main)
    scenario.expect([])


def test_nothing_left_to_report(scenario):
    """With return_exceptions no exception of a child counts as never retrieved, even if the list is not looked at."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def failing():
            log('failing', 'fails')
            raise tools.Boom()

        def handler(loop, context):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        aio.gather(failing(), failing(), return_exceptions=True)
        await scenario.settle()
        tools.collect()
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('failing', 'fails'),
            ('failing', 'fails'),
        ]
    )


def test_cancelling_still_raises(scenario):
    """Cancelling a gather raises CancelledError to its awaiter, return_exceptions or not."""
    aio = scenario.aio

    async def main():
        gate = aio.get_running_loop().create_future()

        async def collector_steps():
            with scenario.raises('collector', aio.CancelledError):
                await aio.gather(gate, return_exceptions=True)

        collector = aio.create_task(collector_steps())
        await scenario.settle()
        collector.cancel()
        await collector
        scenario.check_is('gate.cancelled()', gate.cancelled(), True)

    scenario.run(main)
    scenario.expect([('collector', 'raises CancelledError')])


def test_cancelling_waits_for_all(scenario):
    """With return_exceptions a cancelled gather ends only when the last child has ended its clean-up."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker(label, rounds):
            try:
                await aio.get_running_loop().create_future()
            finally:
                for round in range(rounds):
                    await aio.sleep(0)
                log('worker', f'{label} cleaned up')

        gathered = aio.gather(worker('quick', 0), worker('slow', 5), return_exceptions=True)
        await scenario.settle()
        scenario.check('gathered.cancel()', gathered.cancel(), True)
        with scenario.raises('main', aio.CancelledError):
            await gathered

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'quick cleaned up'),
            ('worker', 'slow cleaned up'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_cancelling_hides_results(scenario):
    """With return_exceptions a cancelled gather raises CancelledError even if children had results or failed in clean-up."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        early = aio.get_running_loop().create_future()
        gate = aio.get_running_loop().create_future()

        async def stubborn():
            with scenario.raises('stubborn', aio.CancelledError):
                await gate
            raise tools.Boom()

        early.set_result('e')
        gathered = aio.gather(early, stubborn(), return_exceptions=True)
        await scenario.settle()
        gathered.cancel()
        with scenario.raises('main', aio.CancelledError):
            await gathered

    scenario.run(main)
    scenario.expect(
        [
            ('stubborn', 'raises CancelledError'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_nested_keeps_its_own_flag(scenario):
    """A nested gather without return_exceptions fails as one, and the outer one puts that failure in its list."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        failure = tools.Boom()

        async def failing():
            raise failure

        async def steady():
            return 'fine'

        results = await aio.gather(steady(), aio.gather(steady(), failing()), return_exceptions=True)
        scenario.check('results[0]', results[0], 'fine')
        scenario.check_is('results[1]', results[1], failure)

    scenario.run(main)
    scenario.expect([])
