# Rendered by loopspec from spec/eager/factory.yaml; do not edit, change the source and run `loopspec render`.
"""eager: factory."""


def test_first_part_runs_within_create_task(scenario):
    """With eager_task_factory the body of a task runs to its first wait before create_task returns."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'begins')
            await aio.sleep(0)
            log('worker', 'goes on')

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        log('main', 'creates')
        task = aio.create_task(worker())
        scenario.check_type('create_task(worker())', task, aio.Task)
        log('main', 'has created')
        scenario.check_is('task.done()', task.done(), False)
        await task
        aio.get_running_loop().set_task_factory(None)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'creates'),
            ('worker', 'begins'),
            ('main', 'has created'),
            ('worker', 'goes on'),
        ]
    )


def test_body_without_a_wait_is_done_at_once(scenario):
    """An eager task whose body never waits is done with its result when create_task returns."""
    aio = scenario.aio

    async def main():
        treasure = ['gold']

        async def worker():
            return treasure

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        task = aio.create_task(worker())
        aio.get_running_loop().set_task_factory(None)
        scenario.check('(task.done(), task.cancelled())', (task.done(), task.cancelled()), (True, False))
        scenario.check_is('task.result()', task.result(), treasure)
        scenario.check_is('task in all_tasks()', task in aio.all_tasks(), False)

    scenario.run(main)
    scenario.expect([])


def test_failure_stays_in_the_task(scenario):
    """An exception in the first part of an eager task does not leave create_task, the task holds it."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        mishap = tools.Boom()

        async def worker():
            raise mishap

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        task = aio.create_task(worker())
        aio.get_running_loop().set_task_factory(None)
        scenario.check_is('task.done()', task.done(), True)
        with scenario.raises('main', tools.Boom) as caught:
            await task
        error = caught.exception
        scenario.check_is('error', error, mishap)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_cancelled_error_by_hand(scenario):
    """An eager task whose first part raises CancelledError is cancelled when create_task returns."""
    aio = scenario.aio

    async def main():
        async def worker():
            raise aio.CancelledError('by hand')

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        task = aio.create_task(worker())
        aio.get_running_loop().set_task_factory(None)
        scenario.check_is('task.cancelled()', task.cancelled(), True)
        with scenario.raises('main', aio.CancelledError) as caught:
            await task
        error = caught.exception
        scenario.check('error.args', error.args, ('by hand',))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_current_task_during_the_first_part(scenario):
    """In the first part of an eager task current_task() is that task, afterwards its creator's again."""
    aio = scenario.aio

    async def main():
        seen = []
        creator = aio.current_task()

        async def worker():
            seen.append(aio.current_task())
            await aio.sleep(0)
            seen.append(aio.current_task())

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        task = aio.create_task(worker())
        scenario.check_is('current_task()', aio.current_task(), creator)
        await task
        aio.get_running_loop().set_task_factory(None)
        scenario.check('[each_task is task for each_task in seen]', [each_task is task for each_task in seen], [True, True])

    scenario.run(main)
    scenario.expect([])


def test_current_task_after_an_eager_failure(scenario):
    """After the first part of an eager task has failed, current_task() is the creator's task again."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        creator = aio.current_task()

        async def worker():
            raise tools.Boom()

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        task = aio.create_task(worker())
        aio.get_running_loop().set_task_factory(None)
        scenario.check_is('current_task()', aio.current_task(), creator)
        await aio.sleep(0)
        scenario.check_is('current_task()', aio.current_task(), creator)
        scenario.check_type('task.exception()', task.exception(), tools.Boom)

    scenario.run(main)
    scenario.expect([])


def test_eager_in_eager(scenario):
    """Eager tasks created within an eager task's first part nest, each current while it runs."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def inner():
            log('inner', 'begins')
            return aio.current_task()

        async def outer():
            log('outer', 'begins')
            own = aio.current_task()
            child = aio.create_task(inner())
            log('outer', 'goes on')
            scenario.check_is('current_task()', aio.current_task(), own)
            scenario.check_is('child', await child, child)
            return own

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        task = aio.create_task(outer())
        aio.get_running_loop().set_task_factory(None)
        log('main', 'has created')
        scenario.check_is('task.result()', task.result(), task)

    scenario.run(main)
    scenario.expect(
        [
            ('outer', 'begins'),
            ('inner', 'begins'),
            ('outer', 'goes on'),
            ('main', 'has created'),
        ]
    )


def test_listed_while_it_runs_and_waits(scenario):
    """An eager task is among all_tasks() during its first part and while it waits."""
    aio = scenario.aio

    async def main():
        async def worker():
            scenario.check_is('current_task() in all_tasks()', aio.current_task() in aio.all_tasks(), True)
            await aio.sleep(0)

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        task = aio.create_task(worker())
        aio.get_running_loop().set_task_factory(None)
        scenario.check_is('task in all_tasks()', task in aio.all_tasks(), True)
        await task
        scenario.check_is('task in all_tasks()', task in aio.all_tasks(), False)

    scenario.run(main)
    scenario.expect([])


def test_context_is_a_copy(scenario):
    """A variable that an eager task sets during its first part is not seen by its creator."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')

        async def worker():
            log('worker', f'sees {colour.get()}')
            colour.set('changed')
            await aio.sleep(0)
            log('worker', f'sees {colour.get()}')

        colour.set('original')
        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        task = aio.create_task(worker())
        aio.get_running_loop().set_task_factory(None)
        log('main', f'sees {colour.get()}')
        await task

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'sees original'),
            ('main', 'sees original'),
            ('worker', 'sees changed'),
        ]
    )


def test_context_given_is_used(scenario):
    """The first part of an eager task created with context= runs in that context."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')
        given = tools.copy_context()

        async def worker():
            log('worker', f'sees {colour.get()}')
            colour.set('by the task')

        given.run(colour.set, 'given')
        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        aio.create_task(worker(), context=given)
        aio.get_running_loop().set_task_factory(None)
        scenario.check('given[colour]', given[colour], 'by the task')

    scenario.run(main)
    scenario.expect([('worker', 'sees given')])


def test_await_of_a_finished_one_costs_nothing(scenario):
    """Awaiting an eager task that is done at once goes on without giving any other task a turn."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def other_steps():
            log('other', 'has its turn')

        async def worker():
            log('worker', 'runs')
            return 4

        other = aio.create_task(other_steps())
        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        scenario.check('create_task(worker())', await aio.create_task(worker()), 4)
        aio.get_running_loop().set_task_factory(None)
        log('main', 'goes on')
        await other

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'runs'),
            ('main', 'goes on'),
            ('other', 'has its turn'),
        ]
    )


def test_rest_runs_in_the_next_iteration(scenario):
    """An eager task that gives up control once goes on in the next iteration, in line with the others."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'first part')
            await scenario.ticks(1)
            log('worker', 'second part')

        def mark(label):
            log('mark', f'{label}')

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        aio.get_running_loop().call_soon(mark, 'before')
        task = aio.create_task(worker())
        aio.get_running_loop().call_soon(mark, 'after')
        aio.get_running_loop().set_task_factory(None)
        await task

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'first part'),
            ('mark', 'before'),
            ('worker', 'second part'),
            ('mark', 'after'),
        ]
    )


def test_callback_of_a_finished_one(scenario):
    """A callback added to an eager task that is done at once is called in line with those of call_soon."""
    aio, log = scenario.aio, scenario.log

    async def main():
        all_called = aio.Event()

        async def worker():
            return 4

        def mark(label):
            log('mark', f'{label}')

        def note(finished):
            log('note', f'finds {finished.result()}')

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        task = aio.create_task(worker())
        aio.get_running_loop().set_task_factory(None)
        aio.get_running_loop().call_soon(mark, 'before')
        task.add_done_callback(note)
        aio.get_running_loop().call_soon(mark, 'after')
        aio.get_running_loop().call_soon(all_called.set)
        log('main', 'has added')
        await all_called.wait()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'has added'),
            ('mark', 'before'),
            ('note', 'finds 4'),
            ('mark', 'after'),
        ]
    )


def test_cancelled_while_it_waits(scenario):
    """An eager task that waits is cancelled like any task, with the message in the error."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def worker():
            try:
                await gate.wait()
            finally:
                log('worker', 'cleans up')

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        task = aio.create_task(worker())
        aio.get_running_loop().set_task_factory(None)
        scenario.check("task.cancel('enough')", task.cancel('enough'), True)
        with scenario.raises('main', aio.CancelledError) as caught:
            await task
        error = caught.exception
        scenario.check('(error.args, task.cancelled())', (error.args, task.cancelled()), (('enough',), True))

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'cleans up'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_own_cancellation_in_the_first_part(scenario):
    """An eager task that cancels itself in its first part and returns without a wait is cancelled."""
    aio = scenario.aio

    async def main():
        async def worker():
            scenario.check('current_task().cancel()', aio.current_task().cancel(), True)
            return 'lost'

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        task = aio.create_task(worker())
        aio.get_running_loop().set_task_factory(None)
        scenario.check_is('task.cancelled()', task.cancelled(), True)

    scenario.run(main)
    scenario.expect([])


def test_exit_leaves_create_task(scenario):
    """A SystemExit in the first part of an eager task is raised by create_task."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            raise SystemExit()

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        with scenario.raises('main', SystemExit):
            aio.create_task(worker())
        aio.get_running_loop().set_task_factory(None)
        await aio.sleep(0)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises SystemExit'),
            ('main', 'goes on'),
        ]
    )


def test_task_group_of_finished_ones(scenario):
    """With eager_task_factory a TaskGroup whose children never wait ends with all of them done."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker(number):
            log('worker', f'runs {number}')
            return number

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        async with aio.TaskGroup() as group:
            first = group.create_task(worker(1))
            second = group.create_task(worker(2))
            log('main', 'in the body')
        aio.get_running_loop().set_task_factory(None)
        scenario.check('(first.result(), second.result())', (first.result(), second.result()), (1, 2))

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'runs 1'),
            ('worker', 'runs 2'),
            ('main', 'in the body'),
        ]
    )


def test_get_coro_of_a_finished_one(scenario):
    """The method get_coro() of a task that finished eagerly gives None."""
    aio = scenario.aio

    async def main():
        async def worker():
            return 1

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        task = aio.create_task(worker())
        aio.get_running_loop().set_task_factory(None)
        scenario.check_is('task.get_coro()', task.get_coro(), None)

    scenario.run(main)
    scenario.expect([])


def test_task_group_with_a_failing_child(scenario):
    """An eager child of a TaskGroup that fails in its first part makes the block raise an ExceptionGroup."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        mishap = tools.Boom()

        async def faulty():
            log('faulty', 'fails')
            raise mishap

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        try:
            async with aio.TaskGroup() as group:
                group.create_task(faulty())
                log('main', 'has created')
        except ExceptionGroup as error:
            scenario.check('[inner is mishap for inner in error.exceptions]', [inner is mishap for inner in error.exceptions], [True])
            log('main', 'caught')
        aio.get_running_loop().set_task_factory(None)
        scenario.check('current_task().cancelling()', aio.current_task().cancelling(), 0)

    scenario.run(main)
    scenario.expect(
        [
            ('faulty', 'fails'),
            ('main', 'has created'),
            ('main', 'caught'),
        ]
    )


def test_current_task_in_a_callback(scenario):
    """In the first part of an eager task that a callback creates current_task() is that task, and afterwards it is None again."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()
        kept = []
        gate = aio.Event()

        async def eager():
            log('eager', f'{aio.current_task() is not None}')
            await gate.wait()

        def create():
            log('create', f'before {aio.current_task()}')
            kept.append(loop.create_task(eager()))
            log('create', f'after {aio.current_task()}')
            gate.set()

        loop.set_task_factory(aio.eager_task_factory)
        loop.call_soon(create)
        await gate.wait()
        await kept[0]
        loop.set_task_factory(None)

    scenario.run(main)
    scenario.expect(
        [
            ('create', 'before None'),
            ('eager', 'True'),
            ('create', 'after None'),
        ]
    )
