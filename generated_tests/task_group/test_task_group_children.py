# Rendered by loopspec from spec/task-group/children.yaml; do not edit, change the source and run `loopspec render`.
"""task-group: children."""


def test_waits_for_all_children(scenario):
    """The block of a TaskGroup ends when all its children are done."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def slow():
            await gate.wait()
            await aio.sleep(0)
            log('slow', 'ends')

        async def quick():
            await aio.sleep(0)
            log('quick', 'ends')
            gate.set()

        async with aio.TaskGroup() as group:
            scenario.check_type('group.create_task(slow())', group.create_task(slow()), aio.Task)
            group.create_task(quick())
            log('main', 'body ends')
        log('main', 'block ends')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'body ends'),
            ('quick', 'ends'),
            ('slow', 'ends'),
            ('main', 'block ends'),
        ]
    )


def test_children_of_children_are_waited_for(scenario):
    """A child that a TaskGroup gets while it waits at the end of its block is waited for too."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def first(group):
            await aio.sleep(0)
            group.create_task(second())
            log('first', 'ends')

        async def second():
            await aio.sleep(0)
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
        ready = aio.Event()

        async def faulty():
            await ready.wait()
            log('faulty', 'fails')
            raise mishap

        async def sibling():
            ready.set()
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
        ready = aio.Event()

        async def faulty():
            await ready.wait()
            raise tools.Boom()

        async def clumsy():
            ready.set()
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
                await scenario.settle()
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
        gate = aio.Event()

        async def victim():
            await aio.Event().wait()

        async def sibling():
            await gate.wait()
            log('sibling', 'ends')

        async with aio.TaskGroup() as group:
            doomed = group.create_task(victim())
            group.create_task(sibling())
            await scenario.settle()
            doomed.cancel()
            await scenario.settle()
            log('main', 'body goes on')
            gate.set()
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
                await aio.sleep(0)
                log('child', 'cleans up')

        parent = aio.create_task(parent_steps())
        await scenario.settle()
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


def test_cancelled_body_cancels_the_children(scenario):
    """Cancelling a task in the body of its TaskGroup cancels the children, which end before the block."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def parent_steps():
            with scenario.raises('parent', aio.CancelledError):
                async with aio.TaskGroup() as group:
                    group.create_task(child())
                    await aio.Event().wait()

        async def child():
            try:
                await aio.Event().wait()
            finally:
                await aio.sleep(0)
                log('child', 'cleans up')

        parent = aio.create_task(parent_steps())
        await scenario.settle()
        parent.cancel()
        await parent

    scenario.run(main)
    scenario.expect(
        [
            ('child', 'cleans up'),
            ('parent', 'raises CancelledError'),
        ]
    )


def test_refused_coroutine_is_closed(scenario):
    """A coroutine that a TaskGroup refuses before or after its block is closed."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        group = aio.TaskGroup()

        async def child():
            log('child', 'runs')

        early = child()
        with scenario.raises('main', RuntimeError):
            group.create_task(early)
        scenario.check('coroutine_state(early)', tools.coroutine_state(early), 'closed')
        async with group:
            log('main', 'body runs')
        late = child()
        with scenario.raises('main', RuntimeError):
            group.create_task(late)
        scenario.check('coroutine_state(late)', tools.coroutine_state(late), 'closed')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('main', 'body runs'),
            ('main', 'raises RuntimeError'),
        ]
    )


def test_failed_group_takes_no_child(scenario):
    """Once a child of a TaskGroup has failed the group refuses a further child with RuntimeError."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def faulty():
            raise tools.Boom()

        async def child():
            log('child', 'runs')

        late = child()
        with scenario.raises('main', ExceptionGroup):
            async with aio.TaskGroup() as group:
                group.create_task(faulty())
                try:
                    await aio.Event().wait()
                finally:
                    with scenario.raises('main', RuntimeError):
                        group.create_task(late)
        late.close()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('main', 'raises ExceptionGroup'),
        ]
    )


def test_exit_of_a_child_comes_out_alone__error_keyboardinterrupt(scenario):
    """When a child of a TaskGroup raises KeyboardInterrupt the siblings are cancelled and the block raises it."""
    aio, log = scenario.aio, scenario.log

    ready = aio.Event()

    async def exiting():
        await ready.wait()
        raise KeyboardInterrupt()

    async def sibling():
        ready.set()
        try:
            await aio.Event().wait()
        finally:
            await aio.sleep(0)
            log('sibling', 'cleans up')

    async def entry():
        with scenario.raises('entry', KeyboardInterrupt):
            async with aio.TaskGroup() as group:
                group.create_task(exiting())
                group.create_task(sibling())

    loop = scenario.open_loop()
    task = loop.create_task(entry())
    try:
        loop.run_until_complete(task)
    except KeyboardInterrupt:
        scenario.check_is('task.done()', task.done(), False)
    loop.run_until_complete(task)
    scenario.expect(
        [
            ('sibling', 'cleans up'),
            ('entry', 'raises KeyboardInterrupt'),
        ]
    )


def test_exit_of_a_child_comes_out_alone__error_systemexit(scenario):
    """When a child of a TaskGroup raises SystemExit the siblings are cancelled and the block raises it."""
    aio, log = scenario.aio, scenario.log

    ready = aio.Event()

    async def exiting():
        await ready.wait()
        raise SystemExit()

    async def sibling():
        ready.set()
        try:
            await aio.Event().wait()
        finally:
            await aio.sleep(0)
            log('sibling', 'cleans up')

    async def entry():
        with scenario.raises('entry', SystemExit):
            async with aio.TaskGroup() as group:
                group.create_task(exiting())
                group.create_task(sibling())

    loop = scenario.open_loop()
    task = loop.create_task(entry())
    try:
        loop.run_until_complete(task)
    except SystemExit:
        scenario.check_is('task.done()', task.done(), False)
    loop.run_until_complete(task)
    scenario.expect(
        [
            ('sibling', 'cleans up'),
            ('entry', 'raises SystemExit'),
        ]
    )


def test_exit_of_the_body_comes_out_alone__error_keyboardinterrupt(scenario):
    """When the body of a TaskGroup raises KeyboardInterrupt the children are cancelled and the block raises it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def child():
            try:
                await aio.Event().wait()
            finally:
                await aio.sleep(0)
                log('child', 'cleans up')

        with scenario.raises('main', KeyboardInterrupt):
            async with aio.TaskGroup() as group:
                group.create_task(child())
                await scenario.settle()
                raise KeyboardInterrupt()

    scenario.run(main)
    scenario.expect(
        [
            ('child', 'cleans up'),
            ('main', 'raises KeyboardInterrupt'),
        ]
    )


def test_exit_of_the_body_comes_out_alone__error_systemexit(scenario):
    """When the body of a TaskGroup raises SystemExit the children are cancelled and the block raises it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def child():
            try:
                await aio.Event().wait()
            finally:
                await aio.sleep(0)
                log('child', 'cleans up')

        with scenario.raises('main', SystemExit):
            async with aio.TaskGroup() as group:
                group.create_task(child())
                await scenario.settle()
                raise SystemExit()

    scenario.run(main)
    scenario.expect(
        [
            ('child', 'cleans up'),
            ('main', 'raises SystemExit'),
        ]
    )


def test_nested_groups_that_fail_at_once(scenario):
    """When children of two nested TaskGroups fail at once the inner block raises its ExceptionGroup, then the outer body is cancelled at its next await and the outer block raises an ExceptionGroup of its own."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()

        async def outer_child():
            try:
                await gate.wait()
            finally:
                raise tools.Boom()

        async def inner_child():
            try:
                await gate.wait()
            finally:
                raise KeyError()

        try:
            async with aio.TaskGroup() as outer:
                outer.create_task(outer_child())
                try:
                    async with aio.TaskGroup() as inner:
                        inner.create_task(inner_child())
                        await scenario.settle()
                        gate.set()
                except ExceptionGroup as error:
                    log('main', f'inner {[tools.class_name(each_error) for each_error in error.exceptions]}')
                try:
                    await aio.Event().wait()
                except aio.CancelledError:
                    log('main', 'cancelled in the outer body')
                    raise
        except ExceptionGroup as error:
            log('main', f'outer {[tools.class_name(each_error) for each_error in error.exceptions]}')
        scenario.check('current_task().cancelling()', aio.current_task().cancelling(), 0)

    scenario.run(main)
    scenario.expect(
        [
            ('main', "inner ['KeyError']"),
            ('main', 'cancelled in the outer body'),
            ('main', "outer ['Boom']"),
        ]
    )


def test_failure_does_not_swallow_a_cancellation(scenario):
    """A task cancelled in a TaskGroup that raises an ExceptionGroup gets CancelledError at its next await."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def parent_steps():
            with scenario.raises('parent', ExceptionGroup):
                async with aio.TaskGroup() as group:
                    group.create_task(clumsy())
            with scenario.raises('parent', aio.CancelledError):
                await aio.Event().wait()
            scenario.check('parent.cancelling()', parent.cancelling(), 1)

        async def clumsy():
            try:
                await aio.Event().wait()
            finally:
                raise tools.Boom()

        parent = aio.create_task(parent_steps())
        await scenario.settle()
        parent.cancel()
        await parent

    scenario.run(main)
    scenario.expect(
        [
            ('parent', 'raises ExceptionGroup'),
            ('parent', 'raises CancelledError'),
        ]
    )


def test_count_of_cancellations_is_kept(scenario):
    """After a TaskGroup that failed cancelling() is 0, after one cancelled from outside it is 1."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def parent_steps():
            with scenario.raises('parent', ExceptionGroup):
                async with aio.TaskGroup() as failing:
                    failing.create_task(faulty())
                    await aio.Event().wait()
            scenario.check('parent.cancelling()', parent.cancelling(), 0)
            with scenario.raises('parent', aio.CancelledError):
                async with aio.TaskGroup() as cancelled:
                    cancelled.create_task(child())
                    await aio.Event().wait()
            scenario.check('parent.cancelling()', parent.cancelling(), 1)

        async def faulty():
            raise tools.Boom()

        async def child():
            await aio.Event().wait()

        parent = aio.create_task(parent_steps())
        await scenario.settle()
        parent.cancel()
        await parent

    scenario.run(main)
    scenario.expect(
        [
            ('parent', 'raises ExceptionGroup'),
            ('parent', 'raises CancelledError'),
        ]
    )


def test_failure_in_answer_to_a_cancellation_from_outside(scenario):
    """A child that answers the cancellation of its group's task with an error makes the block raise an ExceptionGroup."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        mishap = tools.Boom()

        async def parent_steps():
            try:
                async with aio.TaskGroup() as group:
                    group.create_task(clumsy())
                    await aio.Event().wait()
            except ExceptionGroup as error:
                scenario.check('[inner is mishap for inner in error.exceptions]', [inner is mishap for inner in error.exceptions], [True])
                scenario.check('class_name(context_of(mishap))', tools.class_name(tools.context_of(mishap)), 'CancelledError')
                log('parent', 'caught')

        async def clumsy():
            try:
                await aio.Event().wait()
            except aio.CancelledError:
                raise mishap

        parent = aio.create_task(parent_steps())
        await scenario.settle()
        parent.cancel()
        await aio.wait([parent])

    scenario.run(main)
    scenario.expect([('parent', 'caught')])


def test_failure_in_answer_to_a_cancellation_by_the_group(scenario):
    """A body that answers the cancellation by its TaskGroup with an error has it in the ExceptionGroup, beside the child's."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        of_the_body = KeyError()
        of_the_child = tools.Boom()

        async def faulty():
            raise of_the_child

        try:
            async with aio.TaskGroup() as group:
                group.create_task(faulty())
                try:
                    await aio.Event().wait()
                except aio.CancelledError:
                    raise of_the_body
        except ExceptionGroup as error:
            scenario.check('[inner is of_the_body or inner is of_the_child for inner in error.exceptions]', [inner is of_the_body or inner is of_the_child for inner in error.exceptions], [True, True])
            scenario.check_is('error.exceptions[0] is error.exceptions[1]', error.exceptions[0] is error.exceptions[1], False)
            log('main', 'caught')
        scenario.check('current_task().cancelling()', aio.current_task().cancelling(), 0)

    scenario.run(main)
    scenario.expect([('main', 'caught')])


def test_subclass_of_cancelled_error_is_no_failure(scenario):
    """A child of a TaskGroup that ends with an exception of a subclass of CancelledError is cancelled and no failure."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        kind = tools.derived_error(aio.CancelledError)

        async def child():
            await aio.sleep(0)
            raise kind()

        async with aio.TaskGroup() as group:
            made = group.create_task(child())
        scenario.check_is('made.cancelled()', made.cancelled(), True)
        log('main', 'block ends')

    scenario.run(main)
    scenario.expect([('main', 'block ends')])


def test_entered_twice(scenario):
    """A TaskGroup that was entered already is refused by a second `async with` with RuntimeError, and serves its first block."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def child():
            await aio.sleep(0)
            log('child', 'ends')

        async with aio.TaskGroup() as group:
            group.create_task(child())
            with scenario.raises('main', RuntimeError):
                async with group:
                    log('main', 'is never here')
            group.create_task(child())
        log('main', 'block ends')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('child', 'ends'),
            ('child', 'ends'),
            ('main', 'block ends'),
        ]
    )


def test_outside_of_a_task(scenario):
    """A coroutine that no task runs is refused by a TaskGroup with RuntimeError."""
    aio, log = scenario.aio, scenario.log

    async def stray():
        with scenario.raises('stray', RuntimeError):
            async with aio.TaskGroup():
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


def test_failures_in_the_order_in_which_they_came(scenario):
    """The exceptions of a group are in the order in which the children of a TaskGroup failed, with that of the first failure in front."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.Event()

        async def parent_steps():
            async with aio.TaskGroup() as children:
                slow = children.create_task(fails_in_its_clean_up(KeyError()))
                children.create_task(fails_first())
                await scenario.settle(slow)
                gate.set()

        async def fails_first():
            await gate.wait()
            raise ValueError()

        async def fails_in_its_clean_up(error):
            try:
                await aio.Event().wait()
            except aio.CancelledError:
                raise error

        parent = aio.create_task(parent_steps())
        with scenario.raises('main', ExceptionGroup) as caught:
            await parent
        group = caught.exception
        scenario.check('[class_name(one) for one in group.exceptions]', [tools.class_name(one) for one in group.exceptions], ['ValueError', 'KeyError'])

    scenario.run(main)
    scenario.expect([('main', 'raises ExceptionGroup')])


def test_failure_of_a_child_whose_parent_has_ended(scenario):
    """A child that fails after the task that entered its group has ended is reported to the exception handler."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        gate = aio.Event()
        items = None

        async def parent_steps():
            scenario.check('items.asend(None)', await items.asend(None), 1)

        async def failing():
            await gate.wait()
            raise tools.Boom()

        async def grouped():
            async with aio.TaskGroup() as group:
                group.create_task(failing())
                yield 1

        def handler(owner, context):
            log('handler', f"is given {tools.class_name(context['exception'])}")

        loop.set_exception_handler(handler)
        items = grouped()
        parent = aio.create_task(parent_steps())
        await parent
        await scenario.settle()
        gate.set()
        await scenario.settle()
        loop.set_exception_handler(None)
        with scenario.raises('main', BaseExceptionGroup):
            await items.aclose()

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'is given Boom'),
            ('main', 'raises BaseExceptionGroup'),
        ]
    )


def test_one_request_to_cancel(scenario):
    """A child whose sibling fails sees one request to cancel."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def failing():
            await aio.sleep(0)
            raise tools.Boom()

        async def waiting():
            with scenario.raises('waiting', aio.CancelledError):
                await aio.Event().wait()
            log('waiting', f'{aio.current_task().cancelling()} request')
            raise aio.CancelledError()

        try:
            async with aio.TaskGroup() as group:
                group.create_task(waiting())
                group.create_task(failing())
        except ExceptionGroup:
            log('main', 'failed')

    scenario.run(main)
    scenario.expect(
        [
            ('waiting', 'raises CancelledError'),
            ('waiting', '1 request'),
            ('main', 'failed'),
        ]
    )


def test_refused_by_a_failed_group_is_closed(scenario):
    """A coroutine that a TaskGroup refuses because a child has failed is closed."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def faulty():
            raise tools.Boom()

        async def child():
            log('child', 'runs')

        late = child()
        with scenario.raises('main', ExceptionGroup):
            async with aio.TaskGroup() as group:
                group.create_task(faulty())
                try:
                    await aio.Event().wait()
                finally:
                    with scenario.raises('main', RuntimeError):
                        group.create_task(late)
                    scenario.check('coroutine_state(late)', tools.coroutine_state(late), 'closed')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('main', 'raises ExceptionGroup'),
        ]
    )


def test_children_are_cancelled_once(scenario):
    """A TaskGroup requests the cancellation of each child once, when another one has failed and when its block is cancelled."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()

        async def parent_steps():
            with scenario.raises('parent', aio.CancelledError):
                async with aio.TaskGroup() as cancelled:
                    cancelled.create_task(child())
                    await aio.Event().wait()

        async def child():
            with scenario.raises('child', aio.CancelledError):
                await aio.Event().wait()
            await aio.sleep(0)
            log('child', f'requests {aio.current_task().cancelling()}')

        async def faulty():
            await gate.wait()
            raise tools.Boom()

        with scenario.raises('main', ExceptionGroup):
            async with aio.TaskGroup() as failing:
                sibling = failing.create_task(child())
                failing.create_task(faulty())
                await scenario.settle(sibling)
                gate.set()
        parent = aio.create_task(parent_steps())
        await scenario.settle()
        parent.cancel()
        await parent

    scenario.run(main)
    scenario.expect(
        [
            ('child', 'raises CancelledError'),
            ('child', 'requests 1'),
            ('main', 'raises ExceptionGroup'),
            ('child', 'raises CancelledError'),
            ('child', 'requests 1'),
            ('parent', 'raises CancelledError'),
        ]
    )


def test_failure_of_the_body_comes_last(scenario):
    """The error by which the body of a TaskGroup answers the failure of a child comes behind that of the child in the ExceptionGroup."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def faulty():
            raise ValueError()

        try:
            async with aio.TaskGroup() as children:
                children.create_task(faulty())
                try:
                    await aio.Event().wait()
                except aio.CancelledError:
                    raise KeyError()
        except ExceptionGroup as group:
            log('main', f'{[tools.class_name(one) for one in group.exceptions]}')

    scenario.run(main)
    scenario.expect([('main', "['ValueError', 'KeyError']")])


def test_initial_exit_is_the_one_that_comes_out(scenario):
    """When a child of a TaskGroup raises an exit, and another one answers its cancellation by another exit, the block raises the first."""
    aio, log = scenario.aio, scenario.log

    ready = aio.Event()

    async def exiting():
        await ready.wait()
        raise KeyboardInterrupt()

    async def sibling():
        ready.set()
        try:
            await aio.Event().wait()
        finally:
            log('sibling', 'exits')
            raise SystemExit()

    async def entry():
        with scenario.raises('entry', KeyboardInterrupt):
            async with aio.TaskGroup() as group:
                group.create_task(exiting())
                group.create_task(sibling())

    loop = scenario.open_loop()
    task = loop.create_task(entry())
    for turn in range(4):
        try:
            loop.run_until_complete(task)
        except (KeyboardInterrupt, SystemExit):
            task.done()
    scenario.check_is('task.done()', task.done(), True)
    scenario.expect(
        [
            ('sibling', 'exits'),
            ('entry', 'raises KeyboardInterrupt'),
        ]
    )


def test_ended_group_keeps_nothing__error_boom(scenario):
    """A TaskGroup whose block has ended by Boom keeps neither the exceptions nor the task that it was in."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        groups = []
        traces = []
        kind = tools.derived_error(tools.Boom)

        async def parent():
            group = aio.TaskGroup()
            groups.append(group)
            mishaps = [kind()]
            traces.append(tools.weak(mishaps[0]))
            try:
                async with group:
                    raise mishaps.pop()
            except BaseException:
                log('parent', 'block ends')

        tasks = [aio.create_task(parent())]
        traces.append(tools.weak(tasks[0]))
        await tasks[0]
        tasks.clear()
        await scenario.settle()
        tools.collect()
        scenario.check('[trace() for trace in traces]', [trace() for trace in traces], [None, None])
        scenario.check('len(groups)', len(groups), 1)

    scenario.run(main)
    scenario.expect([('parent', 'block ends')])


def test_ended_group_keeps_nothing__error_keyboardinterrupt(scenario):
    """A TaskGroup whose block has ended by KeyboardInterrupt keeps neither the exceptions nor the task that it was in."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        groups = []
        traces = []
        kind = tools.derived_error(KeyboardInterrupt)

        async def parent():
            group = aio.TaskGroup()
            groups.append(group)
            mishaps = [kind()]
            traces.append(tools.weak(mishaps[0]))
            try:
                async with group:
                    raise mishaps.pop()
            except BaseException:
                log('parent', 'block ends')

        tasks = [aio.create_task(parent())]
        traces.append(tools.weak(tasks[0]))
        await tasks[0]
        tasks.clear()
        await scenario.settle()
        tools.collect()
        scenario.check('[trace() for trace in traces]', [trace() for trace in traces], [None, None])
        scenario.check('len(groups)', len(groups), 1)

    scenario.run(main)
    scenario.expect([('parent', 'block ends')])


def test_slow_clean_up_is_not_cancelled_again(scenario):
    """A child of a TaskGroup that cleans up after the failure of the body is not cancelled again when another child fails."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()

        async def slow():
            with scenario.raises('slow', aio.CancelledError):
                await aio.Event().wait()
            await gate.wait()
            log('slow', f'requests {aio.current_task().cancelling()}')

        async def clumsy():
            with scenario.raises('clumsy', aio.CancelledError):
                await aio.Event().wait()
            aio.get_running_loop().call_soon(gate.set)
            raise KeyError()

        with scenario.raises('main', ExceptionGroup):
            async with aio.TaskGroup() as group:
                group.create_task(slow())
                group.create_task(clumsy())
                await scenario.settle()
                raise tools.Boom()
        scenario.check('current_task().cancelling()', aio.current_task().cancelling(), 0)

    scenario.run(main)
    scenario.expect(
        [
            scenario.any_order(('slow', 'raises CancelledError'), ('clumsy', 'raises CancelledError')),
            ('slow', 'requests 1'),
            ('main', 'raises ExceptionGroup'),
        ]
    )


def test_initial_exit_of_a_child_beside_one_of_the_body(scenario):
    """When a child of a TaskGroup raises an exit, and the body answers its cancellation by another exit, the block raises the child's."""
    aio = scenario.aio

    ready = aio.Event()

    async def exiting():
        await ready.wait()
        raise KeyboardInterrupt()

    async def entry():
        with scenario.raises('entry', KeyboardInterrupt):
            async with aio.TaskGroup() as group:
                group.create_task(exiting())
                ready.set()
                try:
                    await aio.Event().wait()
                finally:
                    raise SystemExit()

    loop = scenario.open_loop()
    task = loop.create_task(entry())
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_until_complete(task)
    loop.run_until_complete(task)
    scenario.expect(
        [
            ('program', 'raises KeyboardInterrupt'),
            ('entry', 'raises KeyboardInterrupt'),
        ]
    )


def test_failure_after_the_end_of_the_task(scenario):
    """The failure of a child of a TaskGroup whose task has ended without leaving the block goes to the exception handler."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        groups = []

        async def faulty():
            raise tools.Boom()

        async def open_it(generator):
            await generator.asend(None)

        async def opened():
            async with aio.TaskGroup() as group:
                groups.append(group)
                yield group

        def handler(owner, context):
            log('handler', f"is given {tools.class_name(context['exception'])}")

        kept = opened()
        await aio.create_task(open_it(kept))
        loop.set_exception_handler(handler)
        groups[0].create_task(faulty())
        await scenario.settle()
        loop.set_exception_handler(None)
        try:
            await kept.aclose()
        except BaseExceptionGroup:
            None

    scenario.run(main)
    scenario.expect([('handler', 'is given Boom')])
