# Rendered by loopspec from spec/introspection/call-graph.yaml; do not edit, change the source and run `loopspec render`.
"""introspection: call graph."""


def test_of_the_current_task(scenario):
    """Without a future capture_call_graph() returns the current task, its stack from the top down, and its awaiter."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def inner():
            graph = aio.capture_call_graph()
            scenario.check_is('graph.future', graph.future, aio.current_task())
            scenario.check("[name for name in function_names(graph.call_stack) if name in ('inner', 'outer')]", [name for name in tools.function_names(graph.call_stack) if name in ('inner', 'outer')], ['inner', 'outer'])
            return [waiter.future for waiter in graph.awaited_by]

        async def outer():
            waiters = await inner()
            return waiters

        scenario.check('create_task(outer())', await aio.create_task(outer()), [aio.current_task()])

    scenario.run(main)
    scenario.expect([])


def test_of_a_suspended_task(scenario):
    """Given a task that waits capture_call_graph() returns where it waits and each task that awaits it."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.get_running_loop().create_future()

        async def left_steps():
            await waited_for

        async def right_steps():
            await waited_for

        async def inner():
            await gate

        async def outer():
            await inner()

        waited_for = aio.create_task(outer())
        left = aio.create_task(left_steps())
        right = aio.create_task(right_steps())
        await scenario.settle()
        graph = aio.capture_call_graph(waited_for)
        scenario.check_is('graph.future', graph.future, waited_for)
        scenario.check("[name for name in function_names(graph.call_stack) if name in ('inner', 'outer')]", [name for name in tools.function_names(graph.call_stack) if name in ('inner', 'outer')], ['inner', 'outer'])
        scenario.check_is('len(graph.awaited_by) == 2 and set([waiter.future for waiter in graph.awaited_by]) == {left, right}', len(graph.awaited_by) == 2 and set([waiter.future for waiter in graph.awaited_by]) == {left, right}, True)
        gate.set_result(None)
        await aio.gather(left, right)

    scenario.run(main)
    scenario.expect([])


def test_of_a_future(scenario):
    """Given a future that is not a task capture_call_graph() returns the task that awaits it, and no stack."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.get_running_loop().create_future()

        async def outer():
            await gate

        waiter = aio.create_task(outer())
        await scenario.settle()
        graph = aio.capture_call_graph(gate)
        scenario.check_is('graph.future', graph.future, gate)
        scenario.check('graph.call_stack', graph.call_stack, ())
        scenario.check("[(one.future is waiter, 'outer' in function_names(one.call_stack)) for one in graph.awaited_by]", [(one.future is waiter, 'outer' in tools.function_names(one.call_stack)) for one in graph.awaited_by], [(True, True)])
        gate.set_result(None)
        await waiter

    scenario.run(main)
    scenario.expect([])


def test_kinds_of_objects(scenario):
    """A call graph is a FutureCallGraph with a tuple of FrameCallGraphEntry and a tuple of FutureCallGraph."""
    aio = scenario.aio

    async def main():
        gate = aio.get_running_loop().create_future()

        async def waiter_steps():
            await waited_for

        async def outer():
            await gate

        waited_for = aio.create_task(outer())
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        graph = aio.capture_call_graph(waited_for)
        scenario.check_type('capture_call_graph(waited_for)', graph, aio.FutureCallGraph)
        scenario.check('(isinstance(graph.call_stack, tuple), isinstance(graph.awaited_by, tuple))', (isinstance(graph.call_stack, tuple), isinstance(graph.awaited_by, tuple)), (True, True))
        scenario.check('[isinstance(entry, FrameCallGraphEntry) for entry in graph.call_stack]', [isinstance(entry, aio.FrameCallGraphEntry) for entry in graph.call_stack], [True])
        scenario.check('[isinstance(one, FutureCallGraph) for one in graph.awaited_by]', [isinstance(one, aio.FutureCallGraph) for one in graph.awaited_by], [True])
        gate.set_result(None)
        await waiter

    scenario.run(main)
    scenario.expect([])


def test_without_a_task(scenario):
    """In a callback of the loop capture_call_graph() gives None, and format_call_graph() an empty text."""
    aio, log = scenario.aio, scenario.log

    async def main():
        called = aio.Event()

        def look():
            scenario.check('capture_call_graph()', aio.capture_call_graph(), None)
            scenario.check('format_call_graph()', aio.format_call_graph(), '')
            log('look', 'looked')
            called.set()

        aio.get_running_loop().call_soon(look)
        await called.wait()

    scenario.run(main)
    scenario.expect([('look', 'looked')])


def test_without_a_loop(scenario):
    """Outside a running loop capture_call_graph() without a future raises RuntimeError."""
    aio = scenario.aio

    with scenario.raises('program', RuntimeError):
        aio.capture_call_graph()
    scenario.expect([('program', 'raises RuntimeError')])


def test_of_what_is_no_future(scenario):
    """Given anything but a future capture_call_graph() raises TypeError."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', TypeError):
            aio.capture_call_graph(42)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_of_a_finished_task(scenario):
    """A task that is done has an empty stack and no awaiter in its call graph, also where an exception ended it."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def finished_steps():
            await aio.sleep(0)

        async def failed_steps():
            await aio.sleep(0)
            raise tools.Boom()

        finished = aio.create_task(finished_steps())
        failed = aio.create_task(failed_steps())
        await aio.wait([finished, failed])
        for task in [finished, failed]:
            graph = aio.capture_call_graph(task)
            scenario.check('(graph.call_stack, graph.awaited_by)', (graph.call_stack, graph.awaited_by), ((), ()))
            scenario.check_is('len(format_call_graph(task)) > 0', len(aio.format_call_graph(task)) > 0, True)
        scenario.check_type('failed.exception()', failed.exception(), tools.Boom)

    scenario.run(main)
    scenario.expect([])


def test_depth_of_the_current_task(scenario):
    """The argument depth of capture_call_graph() leaves out frames from the top of the current task's stack."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def worker():
            look()

        def look():
            scenario.check_is("'look' in function_names(capture_call_graph().call_stack)", 'look' in tools.function_names(aio.capture_call_graph().call_stack), True)
            names = tools.function_names(aio.capture_call_graph(depth=2).call_stack)
            scenario.check("('look' in names, 'worker' in names)", ('look' in names, 'worker' in names), (False, True))
            log('look', 'looked')

        await aio.create_task(worker())

    scenario.run(main)
    scenario.expect([('look', 'looked')])


def test_depth_of_the_text(scenario):
    """The argument depth of format_call_graph() and print_call_graph() leaves out frames from the top of the stack."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        out = tools.text_file()

        async def lowest():
            await middle()

        async def middle():
            look()

        def look():
            text = aio.format_call_graph()
            scenario.check("('look()' in text, 'lowest()' in text)", ('look()' in text, 'lowest()' in text), (True, True))
            text = aio.format_call_graph(depth=2)
            scenario.check("('look()' in text, 'middle()' in text, 'lowest()' in text)", ('look()' in text, 'middle()' in text, 'lowest()' in text), (False, True, True))
            aio.print_call_graph(file=out, depth=3)
            scenario.check("('look()' in out.getvalue(), 'lowest()' in out.getvalue())", ('look()' in out.getvalue(), 'lowest()' in out.getvalue()), (False, True))
            log('look', 'looked')

        await aio.create_task(lowest())

    scenario.run(main)
    scenario.expect([('look', 'looked')])


def test_limit_of_the_stack(scenario):
    """The argument limit of capture_call_graph() leaves that many frames at the bottom, a negative one at the top."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.get_running_loop().create_future()

        async def top():
            await gate

        async def middle():
            await top()

        async def bottom():
            await middle()

        waiter = aio.create_task(bottom())
        await scenario.settle()
        scenario.check('[function_names(capture_call_graph(waiter, limit=limit).call_stack) for limit in (1, 2, -1, -2, 0, 9)]', [tools.function_names(aio.capture_call_graph(waiter, limit=limit).call_stack) for limit in (1, 2, -1, -2, 0, 9)], [['bottom'], ['middle', 'bottom'], ['top'], ['top', 'middle'], [], ['top', 'middle', 'bottom']])
        gate.set_result(None)
        await waiter

    scenario.run(main)
    scenario.expect([])


def test_limit_of_the_text(scenario):
    """A positive limit leaves the bottom of each stack in the text, a negative one the top, and zero no stack."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.get_running_loop().create_future()

        async def top():
            await gate

        async def bottom():
            await top()

        async def awaiting(task):
            await task

        waited_for = aio.create_task(bottom())
        waiter = aio.create_task(awaiting(waited_for), name='the awaiter')
        await scenario.settle()
        for limit in [1, -1, 0, None]:
            out = tools.text_file()
            aio.print_call_graph(waited_for, file=out, limit=limit)
            text = aio.format_call_graph(waited_for, limit=limit)
            scenario.check("('bottom()' in text, 'top()' in text)", ('bottom()' in text, 'top()' in text), ('bottom()' in out.getvalue(), 'top()' in out.getvalue()))
            log('main', f"{limit}: {'bottom()' in text} {'top()' in text} {'the awaiter' in text}")
        gate.set_result(None)
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('main', '1: True False True'),
            ('main', '-1: False True True'),
            ('main', '0: False False True'),
            ('main', 'None: True True True'),
        ]
    )


def test_printed_as_formatted(scenario):
    """The function print_call_graph() writes to the given file the text that format_call_graph() returns."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.get_running_loop().create_future()
        out = tools.text_file()

        async def inside():
            await gate

        waiter = aio.create_task(inside(), name='a worker')
        await scenario.settle()
        scenario.check('print_call_graph(waiter, file=out)', aio.print_call_graph(waiter, file=out), None)
        text = aio.format_call_graph(waiter)
        scenario.check_type('format_call_graph(waiter)', text, str)
        scenario.check("('a worker' in text, 'inside()' in text)", ('a worker' in text, 'inside()' in text), (True, True))
        scenario.check_is('out.getvalue().strip() == text.strip()', out.getvalue().strip() == text.strip(), True)
        gate.set_result(None)
        await waiter

    scenario.run(main)
    scenario.expect([])


def test_awaited_by_way_of__waiting_gather_inner(scenario):
    """A task that waits in gather(inner) is in the call graph the awaiter of the thing it waits for."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def waiter_steps():
            await aio.gather(inner)

        async def slow_to_end():
            try:
                await aio.Event().wait()
            finally:
                await gate.wait()

        inner = aio.create_task(slow_to_end())
        await scenario.settle(inner)
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        scenario.check('[one.future is waiter for one in capture_call_graph(inner).awaited_by]', [one.future is waiter for one in aio.capture_call_graph(inner).awaited_by], [True])
        inner.cancel()
        await scenario.settle()
        gate.set()
        await aio.gather(inner, waiter, return_exceptions=True)

    scenario.run(main)
    scenario.expect([])


def test_awaited_by_way_of__waiting_shield_inner(scenario):
    """A task that waits in shield(inner) is in the call graph the awaiter of the thing it waits for."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def waiter_steps():
            await aio.shield(inner)

        async def slow_to_end():
            try:
                await aio.Event().wait()
            finally:
                await gate.wait()

        inner = aio.create_task(slow_to_end())
        await scenario.settle(inner)
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        scenario.check('[one.future is waiter for one in capture_call_graph(inner).awaited_by]', [one.future is waiter for one in aio.capture_call_graph(inner).awaited_by], [True])
        inner.cancel()
        await scenario.settle()
        gate.set()
        await aio.gather(inner, waiter, return_exceptions=True)

    scenario.run(main)
    scenario.expect([])


def test_awaited_by_way_of__waiting_wait___inner(scenario):
    """A task that waits in wait([inner]) is in the call graph the awaiter of the thing it waits for."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def waiter_steps():
            await aio.wait([inner])

        async def slow_to_end():
            try:
                await aio.Event().wait()
            finally:
                await gate.wait()

        inner = aio.create_task(slow_to_end())
        await scenario.settle(inner)
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        scenario.check('[one.future is waiter for one in capture_call_graph(inner).awaited_by]', [one.future is waiter for one in aio.capture_call_graph(inner).awaited_by], [True])
        inner.cancel()
        await scenario.settle()
        gate.set()
        await aio.gather(inner, waiter, return_exceptions=True)

    scenario.run(main)
    scenario.expect([])


def test_awaited_by_way_of__waiting_wait_for_inner_none(scenario):
    """A task that waits in wait_for(inner, None) is in the call graph the awaiter of the thing it waits for."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def waiter_steps():
            await aio.wait_for(inner, None)

        async def slow_to_end():
            try:
                await aio.Event().wait()
            finally:
                await gate.wait()

        inner = aio.create_task(slow_to_end())
        await scenario.settle(inner)
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        scenario.check('[one.future is waiter for one in capture_call_graph(inner).awaited_by]', [one.future is waiter for one in aio.capture_call_graph(inner).awaited_by], [True])
        inner.cancel()
        await scenario.settle()
        gate.set()
        await aio.gather(inner, waiter, return_exceptions=True)

    scenario.run(main)
    scenario.expect([])


def test_awaited_by_way_of_wait_for_without_time(scenario):
    """A task whose wait_for() has no time left is the awaiter of a task that takes its time to end."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def waiter_steps():
            await aio.wait_for(inner, 0)

        async def slow_to_end():
            try:
                await aio.Event().wait()
            finally:
                await gate.wait()

        inner = aio.create_task(slow_to_end())
        await scenario.settle(inner)
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        scenario.check('[one.future is waiter for one in capture_call_graph(inner).awaited_by]', [one.future is waiter for one in aio.capture_call_graph(inner).awaited_by], [True])
        inner.cancel()
        await scenario.settle()
        gate.set()
        await aio.gather(inner, waiter, return_exceptions=True)

    scenario.run(main)
    scenario.expect([])


def test_awaited_by_its_group(scenario):
    """A child of a TaskGroup has the task of its group as awaiter in its call graph."""
    aio = scenario.aio

    async def main():
        gate = aio.get_running_loop().create_future()
        children = []

        async def parent_steps():
            async with aio.TaskGroup() as group:
                children.append(group.create_task(child()))

        async def child():
            await gate

        parent = aio.create_task(parent_steps())
        await scenario.settle()
        scenario.check('[one.future is parent for one in capture_call_graph(children[0]).awaited_by]', [one.future is parent for one in aio.capture_call_graph(children[0]).awaited_by], [True])
        gate.set_result(None)
        await parent

    scenario.run(main)
    scenario.expect([])


def test_awaited_by_way_of_as_completed(scenario):
    """A task that waits for a result of as_completed() is the awaiter in the call graph of what it waits for."""
    aio = scenario.aio

    async def main():
        gate = aio.get_running_loop().create_future()

        async def waiter_steps():
            for one in aio.as_completed([inner]):
                await one

        async def stays():
            await gate

        inner = aio.create_task(stays())
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        scenario.check('[one.future is waiter for one in capture_call_graph(inner).awaited_by]', [one.future is waiter for one in aio.capture_call_graph(inner).awaited_by], [True])
        gate.set_result(None)
        await waiter

    scenario.run(main)
    scenario.expect([])


def test_no_awaiter_after_a_failed_gather(scenario):
    """A task that outlives a gather() which another one made fail has no awaiter in its call graph any more."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.get_running_loop().create_future()

        async def waiter_steps():
            await aio.gather(inner, failing)

        async def stays():
            await gate

        async def fails():
            raise tools.Boom()

        inner = aio.create_task(stays())
        failing = aio.create_task(fails())
        waiter = aio.create_task(waiter_steps())
        await aio.gather(waiter, failing, return_exceptions=True)
        await scenario.settle()
        scenario.check('capture_call_graph(inner).awaited_by', aio.capture_call_graph(inner).awaited_by, ())
        gate.set_result(None)
        await inner

    scenario.run(main)
    scenario.expect([])


def test_no_awaiter_after_a_wait__waiting_wait___inner_failing_return_when_first_completed(scenario):
    """A task that outlives the end of wait([inner, failing], return_when=FIRST_COMPLETED) has no awaiter in its call graph any more."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.get_running_loop().create_future()

        async def waiter_steps():
            await aio.wait([inner, failing], return_when=aio.FIRST_COMPLETED)

        async def stays():
            await gate

        async def fails():
            raise tools.Boom()

        inner = aio.create_task(stays())
        failing = aio.create_task(fails())
        waiter = aio.create_task(waiter_steps())
        await aio.gather(waiter, failing, return_exceptions=True)
        await scenario.settle()
        scenario.check('capture_call_graph(inner).awaited_by', aio.capture_call_graph(inner).awaited_by, ())
        gate.set_result(None)
        await inner

    scenario.run(main)
    scenario.expect([])


def test_no_awaiter_after_a_wait__waiting_wait___inner_failing_timeout_0(scenario):
    """A task that outlives the end of wait([inner, failing], timeout=0) has no awaiter in its call graph any more."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.get_running_loop().create_future()

        async def waiter_steps():
            await aio.wait([inner, failing], timeout=0)

        async def stays():
            await gate

        async def fails():
            raise tools.Boom()

        inner = aio.create_task(stays())
        failing = aio.create_task(fails())
        waiter = aio.create_task(waiter_steps())
        await aio.gather(waiter, failing, return_exceptions=True)
        await scenario.settle()
        scenario.check('capture_call_graph(inner).awaited_by', aio.capture_call_graph(inner).awaited_by, ())
        gate.set_result(None)
        await inner

    scenario.run(main)
    scenario.expect([])


def test_no_awaiter_after_a_cancellation__waiting_shield_inner(scenario):
    """A task that was waited for with shield(inner) has no awaiter in its call graph once the waiting task is cancelled."""
    aio = scenario.aio

    async def main():
        gate = aio.get_running_loop().create_future()

        async def waiter_steps():
            await aio.shield(inner)

        async def stays():
            await gate

        inner = aio.create_task(stays())
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        waiter.cancel()
        with scenario.raises('main', aio.CancelledError):
            await waiter
        await scenario.settle()
        scenario.check('capture_call_graph(inner).awaited_by', aio.capture_call_graph(inner).awaited_by, ())
        gate.set_result(None)
        await inner

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_no_awaiter_after_a_cancellation__waiting_wait___inner(scenario):
    """A task that was waited for with wait([inner]) has no awaiter in its call graph once the waiting task is cancelled."""
    aio = scenario.aio

    async def main():
        gate = aio.get_running_loop().create_future()

        async def waiter_steps():
            await aio.wait([inner])

        async def stays():
            await gate

        inner = aio.create_task(stays())
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        waiter.cancel()
        with scenario.raises('main', aio.CancelledError):
            await waiter
        await scenario.settle()
        scenario.check('capture_call_graph(inner).awaited_by', aio.capture_call_graph(inner).awaited_by, ())
        gate.set_result(None)
        await inner

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_edge_of_the_programs_own(scenario):
    """A waiter given to future_add_to_awaited_by() is in the call graph of the future."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        future = loop.create_future()
        waiter = loop.create_future()
        scenario.check('capture_call_graph(future).awaited_by', aio.capture_call_graph(future).awaited_by, ())
        aio.future_add_to_awaited_by(future, waiter)
        scenario.check('[one.future is waiter for one in capture_call_graph(future).awaited_by]', [one.future is waiter for one in aio.capture_call_graph(future).awaited_by], [True])
        scenario.check('capture_call_graph(waiter).awaited_by', aio.capture_call_graph(waiter).awaited_by, ())
        aio.future_discard_from_awaited_by(future, waiter)

    scenario.run(main)
    scenario.expect([])


def test_edge_that_is_discarded(scenario):
    """A waiter given to future_discard_from_awaited_by() is in the call graph no longer, and another one still is."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        future = loop.create_future()
        waiter = loop.create_future()
        other = loop.create_future()
        aio.future_add_to_awaited_by(future, waiter)
        aio.future_add_to_awaited_by(future, other)
        aio.future_discard_from_awaited_by(future, waiter)
        scenario.check('[one.future is other for one in capture_call_graph(future).awaited_by]', [one.future is other for one in aio.capture_call_graph(future).awaited_by], [True])
        aio.future_discard_from_awaited_by(future, other)
        scenario.check('capture_call_graph(future).awaited_by', aio.capture_call_graph(future).awaited_by, ())

    scenario.run(main)
    scenario.expect([])


def test_edge_of_no_futures__name_future_add_to_awaited_by(scenario):
    """Calls of future_add_to_awaited_by() with anything but futures raise nothing and add nothing."""
    aio = scenario.aio

    async def main():
        future = aio.get_running_loop().create_future()
        aio.future_add_to_awaited_by(future, 5)
        aio.future_add_to_awaited_by(5, future)
        aio.future_add_to_awaited_by(None, None)
        scenario.check('capture_call_graph(future).awaited_by', aio.capture_call_graph(future).awaited_by, ())

    scenario.run(main)
    scenario.expect([])


def test_edge_of_no_futures__name_future_discard_from_awaited_by(scenario):
    """Calls of future_discard_from_awaited_by() with anything but futures raise nothing and add nothing."""
    aio = scenario.aio

    async def main():
        future = aio.get_running_loop().create_future()
        aio.future_discard_from_awaited_by(future, 5)
        aio.future_discard_from_awaited_by(5, future)
        aio.future_discard_from_awaited_by(None, None)
        scenario.check('capture_call_graph(future).awaited_by', aio.capture_call_graph(future).awaited_by, ())

    scenario.run(main)
    scenario.expect([])
