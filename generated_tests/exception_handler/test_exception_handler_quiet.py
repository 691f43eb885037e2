# Rendered by loopspec from spec/exception-handler/quiet.yaml; do not edit, change the source and run `loopspec render`.
"""exception-handler: quiet."""


def test_finished_waits__operation_gather_work_quit_work_quit(scenario):
    """The wait `gather(work('quit'), work('quit'))` reports nothing to the exception handler when it ends, with a result or an exception."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def work(end):
            await aio.sleep(0)
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}[end]
            ending()

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        try:
            await aio.gather(work('quit'), work('quit'))
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_waits__operation_gather_work_raise_work_quit_return_exceptions_true(scenario):
    """The wait `gather(work('raise'), work('quit'), return_exceptions=True)` reports nothing to the exception handler when it ends, with a result or an exception."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def work(end):
            await aio.sleep(0)
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}[end]
            ending()

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        try:
            await aio.gather(work('raise'), work('quit'), return_exceptions=True)
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_waits__operation_gather_work_raise_work_raise(scenario):
    """The wait `gather(work('raise'), work('raise'))` reports nothing to the exception handler when it ends, with a result or an exception."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def work(end):
            await aio.sleep(0)
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}[end]
            ending()

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        try:
            await aio.gather(work('raise'), work('raise'))
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_waits__operation_gather_work_return_work_raise(scenario):
    """The wait `gather(work('return'), work('raise'))` reports nothing to the exception handler when it ends, with a result or an exception."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def work(end):
            await aio.sleep(0)
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}[end]
            ending()

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        try:
            await aio.gather(work('return'), work('raise'))
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_waits__operation_gather_work_return_work_return(scenario):
    """The wait `gather(work('return'), work('return'))` reports nothing to the exception handler when it ends, with a result or an exception."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def work(end):
            await aio.sleep(0)
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}[end]
            ending()

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        try:
            await aio.gather(work('return'), work('return'))
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_waits__operation_shield_work_quit(scenario):
    """The wait `shield(work('quit'))` reports nothing to the exception handler when it ends, with a result or an exception."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def work(end):
            await aio.sleep(0)
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}[end]
            ending()

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        try:
            await aio.shield(work('quit'))
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_waits__operation_shield_work_raise(scenario):
    """The wait `shield(work('raise'))` reports nothing to the exception handler when it ends, with a result or an exception."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def work(end):
            await aio.sleep(0)
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}[end]
            ending()

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        try:
            await aio.shield(work('raise'))
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_waits__operation_shield_work_return(scenario):
    """The wait `shield(work('return'))` reports nothing to the exception handler when it ends, with a result or an exception."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def work(end):
            await aio.sleep(0)
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}[end]
            ending()

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        try:
            await aio.shield(work('return'))
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_waits__operation_wait___create_task_work_return_create_task_work_quit(scenario):
    """The wait `wait([create_task(work('return')), create_task(work('quit'))])` reports nothing to the exception handler when it ends, with a result or an exception."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def work(end):
            await aio.sleep(0)
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}[end]
            ending()

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        try:
            await aio.wait([aio.create_task(work('return')), aio.create_task(work('quit'))])
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_waits__operation_wait___create_task_work_return_return_when_first_completed(scenario):
    """The wait `wait([create_task(work('return'))], return_when=FIRST_COMPLETED)` reports nothing to the exception handler when it ends, with a result or an exception."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def work(end):
            await aio.sleep(0)
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}[end]
            ending()

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        try:
            await aio.wait([aio.create_task(work('return'))], return_when=aio.FIRST_COMPLETED)
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_waits__operation_wait_for_work_raise_10(scenario):
    """The wait `wait_for(work('raise'), 10)` reports nothing to the exception handler when it ends, with a result or an exception."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def work(end):
            await aio.sleep(0)
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}[end]
            ending()

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        try:
            await aio.wait_for(work('raise'), scenario.seconds(10))
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_waits__operation_wait_for_work_return_10(scenario):
    """The wait `wait_for(work('return'), 10)` reports nothing to the exception handler when it ends, with a result or an exception."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def work(end):
            await aio.sleep(0)
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}[end]
            ending()

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        try:
            await aio.wait_for(work('return'), scenario.seconds(10))
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_groups__ends_raise_raise(scenario):
    """A TaskGroup with tasks that end by 'raise', 'raise' reports nothing to the exception handler."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def work(end):
            await aio.sleep(0)
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}[end]
            ending()

        async def in_a_group():
            async with aio.TaskGroup() as group:
                for end in ['raise', 'raise']:
                    group.create_task(work(end))

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        try:
            await in_a_group()
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_groups__ends_return_quit(scenario):
    """A TaskGroup with tasks that end by 'return', 'quit' reports nothing to the exception handler."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def work(end):
            await aio.sleep(0)
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}[end]
            ending()

        async def in_a_group():
            async with aio.TaskGroup() as group:
                for end in ['return', 'quit']:
                    group.create_task(work(end))

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        try:
            await in_a_group()
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_groups__ends_return_raise(scenario):
    """A TaskGroup with tasks that end by 'return', 'raise' reports nothing to the exception handler."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def work(end):
            await aio.sleep(0)
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}[end]
            ending()

        async def in_a_group():
            async with aio.TaskGroup() as group:
                for end in ['return', 'raise']:
                    group.create_task(work(end))

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        try:
            await in_a_group()
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_groups__ends_return_return(scenario):
    """A TaskGroup with tasks that end by 'return', 'return' reports nothing to the exception handler."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def work(end):
            await aio.sleep(0)
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}[end]
            ending()

        async def in_a_group():
            async with aio.TaskGroup() as group:
                for end in ['return', 'return']:
                    group.create_task(work(end))

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        try:
            await in_a_group()
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_as_completed__ends_return_quit(scenario):
    """The awaitables of as_completed that end by 'return', 'quit', and are awaited until one raises, report nothing to the exception handler."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def work(end):
            await aio.sleep(0)
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}[end]
            ending()

        async def each_of():
            for one in aio.as_completed([work(end) for end in ['return', 'quit']]):
                await one

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        try:
            await each_of()
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_as_completed__ends_return_raise(scenario):
    """The awaitables of as_completed that end by 'return', 'raise', and are awaited until one raises, report nothing to the exception handler."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def work(end):
            await aio.sleep(0)
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}[end]
            ending()

        async def each_of():
            for one in aio.as_completed([work(end) for end in ['return', 'raise']]):
                await one

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        try:
            await each_of()
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_as_completed__ends_return_return(scenario):
    """The awaitables of as_completed that end by 'return', 'return', and are awaited until one raises, report nothing to the exception handler."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def work(end):
            await aio.sleep(0)
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}[end]
            ending()

        async def each_of():
            for one in aio.as_completed([work(end) for end in ['return', 'return']]):
                await one

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        try:
            await each_of()
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_cancelled_waits__operation_gather_work_quit_work_quit(scenario):
    """The wait `gather(work('quit'), work('quit'))` reports nothing to the exception handler when it is cancelled, nor when what it was for ends."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()

        async def operate():
            await aio.gather(work('quit'), work('quit'))

        async def work(end):
            try:
                await gate.wait()
            except aio.CancelledError as error:
                ending = {'raise': fail, 'quit': give_up}[end]
                ending()

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = aio.create_task(operate())
        await scenario.settle()
        waiting.cancel()
        try:
            await waiting
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        gate.set()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_cancelled_waits__operation_gather_work_quit_work_raise(scenario):
    """The wait `gather(work('quit'), work('raise'))` reports nothing to the exception handler when it is cancelled, nor when what it was for ends."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()

        async def operate():
            await aio.gather(work('quit'), work('raise'))

        async def work(end):
            try:
                await gate.wait()
            except aio.CancelledError as error:
                ending = {'raise': fail, 'quit': give_up}[end]
                ending()

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = aio.create_task(operate())
        await scenario.settle()
        waiting.cancel()
        try:
            await waiting
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        gate.set()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_cancelled_waits__operation_gather_work_raise_work_quit_return_exceptions_true(scenario):
    """The wait `gather(work('raise'), work('quit'), return_exceptions=True)` reports nothing to the exception handler when it is cancelled, nor when what it was for ends."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()

        async def operate():
            await aio.gather(work('raise'), work('quit'), return_exceptions=True)

        async def work(end):
            try:
                await gate.wait()
            except aio.CancelledError as error:
                ending = {'raise': fail, 'quit': give_up}[end]
                ending()

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = aio.create_task(operate())
        await scenario.settle()
        waiting.cancel()
        try:
            await waiting
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        gate.set()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_cancelled_waits__operation_gather_work_raise_work_raise(scenario):
    """The wait `gather(work('raise'), work('raise'))` reports nothing to the exception handler when it is cancelled, nor when what it was for ends."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()

        async def operate():
            await aio.gather(work('raise'), work('raise'))

        async def work(end):
            try:
                await gate.wait()
            except aio.CancelledError as error:
                ending = {'raise': fail, 'quit': give_up}[end]
                ending()

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = aio.create_task(operate())
        await scenario.settle()
        waiting.cancel()
        try:
            await waiting
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        gate.set()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_cancelled_waits__operation_shield_work_quit(scenario):
    """The wait `shield(work('quit'))` reports nothing to the exception handler when it is cancelled, nor when what it was for ends."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()

        async def operate():
            await aio.shield(work('quit'))

        async def work(end):
            try:
                await gate.wait()
            except aio.CancelledError as error:
                ending = {'raise': fail, 'quit': give_up}[end]
                ending()

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = aio.create_task(operate())
        await scenario.settle()
        waiting.cancel()
        try:
            await waiting
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        gate.set()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_cancelled_waits__operation_wait___create_task_work_quit_create_task_work_quit(scenario):
    """The wait `wait([create_task(work('quit')), create_task(work('quit'))])` reports nothing to the exception handler when it is cancelled, nor when what it was for ends."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()

        async def operate():
            await aio.wait([aio.create_task(work('quit')), aio.create_task(work('quit'))])

        async def work(end):
            try:
                await gate.wait()
            except aio.CancelledError as error:
                ending = {'raise': fail, 'quit': give_up}[end]
                ending()

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = aio.create_task(operate())
        await scenario.settle()
        waiting.cancel()
        try:
            await waiting
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        gate.set()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_cancelled_waits__operation_wait_for_work_quit_10(scenario):
    """The wait `wait_for(work('quit'), 10)` reports nothing to the exception handler when it is cancelled, nor when what it was for ends."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()

        async def operate():
            await aio.wait_for(work('quit'), scenario.seconds(10))

        async def work(end):
            try:
                await gate.wait()
            except aio.CancelledError as error:
                ending = {'raise': fail, 'quit': give_up}[end]
                ending()

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = aio.create_task(operate())
        await scenario.settle()
        waiting.cancel()
        try:
            await waiting
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        gate.set()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_cancelled_groups__ends_quit_quit(scenario):
    """A TaskGroup that is cancelled, with tasks that end by 'quit', 'quit' thereupon, reports nothing to the exception handler."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()

        async def work(end):
            try:
                await gate.wait()
            except aio.CancelledError as error:
                ending = {'raise': fail, 'quit': give_up}[end]
                ending()

        async def operate():
            async with aio.TaskGroup() as group:
                for end in ['quit', 'quit']:
                    group.create_task(work(end))

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = aio.create_task(operate())
        await scenario.settle()
        waiting.cancel()
        try:
            await waiting
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        gate.set()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_cancelled_groups__ends_quit_raise(scenario):
    """A TaskGroup that is cancelled, with tasks that end by 'quit', 'raise' thereupon, reports nothing to the exception handler."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()

        async def work(end):
            try:
                await gate.wait()
            except aio.CancelledError as error:
                ending = {'raise': fail, 'quit': give_up}[end]
                ending()

        async def operate():
            async with aio.TaskGroup() as group:
                for end in ['quit', 'raise']:
                    group.create_task(work(end))

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = aio.create_task(operate())
        await scenario.settle()
        waiting.cancel()
        try:
            await waiting
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        gate.set()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_cancelled_groups__ends_raise_raise(scenario):
    """A TaskGroup that is cancelled, with tasks that end by 'raise', 'raise' thereupon, reports nothing to the exception handler."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()

        async def work(end):
            try:
                await gate.wait()
            except aio.CancelledError as error:
                ending = {'raise': fail, 'quit': give_up}[end]
                ending()

        async def operate():
            async with aio.TaskGroup() as group:
                for end in ['raise', 'raise']:
                    group.create_task(work(end))

        def fail():
            raise tools.Boom()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = aio.create_task(operate())
        await scenario.settle()
        waiting.cancel()
        try:
            await waiting
        except (tools.Boom, ExceptionGroup, aio.CancelledError):
            tools.noop()
        gate.set()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_futures_of_threads__end_quit(scenario):
    """A coroutine that another thread gives to the loop, and a function that the loop gives to a thread, report nothing when they quit."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()

        async def work():
            await aio.sleep(0)
            end_it()

        def fail():
            raise tools.Boom()

        def end_it():
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}['quit']
            ending()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        loop.set_exception_handler(handler)

        def thread_steps():
            try:
                aio.run_coroutine_threadsafe(work(), loop).result()
            except BaseException:
                log('thread', 'ends')
            else:
                log('thread', 'ends')

        await scenario.beside_thread(thread_steps)
        try:
            await loop.run_in_executor(None, end_it)
        except (tools.Boom, aio.CancelledError):
            log('main', 'ends')
        else:
            log('main', 'ends')
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect(
        [
            ('thread', 'ends'),
            ('main', 'ends'),
        ]
    )


def test_futures_of_threads__end_raise(scenario):
    """A coroutine that another thread gives to the loop, and a function that the loop gives to a thread, report nothing when they raise."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()

        async def work():
            await aio.sleep(0)
            end_it()

        def fail():
            raise tools.Boom()

        def end_it():
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}['raise']
            ending()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        loop.set_exception_handler(handler)

        def thread_steps():
            try:
                aio.run_coroutine_threadsafe(work(), loop).result()
            except BaseException:
                log('thread', 'ends')
            else:
                log('thread', 'ends')

        await scenario.beside_thread(thread_steps)
        try:
            await loop.run_in_executor(None, end_it)
        except (tools.Boom, aio.CancelledError):
            log('main', 'ends')
        else:
            log('main', 'ends')
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect(
        [
            ('thread', 'ends'),
            ('main', 'ends'),
        ]
    )


def test_futures_of_threads__end_return(scenario):
    """A coroutine that another thread gives to the loop, and a function that the loop gives to a thread, report nothing when they return."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()

        async def work():
            await aio.sleep(0)
            end_it()

        def fail():
            raise tools.Boom()

        def end_it():
            ending = {'return': tools.noop, 'raise': fail, 'quit': give_up}['return']
            ending()

        def give_up():
            raise aio.CancelledError()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        loop.set_exception_handler(handler)

        def thread_steps():
            try:
                aio.run_coroutine_threadsafe(work(), loop).result()
            except BaseException:
                log('thread', 'ends')
            else:
                log('thread', 'ends')

        await scenario.beside_thread(thread_steps)
        try:
            await loop.run_in_executor(None, end_it)
        except (tools.Boom, aio.CancelledError):
            log('main', 'ends')
        else:
            log('main', 'ends')
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect(
        [
            ('thread', 'ends'),
            ('main', 'ends'),
        ]
    )


def test_cancelled_futures_of_threads(scenario):
    """A coroutine that another thread has given to the loop and cancels there reports nothing to the exception handler."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        begun = aio.Event()
        over = aio.Event()
        kept = []

        async def work():
            begun.set()
            try:
                await aio.Event().wait()
            finally:
                over.set()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        loop.set_exception_handler(handler)

        def thread_steps():
            kept.append(aio.run_coroutine_threadsafe(work(), loop))

        await scenario.beside_thread(thread_steps)
        await begun.wait()

        def thread_steps():
            kept[0].cancel()

        await scenario.beside_thread(thread_steps)
        await over.wait()
        await scenario.settle()
        kept.clear()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_collected_generators(scenario):
    """An asynchronous generator that is collected while it is suspended, and awaits in its clean-up, is closed and reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        closed = aio.Event()

        async def read_one():
            async for number in count():
                return number

        async def count():
            try:
                yield 1
                yield 2
            finally:
                await aio.sleep(0)
                await aio.sleep(0)
                closed.set()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        await read_one()
        tools.collect()
        await outside.within(closed.wait())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_functions__end_a_result(scenario):
    """A function in a thread that ends by a result reports nothing to the exception handler."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        def fail():
            raise tools.Boom()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        function = {'a result': tools.noop, 'an exception': fail}['a result']
        try:
            await aio.get_running_loop().run_in_executor(None, function)
        except tools.Boom:
            tools.noop()
        await scenario.settle()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_functions__end_an_exception(scenario):
    """A function in a thread that ends by an exception reports nothing to the exception handler."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        def fail():
            raise tools.Boom()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        function = {'a result': tools.noop, 'an exception': fail}['an exception']
        try:
            await aio.get_running_loop().run_in_executor(None, function)
        except tools.Boom:
            tools.noop()
        await scenario.settle()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_connections__first_every_address_refuses_start_eagerly(scenario):
    """A connection with Happy Eyeballs of which every address refuses, with tasks that start eagerly, reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listeners = outside.listening_sockets()
        port = outside.port_of(listeners[0])

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_exception_handler(handler)
        aio.get_running_loop().set_task_factory(aio.eager_task_factory if 'eagerly' == 'eagerly' else None)
        listeners[0].close() if 'refuses' in 'every address refuses' else tools.noop()
        listeners[-1].close() if 'every' in 'every address refuses' else tools.noop()
        listeners[0].fill() if 'silent' in 'every address refuses' else tools.noop()
        try:
            await aio.get_running_loop().create_connection(Client, port=port, happy_eyeballs_delay=scenario.seconds(0.05))
        except OSError:
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_connections__first_every_address_refuses_start_later(scenario):
    """A connection with Happy Eyeballs of which every address refuses, with tasks that start later, reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listeners = outside.listening_sockets()
        port = outside.port_of(listeners[0])

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_exception_handler(handler)
        aio.get_running_loop().set_task_factory(aio.eager_task_factory if 'later' == 'eagerly' else None)
        listeners[0].close() if 'refuses' in 'every address refuses' else tools.noop()
        listeners[-1].close() if 'every' in 'every address refuses' else tools.noop()
        listeners[0].fill() if 'silent' in 'every address refuses' else tools.noop()
        try:
            await aio.get_running_loop().create_connection(Client, port=port, happy_eyeballs_delay=scenario.seconds(0.05))
        except OSError:
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_connections__first_the_first_address_answers_start_eagerly(scenario):
    """A connection with Happy Eyeballs of which the first address answers, with tasks that start eagerly, reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listeners = outside.listening_sockets()
        port = outside.port_of(listeners[0])

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_exception_handler(handler)
        aio.get_running_loop().set_task_factory(aio.eager_task_factory if 'eagerly' == 'eagerly' else None)
        listeners[0].close() if 'refuses' in 'the first address answers' else tools.noop()
        listeners[-1].close() if 'every' in 'the first address answers' else tools.noop()
        listeners[0].fill() if 'silent' in 'the first address answers' else tools.noop()
        try:
            await aio.get_running_loop().create_connection(Client, port=port, happy_eyeballs_delay=scenario.seconds(0.05))
        except OSError:
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_connections__first_the_first_address_answers_start_later(scenario):
    """A connection with Happy Eyeballs of which the first address answers, with tasks that start later, reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listeners = outside.listening_sockets()
        port = outside.port_of(listeners[0])

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_exception_handler(handler)
        aio.get_running_loop().set_task_factory(aio.eager_task_factory if 'later' == 'eagerly' else None)
        listeners[0].close() if 'refuses' in 'the first address answers' else tools.noop()
        listeners[-1].close() if 'every' in 'the first address answers' else tools.noop()
        listeners[0].fill() if 'silent' in 'the first address answers' else tools.noop()
        try:
            await aio.get_running_loop().create_connection(Client, port=port, happy_eyeballs_delay=scenario.seconds(0.05))
        except OSError:
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_connections__first_the_first_address_is_silent_start_eagerly(scenario):
    """A connection with Happy Eyeballs of which the first address is silent, with tasks that start eagerly, reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listeners = outside.listening_sockets()
        port = outside.port_of(listeners[0])

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_exception_handler(handler)
        aio.get_running_loop().set_task_factory(aio.eager_task_factory if 'eagerly' == 'eagerly' else None)
        listeners[0].close() if 'refuses' in 'the first address is silent' else tools.noop()
        listeners[-1].close() if 'every' in 'the first address is silent' else tools.noop()
        listeners[0].fill() if 'silent' in 'the first address is silent' else tools.noop()
        try:
            await aio.get_running_loop().create_connection(Client, port=port, happy_eyeballs_delay=scenario.seconds(0.05))
        except OSError:
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_connections__first_the_first_address_is_silent_start_later(scenario):
    """A connection with Happy Eyeballs of which the first address is silent, with tasks that start later, reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listeners = outside.listening_sockets()
        port = outside.port_of(listeners[0])

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_exception_handler(handler)
        aio.get_running_loop().set_task_factory(aio.eager_task_factory if 'later' == 'eagerly' else None)
        listeners[0].close() if 'refuses' in 'the first address is silent' else tools.noop()
        listeners[-1].close() if 'every' in 'the first address is silent' else tools.noop()
        listeners[0].fill() if 'silent' in 'the first address is silent' else tools.noop()
        try:
            await aio.get_running_loop().create_connection(Client, port=port, happy_eyeballs_delay=scenario.seconds(0.05))
        except OSError:
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_connections__first_the_first_address_refuses_start_eagerly(scenario):
    """A connection with Happy Eyeballs of which the first address refuses, with tasks that start eagerly, reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listeners = outside.listening_sockets()
        port = outside.port_of(listeners[0])

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_exception_handler(handler)
        aio.get_running_loop().set_task_factory(aio.eager_task_factory if 'eagerly' == 'eagerly' else None)
        listeners[0].close() if 'refuses' in 'the first address refuses' else tools.noop()
        listeners[-1].close() if 'every' in 'the first address refuses' else tools.noop()
        listeners[0].fill() if 'silent' in 'the first address refuses' else tools.noop()
        try:
            await aio.get_running_loop().create_connection(Client, port=port, happy_eyeballs_delay=scenario.seconds(0.05))
        except OSError:
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_finished_connections__first_the_first_address_refuses_start_later(scenario):
    """A connection with Happy Eyeballs of which the first address refuses, with tasks that start later, reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listeners = outside.listening_sockets()
        port = outside.port_of(listeners[0])

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_exception_handler(handler)
        aio.get_running_loop().set_task_factory(aio.eager_task_factory if 'later' == 'eagerly' else None)
        listeners[0].close() if 'refuses' in 'the first address refuses' else tools.noop()
        listeners[-1].close() if 'every' in 'the first address refuses' else tools.noop()
        listeners[0].fill() if 'silent' in 'the first address refuses' else tools.noop()
        try:
            await aio.get_running_loop().create_connection(Client, port=port, happy_eyeballs_delay=scenario.seconds(0.05))
        except OSError:
            tools.noop()
        await scenario.settle()
        tools.collect()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])
