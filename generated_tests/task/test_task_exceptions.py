# Rendered by loopspec from spec/task/exceptions.yaml; do not edit, change the source and run `loopspec render`.
"""Task: exceptions."""


def test_failure_stays_in_the_task(scenario):
    """An exception that ends one task disturbs neither the loop nor the other tasks."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()

        async def faulty_steps():
            log('faulty', 'fails')
            raise tools.Boom()

        async def sibling_steps():
            log('sibling', 'first turn')
            await gate.wait()
            log('sibling', 'second turn')

        sibling = aio.create_task(sibling_steps())
        await scenario.settle(sibling)
        faulty = aio.create_task(faulty_steps())
        await scenario.settle()
        gate.set()
        await sibling
        scenario.check_type('faulty.exception()', faulty.exception(), tools.Boom)

    scenario.run(main)
    scenario.expect(
        [
            ('sibling', 'first turn'),
            ('faulty', 'fails'),
            ('sibling', 'second turn'),
        ]
    )


def test_failure_in_the_handler_of_a_failure(scenario):
    """An error raised while handling the exception of an awaited task has that exception as its context."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def inner_steps():
            await aio.sleep(0)
            raise KeyError()

        async def outer_steps():
            try:
                await inner
            except LookupError as reason:
                log('outer', f'catches {tools.class_name(reason)}')
                raise tools.Boom()

        inner = aio.create_task(inner_steps())
        outer = aio.create_task(outer_steps())
        with scenario.raises('main', tools.Boom) as caught:
            await outer
        error = caught.exception
        scenario.check_is('context_of(error)', tools.context_of(error), inner.exception())

    scenario.run(main)
    scenario.expect(
        [
            ('outer', 'catches KeyError'),
            ('main', 'raises Boom'),
        ]
    )


def test_stop_iteration_becomes_runtime_error(scenario):
    """A task whose body raises StopIteration fails with RuntimeError caused by it."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def worker_steps():
            raise StopIteration(1)

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', RuntimeError) as caught:
            await worker
        error = caught.exception
        scenario.check_type('cause_of(error)', tools.cause_of(error), StopIteration)

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_base_exception_is_held_by_the_task(scenario):
    """A BaseException of the program's own ends its task like any exception and does not leave the loop."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()

        async def faulty_steps():
            raise tools.Blast()

        async def sibling_steps():
            await gate.wait()
            log('sibling', 'goes on')

        faulty = aio.create_task(faulty_steps())
        sibling = aio.create_task(sibling_steps())
        with scenario.raises('main', tools.Blast):
            await faulty
        scenario.check_type('faulty.exception()', faulty.exception(), tools.Blast)
        gate.set()
        await sibling

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises Blast'),
            ('sibling', 'goes on'),
        ]
    )


def test_exit_leaves_the_loop__exit_keyboardinterrupt(scenario):
    """A task that raises KeyboardInterrupt stops run_forever with it, and is done and holds the very exception."""
    log = scenario.log

    way_out = KeyboardInterrupt()

    async def worker():
        log('worker', 'leaves')
        raise way_out

    loop = scenario.open_loop()
    task = loop.create_task(worker())
    with scenario.raises('program', KeyboardInterrupt) as caught:
        loop.run_forever()
    caught_exit = caught.exception
    scenario.check_is('caught_exit', caught_exit, way_out)
    scenario.check('(task.done(), task.cancelled(), loop.is_running())', (task.done(), task.cancelled(), loop.is_running()), (True, False, False))
    scenario.check_is('task.exception()', task.exception(), way_out)
    scenario.expect(
        [
            ('worker', 'leaves'),
            ('program', 'raises KeyboardInterrupt'),
        ]
    )


def test_exit_leaves_the_loop__exit_systemexit(scenario):
    """A task that raises SystemExit stops run_forever with it, and is done and holds the very exception."""
    log = scenario.log

    way_out = SystemExit()

    async def worker():
        log('worker', 'leaves')
        raise way_out

    loop = scenario.open_loop()
    task = loop.create_task(worker())
    with scenario.raises('program', SystemExit) as caught:
        loop.run_forever()
    caught_exit = caught.exception
    scenario.check_is('caught_exit', caught_exit, way_out)
    scenario.check('(task.done(), task.cancelled(), loop.is_running())', (task.done(), task.cancelled(), loop.is_running()), (True, False, False))
    scenario.check_is('task.exception()', task.exception(), way_out)
    scenario.expect(
        [
            ('worker', 'leaves'),
            ('program', 'raises SystemExit'),
        ]
    )


def test_exit_leaves_run_until_complete(scenario):
    """A task that raises SystemExit stops run_until_complete of another task, and the loop can go on."""
    log = scenario.log

    async def leaver():
        raise SystemExit()

    async def patient():
        await gate
        log('patient', 'goes on')
        return 'finished'

    loop = scenario.open_loop()
    gate = loop.create_future()
    task = loop.create_task(patient())
    exiting = loop.create_task(leaver())
    with scenario.raises('program', SystemExit):
        loop.run_until_complete(task)
    scenario.check('(task.done(), exiting.done())', (task.done(), exiting.done()), (False, True))
    gate.set_result(None)
    scenario.check('loop.run_until_complete(task)', loop.run_until_complete(task), 'finished')
    scenario.check_type('exiting.exception()', exiting.exception(), SystemExit)
    scenario.expect(
        [
            ('program', 'raises SystemExit'),
            ('patient', 'goes on'),
        ]
    )


def test_exit_wakes_the_awaiter_when_the_loop_goes_on(scenario):
    """The awaiter of a task that left the loop with KeyboardInterrupt gets it when the loop runs again."""
    aio, log = scenario.aio, scenario.log

    leaving = []

    async def leaver():
        await aio.sleep(0)
        raise KeyboardInterrupt()

    async def awaiter():
        with scenario.raises('awaiter', KeyboardInterrupt):
            await leaving[0]
        return 'told'

    loop = scenario.open_loop()
    leaving.append(loop.create_task(leaver()))
    waiting = loop.create_task(awaiter())
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_until_complete(waiting)
    log('program', 'runs again')
    scenario.check('loop.run_until_complete(waiting)', loop.run_until_complete(waiting), 'told')
    scenario.expect(
        [
            ('program', 'raises KeyboardInterrupt'),
            ('program', 'runs again'),
            ('awaiter', 'raises KeyboardInterrupt'),
        ]
    )


def test_generator_exit_is_held_by_the_task(scenario):
    """A task whose body raises GeneratorExit has failed with it."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            raise GeneratorExit()

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        scenario.check_type('worker.exception()', worker.exception(), GeneratorExit)

    scenario.run(main)
    scenario.expect([])


def test_never_retrieved_is_reported(scenario):
    """A failed task that disappears unasked is reported with message, exception and future."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def faulty():
            raise tools.Boom()

        def handler(loop, details):
            scenario.check_is("{'message', 'exception', 'future'}.issubset(details)", {'message', 'exception', 'future'}.issubset(details), True)
            log('handler', f"{tools.class_name(details['exception'])} of {details['future'].get_name()}")

        aio.get_running_loop().set_exception_handler(handler)
        aio.create_task(faulty(), name='lost soul')
        await scenario.settle()
        tools.collect()
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'Boom of lost soul'),
            ('main', 'goes on'),
        ]
    )


def test_not_reported_while_it_may_be_asked(scenario):
    """A failed task is not reported while a reference to it remains, and is once the last one is gone."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        kept = []

        async def faulty():
            raise tools.Boom()

        def handler(loop, details):
            log('handler', 'called')

        aio.get_running_loop().set_exception_handler(handler)
        kept.append(aio.create_task(faulty()))
        await scenario.settle()
        tools.collect()
        log('main', 'drops it')
        kept.clear()
        tools.collect()
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'drops it'),
            ('handler', 'called'),
            ('main', 'goes on'),
        ]
    )


def test_asked_is_not_reported(scenario):
    """A failed task whose exception() was called is not reported when it disappears."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        kept = []

        async def faulty():
            raise tools.Boom()

        def handler(loop, details):
            log('handler', 'called')

        aio.get_running_loop().set_exception_handler(handler)
        kept.append(aio.create_task(faulty()))
        await scenario.settle()
        scenario.check_is('isinstance(kept[0].exception(), Boom)', isinstance(kept[0].exception(), tools.Boom), True)
        kept.clear()
        tools.collect()

    scenario.run(main)
    scenario.expect([])


def test_awaited_is_not_reported(scenario):
    """A failed task whose awaiter got the exception is not reported when it disappears."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def faulty():
            await aio.sleep(0)
            raise tools.Boom()

        def handler(loop, details):
            log('handler', 'called')

        aio.get_running_loop().set_exception_handler(handler)
        with scenario.raises('main', tools.Boom):
            await aio.create_task(faulty())
        tools.collect()

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_asked_by_result_is_not_reported(scenario):
    """A failed task whose result() a done callback asked for is reported once, as the callback's failure."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        kept = []

        async def faulty():
            raise tools.Boom()

        def curious(finished):
            finished.result()

        def handler(loop, details):
            log('handler', f"{tools.class_name(details['exception'])} of a callback {'handle' in details}")

        aio.get_running_loop().set_exception_handler(handler)
        kept.append(aio.create_task(faulty()))
        kept[0].add_done_callback(curious)
        await scenario.settle()
        kept.clear()
        tools.collect()

    scenario.run(main)
    scenario.expect([('handler', 'Boom of a callback True')])


def test_cancelled_is_not_reported(scenario):
    """A cancelled task that disappears unasked is not reported to the exception handler."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def worker():
            await aio.Event().wait()

        def handler(loop, details):
            log('handler', 'called')

        aio.get_running_loop().set_exception_handler(handler)
        before = len(aio.all_tasks())
        aio.create_task(worker()).cancel()
        await scenario.settle()
        tools.collect()
        scenario.check('len(all_tasks())', len(aio.all_tasks()), before)

    scenario.run(main)
    scenario.expect([])


def test_report_names_the_reason(scenario):
    """The message for a failed task that disappears unasked says that its exception was never retrieved."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def faulty():
            raise tools.Boom()

        def handler(loop, details):
            log('handler', f"{details['message']}")

        aio.get_running_loop().set_exception_handler(handler)
        aio.create_task(faulty())
        await scenario.settle()
        tools.collect()

    scenario.run(main)
    scenario.expect([('handler', 'Task exception was never retrieved')])


def test_silenced_by_a_late_cancel(scenario):
    """A failed task on which cancel() was called in vain is not reported when it disappears."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        kept = []

        async def faulty():
            raise tools.Boom()

        def handler(loop, details):
            log('handler', 'called')

        aio.get_running_loop().set_exception_handler(handler)
        kept.append(aio.create_task(faulty()))
        await scenario.settle()
        scenario.check('kept[0].cancel()', kept[0].cancel(), False)
        kept.clear()
        tools.collect()

    scenario.run(main)
    scenario.expect([])


def test_subclass_of_cancelled_error_ends_it_cancelled(scenario):
    """A task whose body raises an exception of a subclass of CancelledError has ended cancelled."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        kind = tools.derived_error(aio.CancelledError)

        async def worker_steps():
            await aio.sleep(0)
            raise kind('enough')

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', aio.CancelledError):
            await worker
        scenario.check_is('worker.cancelled()', worker.cancelled(), True)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])
