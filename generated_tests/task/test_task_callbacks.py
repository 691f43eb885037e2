# Rendered by loopspec from spec/task/callbacks.yaml; do not edit, change the source and run `loopspec render`.
"""Task: callbacks."""


def test_gets_the_task(scenario):
    """A done callback is called with the task as its only argument, after the task is done."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            log('worker', 'ends')

        def note(*arguments):
            log('note', f'called, done {arguments[0].done()}')
            scenario.check_is('arguments == (worker,)', arguments == (worker,), True)

        worker = aio.create_task(worker_steps())
        scenario.check('worker.add_done_callback(note)', worker.add_done_callback(note), None)
        await worker

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
        async def worker_steps():
            await scenario.ticks(1)

        def note(label, finished):
            log('note', f'{label}')

        worker = aio.create_task(worker_steps())
        worker.add_done_callback(tools.partial(note, 'first'))
        await scenario.ticks(1)
        worker.add_done_callback(tools.partial(note, 'second'))
        worker.add_done_callback(tools.partial(note, 'third'))
        await scenario.ticks(2)

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
        async def worker_steps():
            log('worker', 'ends')

        async def onlooker_steps():
            log('onlooker', f'same iteration, done {worker.done()}')
            await scenario.ticks(1)
            log('onlooker', 'next iteration')

        def note(finished):
            log('note', 'called')

        worker = aio.create_task(worker_steps())
        onlooker = aio.create_task(onlooker_steps())
        worker.add_done_callback(note)
        await onlooker

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'ends'),
            ('onlooker', 'same iteration, done True'),
            ('note', 'called'),
            ('onlooker', 'next iteration'),
        ]
    )


def test_added_to_a_done_task(scenario):
    """A callback added to a done task is called in the next iteration, not by add_done_callback."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            return 1

        def note(finished):
            log('note', 'called')

        worker = aio.create_task(worker_steps())
        await worker
        worker.add_done_callback(note)
        log('main', 'has added')
        await scenario.ticks(1)
        log('main', 'one iteration later')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'has added'),
            ('note', 'called'),
            ('main', 'one iteration later'),
        ]
    )


def test_removed(scenario):
    """The method remove_done_callback() takes out all registrations of a callback and returns how many."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            await scenario.ticks(1)

        def unwanted(finished):
            log('unwanted', 'called')

        def wanted(finished):
            log('wanted', 'called')

        worker = aio.create_task(worker_steps())
        worker.add_done_callback(unwanted)
        worker.add_done_callback(wanted)
        worker.add_done_callback(unwanted)
        scenario.check('worker.remove_done_callback(unwanted)', worker.remove_done_callback(unwanted), 2)
        scenario.check('worker.remove_done_callback(unwanted)', worker.remove_done_callback(unwanted), 0)
        await scenario.ticks(4)

    scenario.run(main)
    scenario.expect([('wanted', 'called')])


def test_stands_in_line_with_awaiters(scenario):
    """An awaiter of a task resumes after the done callbacks added earlier and before those added later."""
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
        await scenario.ticks(1)
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
        async def worker_steps():
            raise tools.Boom()

        def note(finished):
            log('note', f'finds {tools.class_name(finished.exception())}')

        worker = aio.create_task(worker_steps())
        worker.add_done_callback(note)
        await scenario.ticks(2)

    scenario.run(main)
    scenario.expect([('note', 'finds Boom')])


def test_called_after_cancellation(scenario):
    """Done callbacks are called for a task cancelled before its first step, and find it cancelled."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            log('worker', 'begins')

        def note(finished):
            log('note', f'finds cancelled {finished.cancelled()}')

        worker = aio.create_task(worker_steps())
        worker.add_done_callback(note)
        worker.cancel()
        log('main', 'has cancelled')
        await scenario.ticks(2)

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
        colour = tools.ContextVar('colour', default='none')

        async def worker_steps():
            colour.set('of the task')

        def note(finished):
            log('note', f'{colour.get()}')

        colour.set('at registration')
        worker = aio.create_task(worker_steps())
        worker.add_done_callback(note)
        colour.set('at the end')
        await scenario.ticks(2)

    scenario.run(main)
    scenario.expect([('note', 'at registration')])


def test_bound_method_of_a_queue(scenario):
    """A bound method such as put_nowait of a queue serves as a done callback and receives the task."""
    aio = scenario.aio

    async def main():
        finished = aio.Queue()

        async def quick_steps():
            return 1

        async def slow_steps():
            await scenario.ticks(2)
            return 2

        slow = aio.create_task(slow_steps())
        quick = aio.create_task(quick_steps())
        slow.add_done_callback(finished.put_nowait)
        quick.add_done_callback(finished.put_nowait)
        scenario.check_is('finished.get()', await finished.get(), quick)
        scenario.check_is('finished.get()', await finished.get(), slow)

    scenario.run(main)
    scenario.expect([])
