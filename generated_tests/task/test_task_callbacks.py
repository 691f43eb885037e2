# Rendered by loopspec from spec/task/callbacks.yaml; do not edit, change the source and run `loopspec render`.
"""Task: callbacks."""


def test_gets_the_task(scenario):
    """A done callback is called with the task as its only argument, after the task is done."""
    aio, log = scenario.aio, scenario.log

    async def main():
        told = aio.Event()

        async def worker_steps():
            log('worker', 'ends')

        def note(*arguments):
            log('note', f'called, done {arguments[0].done()}')
            scenario.check_is('arguments == (worker,)', arguments == (worker,), True)
            told.set()

        worker = aio.create_task(worker_steps())
        scenario.check('worker.add_done_callback(note)', worker.add_done_callback(note), None)
        await told.wait()

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'ends'),
            ('note', 'called, done True'),
        ]
    )


def test_run_in_the_order_of_registration(scenario):
    """Done callbacks of a task are called in the order in which they were added."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()

        async def worker_steps():
            await gate.wait()

        def note(label, finished):
            log('note', f'{label}')

        worker = aio.create_task(worker_steps())
        worker.add_done_callback(tools.partial(note, 'first'))
        await scenario.settle()
        worker.add_done_callback(tools.partial(note, 'second'))
        worker.add_done_callback(tools.partial(note, 'third'))
        gate.set()
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('note', 'first'),
            ('note', 'second'),
            ('note', 'third'),
        ]
    )


def test_one_iteration_after_the_end(scenario):
    """Done callbacks are called in the iteration after the task's last step, not within that step."""
    aio, log = scenario.aio, scenario.log

    async def main():
        over = aio.Event()

        async def worker_steps():
            aio.get_running_loop().call_soon(next_iteration)
            log('worker', 'ends')

        def note(finished):
            log('note', 'called')

        def next_iteration():
            log('next_iteration', 'begins')
            aio.get_running_loop().call_soon(the_one_after)

        def the_one_after():
            log('the_one_after', 'begins')
            over.set()

        worker = aio.create_task(worker_steps())
        worker.add_done_callback(note)
        await over.wait()

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'ends'),
            ('next_iteration', 'begins'),
            ('note', 'called'),
            ('the_one_after', 'begins'),
        ]
    )


def test_added_to_a_done_task(scenario):
    """A callback added to a done task is called in the next iteration, not by add_done_callback."""
    aio, log = scenario.aio, scenario.log

    async def main():
        over = aio.Event()

        async def worker_steps():
            return 1

        def note(finished):
            log('note', f'called, done {finished.done()}')

        def before():
            log('before', 'called')

        def after():
            log('after', 'called')
            over.set()

        worker = aio.create_task(worker_steps())
        await worker
        aio.get_running_loop().call_soon(before)
        worker.add_done_callback(note)
        aio.get_running_loop().call_soon(after)
        log('main', 'has added')
        await over.wait()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'has added'),
            ('before', 'called'),
            ('note', 'called, done True'),
            ('after', 'called'),
        ]
    )


def test_removed(scenario):
    """The method remove_done_callback() takes out all registrations of a callback and returns how many."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()
        told = aio.Event()

        async def worker_steps():
            await gate.wait()

        def unwanted(finished):
            log('unwanted', 'called')

        def wanted(finished):
            log('wanted', 'called')
            told.set()

        worker = aio.create_task(worker_steps())
        worker.add_done_callback(unwanted)
        worker.add_done_callback(wanted)
        worker.add_done_callback(unwanted)
        scenario.check('worker.remove_done_callback(unwanted)', worker.remove_done_callback(unwanted), 2)
        scenario.check('worker.remove_done_callback(unwanted)', worker.remove_done_callback(unwanted), 0)
        gate.set()
        await told.wait()
        await scenario.settle()

    scenario.run(main)
    scenario.expect([('wanted', 'called')])


def test_stands_in_line_with_awaiters(scenario):
    """An awaiter of a task resumes after the done callbacks added before it waited and before those added later."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()

        async def worker_steps():
            await gate.wait()

        async def awaiter_steps():
            await worker
            log('awaiter', 'resumes')

        def note(label, finished):
            log('note', f'{label}')

        worker = aio.create_task(worker_steps())
        worker.add_done_callback(tools.partial(note, 'added before the await'))
        awaiter = aio.create_task(awaiter_steps())
        await scenario.settle()
        worker.add_done_callback(tools.partial(note, 'added after the await'))
        gate.set()
        await scenario.ticks(3)
        await awaiter

    scenario.run(main)
    scenario.expect(
        [
            ('note', 'added before the await'),
            ('awaiter', 'resumes'),
            ('note', 'added after the await'),
        ]
    )


def test_called_after_failure(scenario):
    """Done callbacks are called for a task that failed, and find its exception."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        told = aio.Event()

        async def worker_steps():
            raise tools.Boom()

        def note(finished):
            log('note', f'finds {tools.class_name(finished.exception())}')
            told.set()

        worker = aio.create_task(worker_steps())
        worker.add_done_callback(note)
        await told.wait()

    scenario.run(main)
    scenario.expect([('note', 'finds Boom')])


def test_called_after_cancellation(scenario):
    """Done callbacks are called for a task cancelled before its first step, and find it cancelled."""
    aio, log = scenario.aio, scenario.log

    async def main():
        told = aio.Event()

        async def worker_steps():
            log('worker', 'begins')

        def note(finished):
            log('note', f'finds cancelled {finished.cancelled()}')
            told.set()

        worker = aio.create_task(worker_steps())
        worker.add_done_callback(note)
        worker.cancel()
        log('main', 'has cancelled')
        await told.wait()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'has cancelled'),
            ('note', 'finds cancelled True'),
        ]
    )


def test_runs_in_the_context_of_its_registration(scenario):
    """A callback added without context= runs in the context that was current when it was added."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        told = aio.Event()
        colour = tools.ContextVar('colour', default='none')

        async def worker_steps():
            colour.set('of the task')

        def note(finished):
            log('note', f'{colour.get()}')
            told.set()

        colour.set('at registration')
        worker = aio.create_task(worker_steps())
        worker.add_done_callback(note)
        colour.set('at the end')
        await told.wait()

    scenario.run(main)
    scenario.expect([('note', 'at registration')])


def test_bound_method_of_a_queue(scenario):
    """A bound method such as put_nowait of a queue serves as a done callback and receives the task."""
    aio = scenario.aio

    async def main():
        finished = aio.Queue()
        gate = aio.Event()

        async def quick_steps():
            return 1

        async def slow_steps():
            await gate.wait()
            return 2

        slow = aio.create_task(slow_steps())
        quick = aio.create_task(quick_steps())
        slow.add_done_callback(finished.put_nowait)
        quick.add_done_callback(finished.put_nowait)
        scenario.check_is('finished.get()', await finished.get(), quick)
        gate.set()
        scenario.check_is('finished.get()', await finished.get(), slow)

    scenario.run(main)
    scenario.expect([])


def test_runs_in_the_given_context(scenario):
    """A done callback added with context= runs in that very context, where its changes are seen."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        told = aio.Event()
        gate = aio.Event()
        colour = tools.ContextVar('colour')
        given = tools.copy_context()

        async def worker_steps():
            colour.set('of the worker')
            await gate.wait()

        def note(finished):
            log('note', f'sees {colour.get()}')
            colour.set('by the callback')
            told.set()

        given.run(colour.set, 'given')
        colour.set('of main')
        worker = aio.create_task(worker_steps())
        worker.add_done_callback(note, context=given)
        gate.set()
        await told.wait()
        scenario.check('given[colour]', given[colour], 'by the callback')
        scenario.check('colour.get()', colour.get(), 'of main')

    scenario.run(main)
    scenario.expect([('note', 'sees given')])
