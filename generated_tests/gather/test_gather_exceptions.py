# Rendered by loopspec from spec/gather/exceptions.yaml; do not edit, change the source and run `loopspec render`.
"""gather: exceptions."""


def test_first_failure_at_once(scenario):
    """The first exception of a child is raised to the awaiting task at once, while the others are still pending."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.get_running_loop().create_future()
        failure = tools.Boom()

        async def failing():
            await aio.sleep(0)
            raise failure

        async def patient():
            await gate
            log('patient', 'finishes')
            return 'done'

        other = aio.create_task(patient())
        with scenario.raises('main', tools.Boom) as caught:
            await aio.gather(other, failing())
        raised = caught.exception
        scenario.check_is('raised', raised, failure)
        scenario.check_is('other.done()', other.done(), False)
        gate.set_result(None)
        scenario.check('other', await other, 'done')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises Boom'),
            ('patient', 'finishes'),
        ]
    )


def test_others_are_not_cancelled(scenario):
    """The children that are left when one has failed are not asked to cancel, and run to their end."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.get_running_loop().create_future()

        async def failing():
            raise tools.Boom()

        async def steady():
            try:
                await aio.shield(gate)
                log('steady', f'ends with {aio.current_task().cancelling()} requests')
            except aio.CancelledError:
                log('steady', 'cancelled')

        with scenario.raises('main', tools.Boom):
            await aio.gather(steady(), failing(), steady())
        await scenario.settle()
        gate.set_result(None)
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises Boom'),
            ('steady', 'ends with 0 requests'),
            ('steady', 'ends with 0 requests'),
        ]
    )


def test_first_in_time_wins(scenario):
    """Of two children that fail, the one that fails first decides, whatever their places among the arguments."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        left = aio.get_running_loop().create_future()
        right = aio.get_running_loop().create_future()
        gathered = aio.gather(left, right)
        right.set_exception(tools.Boom('right'))
        await scenario.settle()
        left.set_exception(tools.Boom('left'))
        with scenario.raises('main', tools.Boom) as caught:
            await gathered
        raised = caught.exception
        scenario.check('raised.args', raised.args, ('right',))

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_first_of_the_same_iteration(scenario):
    """Of two children completed with exceptions in one iteration, the one completed first decides."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        left = aio.get_running_loop().create_future()
        right = aio.get_running_loop().create_future()
        gathered = aio.gather(left, right)
        right.set_exception(tools.Boom('right'))
        left.set_exception(tools.Boom('left'))
        with scenario.raises('main', tools.Boom) as caught:
            await gathered
        raised = caught.exception
        scenario.check('raised.args', raised.args, ('right',))

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_success_afterwards_changes_nothing(scenario):
    """A gather that has failed keeps its exception when the remaining children succeed."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        left = aio.get_running_loop().create_future()
        right = aio.get_running_loop().create_future()
        failure = tools.Boom()
        gathered = aio.gather(left, right)
        left.set_exception(failure)
        await scenario.settle()
        right.set_result('r')
        await scenario.settle()
        scenario.check_is('gathered.exception()', gathered.exception(), failure)
        scenario.check('right.result()', right.result(), 'r')

    scenario.run(main)
    scenario.expect([])


def test_later_failures_are_silent(scenario):
    """Exceptions of children that fail after the gather has failed are not reported as never retrieved."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def failing(rounds, text):
            for round in range(rounds):
                await scenario.ticks(1)
            log('failing', f'{text}')
            raise tools.Boom(text)

        def handler(loop, context):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        with scenario.raises('main', tools.Boom):
            await aio.gather(failing(0, 'first'), failing(0, 'second'), failing(5, 'third'))
        await scenario.ticks(8)
        tools.collect()
        await scenario.ticks(1)

    scenario.run(main)
    scenario.expect(
        [
            ('failing', 'first'),
            ('failing', 'second'),
            ('main', 'raises Boom'),
            ('failing', 'third'),
        ]
    )


def test_never_awaited_is_reported_once(scenario):
    """A failed gather that nobody awaits reports one never retrieved exception, and its children none."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def failing(text):
            raise tools.Boom(text)

        def handler(loop, context):
            log('handler', f"{context['exception'].args[0]}")

        aio.get_running_loop().set_exception_handler(handler)
        aio.gather(failing('first'), failing('second'))
        await scenario.settle()
        tools.collect()
        await scenario.settle()

    scenario.run(main)
    scenario.expect([('handler', 'first')])


def test_failed_already(scenario):
    """A child that had failed before the call makes the gather fail, and leaves the pending child alone."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        broken = aio.get_running_loop().create_future()
        waiting = aio.get_running_loop().create_future()
        failure = tools.Boom()
        broken.set_exception(failure)
        with scenario.raises('main', tools.Boom) as caught:
            await aio.gather(waiting, broken)
        raised = caught.exception
        scenario.check_is('raised', raised, failure)
        scenario.check_is('waiting.done()', waiting.done(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_base_exception_of_a_future(scenario):
    """A BaseException that is no Exception goes through gather like any other."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        disaster = tools.Blast()

        async def failing():
            raise disaster

        async def steady():
            await aio.sleep(0)
            log('steady', 'ends')

        with scenario.raises('main', tools.Blast) as caught:
            await aio.gather(failing(), steady())
        raised = caught.exception
        scenario.check_is('raised', raised, disaster)

    scenario.run(main)
    scenario.expect(
        [
            ('steady', 'ends'),
            ('main', 'raises Blast'),
        ]
    )


def test_exit_of_a_child__exit_keyboardinterrupt(scenario):
    """A child that raises SystemExit or KeyboardInterrupt ends the whole run with it, after its sibling and the awaiting task have been unwound."""
    aio, log = scenario.aio, scenario.log

    async def leaving():
        log('leaving', 'leaves')
        raise KeyboardInterrupt()

    async def staying():
        try:
            await aio.get_running_loop().create_future()
        finally:
            log('staying', 'unwinds')

    async def entry():
        try:
            await aio.gather(staying(), leaving())
        finally:
            log('entry', 'unwinds')

    with scenario.raises('program', KeyboardInterrupt):
        aio.run(entry())
    scenario.expect(
        [
            ('leaving', 'leaves'),
            scenario.any_order(('staying', 'unwinds'), ('entry', 'unwinds')),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_exit_of_a_child__exit_systemexit(scenario):
    """A child that raises SystemExit or KeyboardInterrupt ends the whole run with it, after its sibling and the awaiting task have been unwound."""
    aio, log = scenario.aio, scenario.log

    async def leaving():
        log('leaving', 'leaves')
        raise SystemExit()

    async def staying():
        try:
            await aio.get_running_loop().create_future()
        finally:
            log('staying', 'unwinds')

    async def entry():
        try:
            await aio.gather(staying(), leaving())
        finally:
            log('entry', 'unwinds')

    with scenario.raises('program', SystemExit):
        aio.run(entry())
    scenario.expect(
        [
            ('leaving', 'leaves'),
            scenario.any_order(('staying', 'unwinds'), ('entry', 'unwinds')),
            ('program', 'raises SystemExit'),
        ]
    )


def test_tasks_stay_inspectable(scenario):
    """After a gather has failed every task given to it holds its own outcome."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.Event()

        async def failing_steps():
            raise tools.Boom()

        async def lagging_steps():
            await gate.wait()
            return 'late'

        failing = aio.create_task(failing_steps())
        lagging = aio.create_task(lagging_steps())
        with scenario.raises('main', tools.Boom) as caught:
            await aio.gather(lagging, failing)
        raised = caught.exception
        scenario.check_is('failing.exception()', failing.exception(), raised)
        gate.set()
        scenario.check('lagging', await lagging, 'late')

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_awaited_again_after_failure(scenario):
    """A failed gather raises the same exception each time that it is awaited."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        failure = tools.Boom()

        async def failing():
            log('failing', 'runs')
            raise failure

        gathered = aio.gather(failing())
        with scenario.raises('main', tools.Boom) as caught:
            await gathered
        first = caught.exception
        with scenario.raises('main', tools.Boom) as caught:
            await gathered
        second = caught.exception
        scenario.check_is('first', first, failure)
        scenario.check_is('second', second, failure)

    scenario.run(main)
    scenario.expect(
        [
            ('failing', 'runs'),
            ('main', 'raises Boom'),
            ('main', 'raises Boom'),
        ]
    )


def test_inner_failure_passes_through(scenario):
    """A failure inside a nested gather fails the outer one too, while children of both go on."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.get_running_loop().create_future()

        async def failing():
            raise tools.Boom()

        async def patient(label):
            await gate
            log('patient', f'{label} ends')

        with scenario.raises('main', tools.Boom):
            await aio.gather(patient('outer'), aio.gather(patient('inner'), failing()))
        log('main', 'opens')
        gate.set_result(None)
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises Boom'),
            ('main', 'opens'),
            scenario.any_order(('patient', 'outer ends'), ('patient', 'inner ends')),
        ]
    )


def test_futures_that_had_failed_before(scenario):
    """Of futures that had failed before gather() got them, the exception of the one given earliest is raised."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        one = aio.Future()
        other = aio.Future()
        other.set_exception(ValueError())
        one.set_exception(tools.Boom())
        with scenario.raises('main', tools.Boom):
            await aio.gather(one, other)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])
