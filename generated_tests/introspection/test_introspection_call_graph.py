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


def test_edge_of_a_future_of_another_loop(scenario):
    """A waiter of a future that a loop of the class EventLoop has made is in the call graph until it is discarded."""
    aio = scenario.aio

    async def main():
        other = aio.EventLoop()
        future = other.create_future()
        waiter = other.create_future()
        scenario.check('capture_call_graph(future).awaited_by', aio.capture_call_graph(future).awaited_by, ())
        aio.future_add_to_awaited_by(future, waiter)
        scenario.check('[one.future is waiter for one in capture_call_graph(future).awaited_by]', [one.future is waiter for one in aio.capture_call_graph(future).awaited_by], [True])
        aio.future_discard_from_awaited_by(future, waiter)
        scenario.check('capture_call_graph(future).awaited_by', aio.capture_call_graph(future).awaited_by, ())
        other.close()

    scenario.run(main)
    scenario.expect([])


def test_graphs_are_kept_in_sets(scenario):
    """A call graph can be a key of a dictionary or a member of a set."""
    aio = scenario.aio

    async def main():
        graph = aio.capture_call_graph()
        scenario.check('len(set([graph, graph]))', len(set([graph, graph])), 1)
        scenario.check_is('len(set(graph.call_stack)) > 0', len(set(graph.call_stack)) > 0, True)

    scenario.run(main)
    scenario.expect([])


def test_limit_of_the_running_stack(scenario):
    """The argument limit of capture_call_graph() leaves that many frames at the bottom of the current task's stack, a negative one at the top."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def top():
            for limit in [1, 2, -1, -2, 0, 9, -9, None]:
                graph = aio.capture_call_graph(limit=limit)
                log('top', f'{limit}: {tools.function_names(graph.call_stack)} {len(graph.awaited_by)}')

        async def middle():
            await top()

        async def bottom():
            await middle()

        await aio.create_task(bottom())

    scenario.run(main)
    scenario.expect(
        [
            ('top', "1: ['bottom'] 1"),
            ('top', "2: ['middle', 'bottom'] 1"),
            ('top', "-1: ['top'] 1"),
            ('top', "-2: ['top', 'middle'] 1"),
            ('top', '0: [] 1'),
            ('top', "9: ['top', 'middle', 'bottom'] 1"),
            ('top', "-9: ['top', 'middle', 'bottom'] 1"),
            ('top', "None: ['top', 'middle', 'bottom'] 1"),
        ]
    )


def test_can_be_hashed(scenario):
    """A call graph and its entries can be members of a set."""
    aio = scenario.aio

    async def main():
        gate = aio.get_running_loop().create_future()

        async def inner():
            await gate

        async def outer():
            await inner()

        waiter = aio.create_task(outer())
        await scenario.settle()
        graph = aio.capture_call_graph(waiter)
        scenario.check('len(set([graph, capture_call_graph(waiter)]))', len(set([graph, aio.capture_call_graph(waiter)])), 1)
        scenario.check('len(set(graph.call_stack))', len(set(graph.call_stack)), 2)
        gate.set_result(None)
        await waiter

    scenario.run(main)
    scenario.expect([])


def test_text_of_a_future(scenario):
    """The text of format_call_graph() has the future first, and below it, further to the right, its awaiter with the stack from the top down."""
    aio = scenario.aio

    async def main():
        gate = aio.get_running_loop().create_future()

        async def inner():
            await gate

        async def outer():
            await inner()

        waiter = aio.create_task(outer(), name='the awaiter')
        await scenario.settle()
        text = aio.format_call_graph(gate)
        scenario.check_is("text.startswith('* Future')", text.startswith('* Future'), True)
        places = [text.find(word) for word in ('Future', 'Awaited', 'the awaiter', 'Call stack', 'inner()', 'outer()')]
        scenario.check_is('min(places) > 0 and places == sorted(places)', min(places) > 0 and places == sorted(places), True)
        scenario.check_is("text.split('* Task')[0].endswith(' ')", text.split('* Task')[0].endswith(' '), True)
        gate.set_result(None)
        await waiter

    scenario.run(main)
    scenario.expect([])


def test_text_within_a_generator(scenario):
    """The text of format_call_graph() names each function on the stack, asynchronous generators and generators as well."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def outer():
            async for text in texts():
                scenario.check("('genexpr' in text, 'texts()' in text, 'outer()' in text)", ('genexpr' in text, 'texts()' in text, 'outer()' in text), (True, True, True))
                log('outer', 'looked')

        async def texts():
            made = list((aio.format_call_graph() for turn in [1]))
            yield made[0]

        await aio.create_task(outer())

    scenario.run(main)
    scenario.expect([('outer', 'looked')])


def test_limit_of_the_awaiters(scenario):
    """The argument limit of capture_call_graph() holds for the stack of each awaiter as well, of the current task and of another one."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.get_running_loop().create_future()

        async def waits(future):
            await future

        async def bottom(future):
            await waits(future)

        async def looks():
            await gate
            scenario.check('[function_names(one.call_stack) for one in capture_call_graph(limit=1).awaited_by]', [tools.function_names(one.call_stack) for one in aio.capture_call_graph(limit=1).awaited_by], [['bottom']])
            log('looks', 'looked')

        inner = aio.create_task(looks())
        waiter = aio.create_task(bottom(inner))
        await scenario.settle()
        scenario.check('[function_names(one.call_stack) for one in capture_call_graph(inner, limit=1).awaited_by]', [tools.function_names(one.call_stack) for one in aio.capture_call_graph(inner, limit=1).awaited_by], [['bottom']])
        scenario.check('[function_names(one.call_stack) for one in capture_call_graph(inner).awaited_by]', [tools.function_names(one.call_stack) for one in aio.capture_call_graph(inner).awaited_by], [['waits', 'bottom']])
        gate.set_result(None)
        await waiter

    scenario.run(main)
    scenario.expect([('looks', 'looked')])


def test_kinds_of_objects_of_the_current_task(scenario):
    """The call graph of the current task has a tuple of FrameCallGraphEntry and a tuple of FutureCallGraph."""
    aio = scenario.aio

    async def main():
        async def inner():
            graph = aio.capture_call_graph()
            scenario.check_type('capture_call_graph()', graph, aio.FutureCallGraph)
            scenario.check('(isinstance(graph.call_stack, tuple), isinstance(graph.awaited_by, tuple))', (isinstance(graph.call_stack, tuple), isinstance(graph.awaited_by, tuple)), (True, True))
            scenario.check_is('all([isinstance(entry, FrameCallGraphEntry) for entry in graph.call_stack])', all([isinstance(entry, aio.FrameCallGraphEntry) for entry in graph.call_stack]), True)
            scenario.check('[isinstance(one, FutureCallGraph) for one in graph.awaited_by]', [isinstance(one, aio.FutureCallGraph) for one in graph.awaited_by], [True])

        await aio.create_task(inner())

    scenario.run(main)
    scenario.expect([])


def test_of_the_current_task_by_name(scenario):
    """Given the current task capture_call_graph() returns the stack that it returns without an argument, with the functions that are no coroutines."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def worker():
            look()

        def look():
            graph = aio.capture_call_graph(aio.current_task())
            scenario.check_is('graph.future', graph.future, aio.current_task())
            scenario.check("[name for name in function_names(graph.call_stack) if name in ('look', 'worker')]", [name for name in tools.function_names(graph.call_stack) if name in ('look', 'worker')], ['look', 'worker'])
            log('look', 'looked')

        await aio.create_task(worker())

    scenario.run(main)
    scenario.expect([('look', 'looked')])


def test_of_a_task_without_a_running_loop(scenario):
    """Given a task capture_call_graph() returns its stack also where no loop runs."""
    aio, tools = scenario.aio, scenario.tools

    gate = aio.Event()

    async def worker():
        await gate.wait()

    loop = scenario.open_loop()
    waiter = loop.create_task(worker())
    loop.call_soon(loop.stop)
    loop.run_forever()
    graph = aio.capture_call_graph(waiter)
    scenario.check_is("graph.future is waiter and 'worker' in function_names(graph.call_stack)", graph.future is waiter and 'worker' in tools.function_names(graph.call_stack), True)
    scenario.check_is("'worker()' in format_call_graph(waiter)", 'worker()' in aio.format_call_graph(waiter), True)
    gate.set()
    loop.run_until_complete(waiter)
    scenario.expect([])


def test_no_awaiter_after_the_end__waiting_gather_inner_pending(scenario):
    """A task that has ended while it was waited for with gather(inner, pending) has no awaiter in its call graph, though the waiting task goes on."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()
        later = aio.Event()
        pending = aio.get_running_loop().create_future()

        async def waiter_steps():
            await aio.gather(inner, pending)
            await later.wait()

        async def ends():
            await gate.wait()

        inner = aio.create_task(ends())
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        scenario.check('[one.future is waiter for one in capture_call_graph(inner).awaited_by]', [one.future is waiter for one in aio.capture_call_graph(inner).awaited_by], [True])
        gate.set()
        await scenario.settle()
        scenario.check('(inner.done(), waiter.done(), capture_call_graph(inner).awaited_by)', (inner.done(), waiter.done(), aio.capture_call_graph(inner).awaited_by), (True, False, ()))
        later.set()
        pending.set_result(None)
        await waiter

    scenario.run(main)
    scenario.expect([])


def test_no_awaiter_after_the_end__waiting_inner(scenario):
    """A task that has ended while it was waited for with inner has no awaiter in its call graph, though the waiting task goes on."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()
        later = aio.Event()
        pending = aio.get_running_loop().create_future()

        async def waiter_steps():
            await inner
            await later.wait()

        async def ends():
            await gate.wait()

        inner = aio.create_task(ends())
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        scenario.check('[one.future is waiter for one in capture_call_graph(inner).awaited_by]', [one.future is waiter for one in aio.capture_call_graph(inner).awaited_by], [True])
        gate.set()
        await scenario.settle()
        scenario.check('(inner.done(), waiter.done(), capture_call_graph(inner).awaited_by)', (inner.done(), waiter.done(), aio.capture_call_graph(inner).awaited_by), (True, False, ()))
        later.set()
        pending.set_result(None)
        await waiter

    scenario.run(main)
    scenario.expect([])


def test_no_awaiter_after_the_end__waiting_next_iter_as_completed___inner_pending(scenario):
    """A task that has ended while it was waited for with next(iter(as_completed([inner, pending]))) has no awaiter in its call graph, though the waiting task goes on."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()
        later = aio.Event()
        pending = aio.get_running_loop().create_future()

        async def waiter_steps():
            await next(iter(aio.as_completed([inner, pending])))
            await later.wait()

        async def ends():
            await gate.wait()

        inner = aio.create_task(ends())
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        scenario.check('[one.future is waiter for one in capture_call_graph(inner).awaited_by]', [one.future is waiter for one in aio.capture_call_graph(inner).awaited_by], [True])
        gate.set()
        await scenario.settle()
        scenario.check('(inner.done(), waiter.done(), capture_call_graph(inner).awaited_by)', (inner.done(), waiter.done(), aio.capture_call_graph(inner).awaited_by), (True, False, ()))
        later.set()
        pending.set_result(None)
        await waiter

    scenario.run(main)
    scenario.expect([])


def test_no_awaiter_after_the_end__waiting_shield_inner(scenario):
    """A task that has ended while it was waited for with shield(inner) has no awaiter in its call graph, though the waiting task goes on."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()
        later = aio.Event()
        pending = aio.get_running_loop().create_future()

        async def waiter_steps():
            await aio.shield(inner)
            await later.wait()

        async def ends():
            await gate.wait()

        inner = aio.create_task(ends())
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        scenario.check('[one.future is waiter for one in capture_call_graph(inner).awaited_by]', [one.future is waiter for one in aio.capture_call_graph(inner).awaited_by], [True])
        gate.set()
        await scenario.settle()
        scenario.check('(inner.done(), waiter.done(), capture_call_graph(inner).awaited_by)', (inner.done(), waiter.done(), aio.capture_call_graph(inner).awaited_by), (True, False, ()))
        later.set()
        pending.set_result(None)
        await waiter

    scenario.run(main)
    scenario.expect([])


def test_no_awaiter_after_the_end__waiting_wait___inner_pending(scenario):
    """A task that has ended while it was waited for with wait([inner, pending]) has no awaiter in its call graph, though the waiting task goes on."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()
        later = aio.Event()
        pending = aio.get_running_loop().create_future()

        async def waiter_steps():
            await aio.wait([inner, pending])
            await later.wait()

        async def ends():
            await gate.wait()

        inner = aio.create_task(ends())
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        scenario.check('[one.future is waiter for one in capture_call_graph(inner).awaited_by]', [one.future is waiter for one in aio.capture_call_graph(inner).awaited_by], [True])
        gate.set()
        await scenario.settle()
        scenario.check('(inner.done(), waiter.done(), capture_call_graph(inner).awaited_by)', (inner.done(), waiter.done(), aio.capture_call_graph(inner).awaited_by), (True, False, ()))
        later.set()
        pending.set_result(None)
        await waiter

    scenario.run(main)
    scenario.expect([])


def test_no_awaiter_after_the_end__waiting_wait___inner(scenario):
    """A task that has ended while it was waited for with wait([inner]) has no awaiter in its call graph, though the waiting task goes on."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()
        later = aio.Event()
        pending = aio.get_running_loop().create_future()

        async def waiter_steps():
            await aio.wait([inner])
            await later.wait()

        async def ends():
            await gate.wait()

        inner = aio.create_task(ends())
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        scenario.check('[one.future is waiter for one in capture_call_graph(inner).awaited_by]', [one.future is waiter for one in aio.capture_call_graph(inner).awaited_by], [True])
        gate.set()
        await scenario.settle()
        scenario.check('(inner.done(), waiter.done(), capture_call_graph(inner).awaited_by)', (inner.done(), waiter.done(), aio.capture_call_graph(inner).awaited_by), (True, False, ()))
        later.set()
        pending.set_result(None)
        await waiter

    scenario.run(main)
    scenario.expect([])


def test_no_awaiter_after_the_end__waiting_wait_for_inner_none(scenario):
    """A task that has ended while it was waited for with wait_for(inner, None) has no awaiter in its call graph, though the waiting task goes on."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()
        later = aio.Event()
        pending = aio.get_running_loop().create_future()

        async def waiter_steps():
            await aio.wait_for(inner, None)
            await later.wait()

        async def ends():
            await gate.wait()

        inner = aio.create_task(ends())
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        scenario.check('[one.future is waiter for one in capture_call_graph(inner).awaited_by]', [one.future is waiter for one in aio.capture_call_graph(inner).awaited_by], [True])
        gate.set()
        await scenario.settle()
        scenario.check('(inner.done(), waiter.done(), capture_call_graph(inner).awaited_by)', (inner.done(), waiter.done(), aio.capture_call_graph(inner).awaited_by), (True, False, ()))
        later.set()
        pending.set_result(None)
        await waiter

    scenario.run(main)
    scenario.expect([])


def test_no_awaiter_of_a_child_that_has_ended(scenario):
    """A child of a TaskGroup that has ended has no awaiter in its call graph, though the group goes on."""
    aio = scenario.aio

    async def main():
        async def child():
            await aio.sleep(0)

        async with aio.TaskGroup() as group:
            ended = group.create_task(child())
            scenario.check('[one.future is current_task() for one in capture_call_graph(ended).awaited_by]', [one.future is aio.current_task() for one in aio.capture_call_graph(ended).awaited_by], [True])
            await scenario.settle(ended)
            await aio.sleep(0)
            await aio.sleep(0)
            scenario.check('(ended.done(), capture_call_graph(ended).awaited_by)', (ended.done(), aio.capture_call_graph(ended).awaited_by), (True, ()))

    scenario.run(main)
    scenario.expect([])


def test_no_awaiter_after_a_gather_with_a_cancelled_task(scenario):
    """A task that outlives a gather() of which another one was cancelled has no awaiter in its call graph any more."""
    aio = scenario.aio

    async def main():
        gate = aio.get_running_loop().create_future()

        async def waiter_steps():
            await aio.gather(inner, doomed)

        async def stays():
            await gate

        async def is_cancelled():
            await aio.Event().wait()

        inner = aio.create_task(stays())
        doomed = aio.create_task(is_cancelled())
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        doomed.cancel()
        with scenario.raises('main', aio.CancelledError):
            await waiter
        await scenario.settle()
        scenario.check('capture_call_graph(inner).awaited_by', aio.capture_call_graph(inner).awaited_by, ())
        gate.set_result(None)
        await inner

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_edge_of_no_futures_beside_a_waiter__name_future_add_to_awaited_by(scenario):
    """Calls of future_add_to_awaited_by() with a waiter that is no future leave the waiters that there are."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        future = loop.create_future()
        waiter = loop.create_future()
        aio.future_add_to_awaited_by(future, waiter)
        aio.future_add_to_awaited_by(future, [])
        aio.future_add_to_awaited_by(future, None)
        scenario.check('[one.future is waiter for one in capture_call_graph(future).awaited_by]', [one.future is waiter for one in aio.capture_call_graph(future).awaited_by], [True])
        aio.future_discard_from_awaited_by(future, waiter)

    scenario.run(main)
    scenario.expect([])


def test_edge_of_no_futures_beside_a_waiter__name_future_discard_from_awaited_by(scenario):
    """Calls of future_discard_from_awaited_by() with a waiter that is no future leave the waiters that there are."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        future = loop.create_future()
        waiter = loop.create_future()
        aio.future_add_to_awaited_by(future, waiter)
        aio.future_discard_from_awaited_by(future, [])
        aio.future_discard_from_awaited_by(future, None)
        scenario.check('[one.future is waiter for one in capture_call_graph(future).awaited_by]', [one.future is waiter for one in aio.capture_call_graph(future).awaited_by], [True])
        aio.future_discard_from_awaited_by(future, waiter)

    scenario.run(main)
    scenario.expect([])


def test_no_awaiter_after_a_cancelled_wait_for_without_time(scenario):
    """A task that outlives a wait_for() without time has no awaiter in its call graph once the waiting task is cancelled."""
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
        waiter.cancel()
        await aio.wait([waiter])
        scenario.check('(inner.done(), capture_call_graph(inner).awaited_by)', (inner.done(), aio.capture_call_graph(inner).awaited_by), (False, ()))
        gate.set()
        await aio.wait([inner])

    scenario.run(main)
    scenario.expect([])


def test_no_awaiter_after_a_timeout_of_as_completed(scenario):
    """A task that outlives the timeout of as_completed() has no awaiter in its call graph any more."""
    aio = scenario.aio

    async def main():
        gate = aio.get_running_loop().create_future()
        later = aio.Event()

        async def waiter_steps():
            with scenario.raises('waiter', aio.TimeoutError):
                await next(iter(aio.as_completed([inner], timeout=0)))
            await later.wait()

        async def stays():
            await gate

        inner = aio.create_task(stays())
        waiter = aio.create_task(waiter_steps())
        await scenario.settle(inner)
        scenario.check('waiter.done()', waiter.done(), False)
        await scenario.wait_until('capture_call_graph(inner).awaited_by == ()', lambda: aio.capture_call_graph(inner).awaited_by == ())
        gate.set_result(None)
        later.set()
        await aio.gather(inner, waiter)

    scenario.run(main)
    scenario.expect([('waiter', 'raises TimeoutError')])


def test_plain_callbacks_are_no_awaiters(scenario):
    """A done callback of the program's own is not among the awaiters in the call graph of a future."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.get_running_loop().create_future()

        async def waiter_steps():
            await gate

        def notice(future):
            log('notice', 'called')

        gate.add_done_callback(notice)
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        scenario.check('[one.future for one in capture_call_graph(gate).awaited_by]', [one.future for one in aio.capture_call_graph(gate).awaited_by], [waiter])
        gate.set_result(None)
        await waiter

    scenario.run(main)
    scenario.expect([('notice', 'called')])
