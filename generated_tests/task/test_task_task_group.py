# Rendered by loopspec from spec/task/task-group.yaml; do not edit, change the source and run `loopspec render`.
"""Task: task group."""


def test_waits_for_all_children(scenario):
    """The block of a TaskGroup ends when all its children are done."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def child(turns):
            for turn in range(turns):
                await scenario.ticks(1)
            log('child', f'ends {turns}')

        async with aio.TaskGroup() as group:
            scenario.check_type('group.create_task(child(3))', group.create_task(child(3)), aio.Task)
            group.create_task(child(1))
            log('main', 'body ends')
        log('main', 'block ends')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'body ends'),
            ('child', 'ends 1'),
            ('child', 'ends 3'),
            ('main', 'block ends'),
        ]
    )


def test_children_of_children_are_waited_for(scenario):
    """A child that a TaskGroup gets while it waits at the end of its block is waited for too."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def first(group):
            await scenario.ticks(2)
            group.create_task(second())
            log('first', 'ends')

        async def second():
            await scenario.ticks(2)
            log('second', 'ends')

        async with aio.TaskGroup() as task_group:
            task_group.create_task(first(task_group))
        log('main', 'block ends')

    scenario.run(main)
    scenario.expect(
        [
            ('first', 'ends'),
            ('second', 'ends'),
            ('main', 'block ends'),
        ]
    )


def test_failure_cancels_the_siblings(scenario):
    """When a child of a TaskGroup fails the others are cancelled, and the block raises an ExceptionGroup."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        mishap = tools.Boom()

        async def faulty():
            await scenario.ticks(1)
            log('faulty', 'fails')
            raise mishap

        async def sibling():
            try:
                await aio.Event().wait()
            finally:
                log('sibling', 'cleans up')

        try:
            async with aio.TaskGroup() as group:
                victim = group.create_task(sibling())
                group.create_task(faulty())
        except ExceptionGroup as error:
            scenario.check_is('len(error.exceptions) == 1 and error.exceptions[0] is mishap', len(error.exceptions) == 1 and error.exceptions[0] is mishap, True)
            log('main', 'caught')
        scenario.check_is('victim.cancelled()', victim.cancelled(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('faulty', 'fails'),
            ('sibling', 'cleans up'),
            ('main', 'caught'),
        ]
    )


def test_failure_cancels_the_body(scenario):
    """When a child of a TaskGroup fails while its body waits, the body gets CancelledError at that wait."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def faulty():
            raise tools.Boom()

        with scenario.raises('main', ExceptionGroup):
            async with aio.TaskGroup() as group:
                group.create_task(faulty())
                try:
                    await aio.Event().wait()
                except aio.CancelledError:
                    log('main', 'body cancelled')
                    raise

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'body cancelled'),
            ('main', 'raises ExceptionGroup'),
        ]
    )


def test_all_failures_are_collected(scenario):
    """Failures of children during the clean-up of a TaskGroup join the first one in the ExceptionGroup."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def faulty():
            await scenario.ticks(1)
            raise tools.Boom()

        async def clumsy():
            try:
                await aio.Event().wait()
            except aio.CancelledError:
                raise KeyError()

        try:
            async with aio.TaskGroup() as group:
                group.create_task(clumsy())
                group.create_task(faulty())
        except ExceptionGroup as error:
            log('main', f'{sorted([tools.class_name(inner) for inner in error.exceptions])}')

    scenario.run(main)
    scenario.expect([('main', "['Boom', 'KeyError']")])


def test_failure_of_the_body_counts_too(scenario):
    """An exception in the body of a TaskGroup cancels the children and is part of the ExceptionGroup."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        mishap = tools.Boom()

        async def child():
            try:
                await aio.Event().wait()
            finally:
                log('child', 'cleans up')

        try:
            async with aio.TaskGroup() as group:
                group.create_task(child())
                await scenario.ticks(1)
                raise mishap
        except ExceptionGroup as error:
            scenario.check_is('len(error.exceptions) == 1 and error.exceptions[0] is mishap', len(error.exceptions) == 1 and error.exceptions[0] is mishap, True)
            log('main', 'caught')

    scenario.run(main)
    scenario.expect(
        [
            ('child', 'cleans up'),
            ('main', 'caught'),
        ]
    )


def test_cancelled_child_is_no_failure(scenario):
    """A child of a TaskGroup that is cancelled alone ends quietly, the other children and the body go on."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def victim():
            await scenario.ticks(9)

        async def sibling():
            await scenario.ticks(3)
            log('sibling', 'ends')

        async with aio.TaskGroup() as group:
            doomed = group.create_task(victim())
            group.create_task(sibling())
            await scenario.ticks(1)
            doomed.cancel()
            await scenario.ticks(1)
            log('main', 'body goes on')
        scenario.check_is('doomed.cancelled()', doomed.cancelled(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'body goes on'),
            ('sibling', 'ends'),
        ]
    )


def test_cancelled_parent_cancels_the_children(scenario):
    """Cancelling a task at the end of its TaskGroup cancels the children and raises CancelledError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def parent_steps():
            with scenario.raises('parent', aio.CancelledError):
                async with aio.TaskGroup() as group:
                    group.create_task(child())
                    log('parent', 'body ends')

        async def child():
            try:
                await aio.Event().wait()
            finally:
                await scenario.ticks(2)
                log('child', 'cleans up')

        parent = aio.create_task(parent_steps())
        await scenario.ticks(2)
        parent.cancel()
        await parent

    scenario.run(main)
    scenario.expect(
        [
            ('parent', 'body ends'),
            ('child', 'cleans up'),
            ('parent', 'raises CancelledError'),
        ]
    )


def test_base_exceptions_make_a_base_group(scenario):
    """A child of a TaskGroup that fails with a BaseException makes the block raise a BaseExceptionGroup."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def faulty():
            raise tools.Blast()

        try:
            async with aio.TaskGroup() as group:
                group.create_task(faulty())
        except BaseExceptionGroup as error:
            log('main', f'{isinstance(error, ExceptionGroup)} {tools.class_name(error.exceptions[0])}')

    scenario.run(main)
    scenario.expect([('main', 'False Blast')])


def test_finished_group_takes_no_child(scenario):
    """A TaskGroup whose block has ended, or has not begun, refuses a child with RuntimeError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        group = aio.TaskGroup()

        async def child():
            log('child', 'runs')

        early = child()
        with scenario.raises('main', RuntimeError):
            group.create_task(early)
        async with group:
            log('main', 'body runs')
        late = child()
        with scenario.raises('main', RuntimeError):
            group.create_task(late)
        early.close()
        late.close()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('main', 'body runs'),
            ('main', 'raises RuntimeError'),
        ]
    )


def test_passes_name_and_context(scenario):
    """The method create_task() of a TaskGroup gives its child the name and the context that it is given."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')
        given = tools.copy_context()

        async def child():
            log('child', f'{aio.current_task().get_name()} sees {colour.get()}')

        given.run(colour.set, 'given')
        async with aio.TaskGroup() as group:
            group.create_task(child(), name='blue', context=given)

    scenario.run(main)
    scenario.expect([('child', 'blue sees given')])
