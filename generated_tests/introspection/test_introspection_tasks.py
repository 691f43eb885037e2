# Rendered by loopspec from spec/introspection/tasks.yaml; do not edit, change the source and run `loopspec render`.
"""introspection: tasks."""


def test_current_task_is_the_one_that_runs(scenario):
    """In a task current_task() is that task, before and after its awaits, whatever else ran in between."""
    aio = scenario.aio

    async def main():
        async def left_steps():
            scenario.check_is('current_task()', aio.current_task(), left)
            await aio.sleep(0)
            scenario.check_is('current_task()', aio.current_task(), left)

        async def right_steps():
            scenario.check_is('current_task()', aio.current_task(), right)
            await aio.sleep(0)
            scenario.check_is('current_task(get_running_loop())', aio.current_task(aio.get_running_loop()), right)

        left = aio.create_task(left_steps())
        right = aio.create_task(right_steps())
        await aio.gather(left, right)

    scenario.run(main)
    scenario.expect([])


def test_current_task_without_a_loop(scenario):
    """Outside a running loop current_task() raises RuntimeError."""
    aio = scenario.aio

    with scenario.raises('program', RuntimeError):
        aio.current_task()
    scenario.expect([('program', 'raises RuntimeError')])


def test_current_task_in_a_callback(scenario):
    """In a callback of call_soon current_task() is None, though a task scheduled it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        called = aio.Event()

        async def worker_steps():
            aio.get_running_loop().call_soon(note)
            await called.wait()
            scenario.check_is('current_task()', aio.current_task(), worker)

        def note():
            log('note', f'current task is {aio.current_task()}')
            called.set()

        worker = aio.create_task(worker_steps())
        await worker

    scenario.run(main)
    scenario.expect([('note', 'current task is None')])


def test_current_task_of_an_idle_loop(scenario):
    """The current task of a loop that is not running is None."""
    aio = scenario.aio

    async def worker():
        await aio.sleep(0)
        return aio.current_task()

    loop = scenario.open_loop()
    task = loop.create_task(worker())
    scenario.check('current_task(loop)', aio.current_task(loop), None)
    scenario.check_is('loop.run_until_complete(task)', loop.run_until_complete(task), task)
    scenario.check('current_task(loop)', aio.current_task(loop), None)
    scenario.expect([])


def test_current_task_in_a_thread(scenario):
    """In a thread without a running loop current_task() raises RuntimeError while a task runs elsewhere."""
    aio = scenario.aio

    async def main():
        def thread_steps():
            with scenario.raises('thread', RuntimeError):
                aio.current_task()

        await scenario.beside_thread(thread_steps)
        scenario.check_is('current_task().done()', aio.current_task().done(), False)

    scenario.run(main)
    scenario.expect([('thread', 'raises RuntimeError')])


def test_current_task_after_a_failure(scenario):
    """A task that fails is no longer the current one when the next task runs."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def faulty_steps():
            aio.get_running_loop().call_soon(note)
            raise tools.Boom()

        async def next_one_steps():
            scenario.check_is('current_task()', aio.current_task(), next_one)

        def note():
            log('note', f'current task is {aio.current_task()}')

        faulty = aio.create_task(faulty_steps())
        next_one = aio.create_task(next_one_steps())
        await aio.gather(faulty, next_one, return_exceptions=True)
        scenario.check('class_name(faulty.exception())', tools.class_name(faulty.exception()), 'Boom')

    scenario.run(main)
    scenario.expect([('note', 'current task is None')])


def test_all_tasks_are_those_not_done(scenario):
    """The set all_tasks() holds the tasks that have not begun and those that wait, and none that is done."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.Event()
        others = aio.all_tasks()

        async def finished_steps():
            return 1

        async def failed_steps():
            raise tools.Boom()

        async def cancelled_one_steps():
            await gate.wait()

        async def waiting_steps():
            await gate.wait()

        async def unborn_steps():
            await gate.wait()

        finished = aio.create_task(finished_steps())
        failed = aio.create_task(failed_steps())
        cancelled_one = aio.create_task(cancelled_one_steps())
        waiting = aio.create_task(waiting_steps())
        cancelled_one.cancel()
        await scenario.settle()
        unborn = aio.create_task(unborn_steps())
        scenario.check_is('all_tasks() - others == {waiting, unborn}', aio.all_tasks() - others == {waiting, unborn}, True)
        failed.exception()
        gate.set()
        await aio.gather(waiting, unborn)
        scenario.check_is('all_tasks() == others', aio.all_tasks() == others, True)

    scenario.run(main)
    scenario.expect([])


def test_all_tasks_holds_one_that_is_being_cancelled(scenario):
    """A task whose cancellation is requested and not yet delivered is among all_tasks()."""
    aio = scenario.aio

    async def main():
        async def victim_steps():
            await aio.Event().wait()

        victim = aio.create_task(victim_steps())
        await scenario.settle()
        victim.cancel()
        scenario.check_is('victim in all_tasks()', victim in aio.all_tasks(), True)
        with scenario.raises('main', aio.CancelledError):
            await victim
        scenario.check_is('victim in all_tasks()', victim in aio.all_tasks(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_all_tasks_is_a_snapshot(scenario):
    """Changing the set that all_tasks() returned changes nothing else, and new tasks do not appear in it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            await aio.sleep(0)
            log('worker', 'ends')

        before = aio.all_tasks()
        scenario.check_type('all_tasks()', before, set)
        worker = aio.create_task(worker_steps())
        scenario.check_is('worker in before', worker in before, False)
        before.clear()
        scenario.check('(current_task() in all_tasks(), worker in all_tasks())', (aio.current_task() in aio.all_tasks(), worker in aio.all_tasks()), (True, True))
        await worker

    scenario.run(main)
    scenario.expect([('worker', 'ends')])


def test_all_tasks_without_a_loop(scenario):
    """Outside a running loop all_tasks() raises RuntimeError."""
    aio = scenario.aio

    with scenario.raises('program', RuntimeError):
        aio.all_tasks()
    scenario.expect([('program', 'raises RuntimeError')])


def test_all_tasks_of_a_given_loop(scenario):
    """Tasks are listed by their loop, all_tasks(loop) has none of another loop's."""
    aio = scenario.aio

    async def worker():
        await aio.sleep(0)

    one_loop = scenario.open_loop()
    other_loop = scenario.open_loop()
    one = one_loop.create_task(worker())
    other = other_loop.create_task(worker())
    scenario.check('(one in all_tasks(one_loop), other in all_tasks(one_loop))', (one in aio.all_tasks(one_loop), other in aio.all_tasks(one_loop)), (True, False))
    scenario.check('(one in all_tasks(other_loop), other in all_tasks(other_loop))', (one in aio.all_tasks(other_loop), other in aio.all_tasks(other_loop)), (False, True))
    one_loop.run_until_complete(one)
    scenario.check('(one in all_tasks(one_loop), other in all_tasks(other_loop))', (one in aio.all_tasks(one_loop), other in aio.all_tasks(other_loop)), (False, True))
    other_loop.run_until_complete(other)
    scenario.expect([])


def test_get_coro_gives_the_coroutine(scenario):
    """The method get_coro() gives the very coroutine that the task was made of."""
    aio = scenario.aio

    async def main():
        async def worker():
            await aio.sleep(0)

        coroutine = worker()
        made = aio.create_task(coroutine)
        scenario.check_is('made.get_coro()', made.get_coro(), coroutine)
        await aio.sleep(0)
        scenario.check_is('made.get_coro()', made.get_coro(), coroutine)
        await made

    scenario.run(main)
    scenario.expect([])


def test_coroutine_goes_through_its_states(scenario):
    """The coroutine of a task is created, running within a step, suspended in a wait, closed at the end."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()

        async def worker_steps():
            log('worker', f'{tools.coroutine_state(worker.get_coro())}')
            await gate.wait()

        worker = aio.create_task(worker_steps())
        coroutine = worker.get_coro()
        log('main', f'{tools.coroutine_state(coroutine)}')
        await scenario.settle()
        log('main', f'{tools.coroutine_state(coroutine)}')
        gate.set()
        await worker
        log('main', f'{tools.coroutine_state(coroutine)}')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'created'),
            ('worker', 'running'),
            ('main', 'suspended'),
            ('main', 'closed'),
        ]
    )


def test_get_loop_gives_the_loop(scenario):
    """The method get_loop() gives the running loop, even after the end of the task."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            return aio.get_running_loop()

        worker = aio.create_task(worker_steps())
        scenario.check_is('worker.get_loop()', worker.get_loop(), aio.get_running_loop())
        scenario.check_is('worker', await worker, worker.get_loop())

    scenario.run(main)
    scenario.expect([])


def test_stack_of_a_suspended_task(scenario):
    """The method get_stack() of a task that waits in an inner coroutine gives one frame."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.Event()

        async def worker_steps():
            await inner()

        async def inner():
            await gate.wait()

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        scenario.check('stack_size(worker)', tools.stack_size(worker), 1)
        gate.set()
        await worker

    scenario.run(main)
    scenario.expect([])


def test_stack_of_a_finished_task(scenario):
    """The method get_stack() of a task that has returned, or was cancelled, gives an empty list."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def finished_steps():
            return 1

        async def victim_steps():
            await aio.Event().wait()

        finished = aio.create_task(finished_steps())
        victim = aio.create_task(victim_steps())
        await scenario.settle()
        victim.cancel()
        with scenario.raises('main', aio.CancelledError):
            await victim
        scenario.check('(stack_size(finished), stack_size(victim))', (tools.stack_size(finished), tools.stack_size(victim)), (0, 0))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_stack_of_a_failed_task(scenario):
    """The method get_stack() of a task that failed in an inner coroutine gives the frames of the traceback."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def worker_steps():
            await inner()

        async def inner():
            raise tools.Boom()

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        scenario.check_is('stack_size(worker) >= 2', tools.stack_size(worker) >= 2, True)
        scenario.check_type('worker.exception()', worker.exception(), tools.Boom)

    scenario.run(main)
    scenario.expect([])


def test_stack_with_a_limit(scenario):
    """The argument limit of get_stack() is the largest number of frames that it gives."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def worker_steps():
            await inner()

        async def innermost():
            raise tools.Boom()

        async def inner():
            await innermost()

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        scenario.check_is('stack_size(worker) >= 3', tools.stack_size(worker) >= 3, True)
        scenario.check('[stack_size(worker, limit=limit) for limit in [1, 2]]', [tools.stack_size(worker, limit=limit) for limit in [1, 2]], [1, 2])
        scenario.check_type('worker.exception()', worker.exception(), tools.Boom)

    scenario.run(main)
    scenario.expect([])


def test_stack_is_printed_to_a_file(scenario):
    """The method print_stack() writes to the given file, for a suspended task and for a failed one."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.Event()

        async def waiter_steps():
            await gate.wait()

        async def loser_steps():
            raise tools.Boom()

        waiter = aio.create_task(waiter_steps())
        loser = aio.create_task(loser_steps())
        await scenario.settle()
        scenario.check_is("'waiter' in printed_stack(waiter)", 'waiter' in tools.printed_stack(waiter), True)
        scenario.check("('loser' in printed_stack(loser), 'Boom' in printed_stack(loser))", ('loser' in tools.printed_stack(loser), 'Boom' in tools.printed_stack(loser)), (True, True))
        scenario.check_type('loser.exception()', loser.exception(), tools.Boom)
        gate.set()
        await waiter

    scenario.run(main)
    scenario.expect([])


def test_printed_stack_with_a_limit(scenario):
    """The argument limit of print_stack() is the largest number of frames that it prints."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def inner():
            raise tools.Boom()

        async def outer():
            await inner()

        worker = aio.create_task(outer())
        await scenario.settle()
        scenario.check_is("printed_stack(worker).count('File ') >= 2", tools.printed_stack(worker).count('File ') >= 2, True)
        scenario.check("printed_stack(worker, limit=1).count('File ')", tools.printed_stack(worker, limit=1).count('File '), 1)
        scenario.check_type('worker.exception()', worker.exception(), tools.Boom)

    scenario.run(main)
    scenario.expect([])


def test_printed_stack_of_an_ended_task(scenario):
    """The method print_stack() of a task that has returned or was cancelled writes something to the given file, and no frame."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def finished_steps():
            return 1

        async def victim_steps():
            await aio.Event().wait()

        finished = aio.create_task(finished_steps())
        victim = aio.create_task(victim_steps())
        await scenario.settle()
        victim.cancel()
        with scenario.raises('main', aio.CancelledError):
            await victim
        scenario.check('[bool(printed_stack(task)) for task in (finished, victim)]', [bool(tools.printed_stack(task)) for task in (finished, victim)], [True, True])
        scenario.check("[printed_stack(task).count('File ') for task in (finished, victim)]", [tools.printed_stack(task).count('File ') for task in (finished, victim)], [0, 0])

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_stack_of_a_failed_task_with_a_limit(scenario):
    """The frames that get_stack() with a limit gives of a failed task are the outermost of its traceback; a limit of zero gives none."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def worker_steps():
            await inner()

        async def innermost():
            raise tools.Boom()

        async def inner():
            await innermost()

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        scenario.check_is("'worker' in printed_stack(worker, limit=1)", 'worker' in tools.printed_stack(worker, limit=1), True)
        scenario.check_is("'innermost' in printed_stack(worker, limit=1)", 'innermost' in tools.printed_stack(worker, limit=1), False)
        scenario.check('stack_size(worker, limit=0)', tools.stack_size(worker, limit=0), 0)
        scenario.check_type('worker.exception()', worker.exception(), tools.Boom)

    scenario.run(main)
    scenario.expect([])


def test_printed_stack_names_its_task(scenario):
    """The text that print_stack() writes to the given file has the name of the task in it, for a suspended task, a failed one and a finished one."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.Event()

        async def waits():
            await gate.wait()

        async def fails():
            raise tools.Boom()

        async def returns():
            return 1

        tasks = [aio.create_task(waits(), name='patient'), aio.create_task(fails(), name='loser'), aio.create_task(returns(), name='winner')]
        await scenario.settle()
        scenario.check('[task.get_name() in printed_stack(task) for task in tasks]', [task.get_name() in tools.printed_stack(task) for task in tasks], [True, True, True])
        scenario.check_type('tasks[1].exception()', tasks[1].exception(), tools.Boom)
        gate.set()
        await tasks[0]

    scenario.run(main)
    scenario.expect([])


def test_printed_stack_of_a_failed_task_in_order(scenario):
    """The method print_stack() writes the frames of a failed task as the module traceback does, the outermost first."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def innermost():
            raise tools.Boom()

        async def inner():
            await innermost()

        async def outer():
            await inner()

        task = aio.create_task(outer())
        await scenario.settle()
        text = tools.printed_stack(task)
        scenario.check_is("0 < text.find(', in outer') < text.find(', in inner') < text.find(', in innermost')", 0 < text.find(', in outer') < text.find(', in inner') < text.find(', in innermost'), True)
        scenario.check_type('task.exception()', task.exception(), tools.Boom)

    scenario.run(main)
    scenario.expect([])


def test_stack_of_a_suspended_task_with_a_limit(scenario):
    """The method get_stack() of a suspended task gives its frame with a limit of one, and none with a limit of zero."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.Event()

        async def waiter_steps():
            await gate.wait()

        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        scenario.check('[stack_size(waiter, limit=limit) for limit in [0, 1, 2]]', [tools.stack_size(waiter, limit=limit) for limit in [0, 1, 2]], [0, 1, 1])
        gate.set()
        await waiter

    scenario.run(main)
    scenario.expect([])


def test_second_loop_changes_nothing(scenario):
    """A loop of the class EventLoop that a task makes changes neither the running loop nor the current and all tasks."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()
        before = aio.all_tasks()
        gate = aio.Event()
        called = aio.Event()

        async def waiting_steps():
            await gate.wait()

        async def fresh_steps():
            scenario.check_is('current_task()', aio.current_task(), fresh)
            await gate.wait()

        async def late_steps():
            await gate.wait()

        def note():
            log('note', f'task {aio.current_task()}')
            called.set()

        waiting = aio.create_task(waiting_steps())
        await scenario.settle(waiting)
        fresh = aio.create_task(fresh_steps())
        other = aio.EventLoop()
        scenario.check_is('get_running_loop()', aio.get_running_loop(), loop)
        scenario.check_is('current_task() in before', aio.current_task() in before, True)
        scenario.check('[task in all_tasks() for task in (waiting, fresh, current_task())]', [task in aio.all_tasks() for task in (waiting, fresh, aio.current_task())], [True, True, True])
        scenario.check('all_tasks(other)', aio.all_tasks(other), set())
        other.close()
        late = aio.create_task(late_steps())
        scenario.check_is('late in all_tasks()', late in aio.all_tasks(), True)
        loop.call_soon(note)
        await called.wait()
        await scenario.settle()
        scenario.check_is('current_task() in before', aio.current_task() in before, True)
        scenario.check('[task in all_tasks() for task in (waiting, fresh, late)]', [task in aio.all_tasks() for task in (waiting, fresh, late)], [True, True, True])
        gate.set()
        await aio.gather(waiting, fresh, late)
        scenario.check('all_tasks()', aio.all_tasks(), before)

    scenario.run(main)
    scenario.expect([('note', 'task None')])


def test_second_loop_in_an_eager_first_step(scenario):
    """A loop of the class EventLoop that is made in the first step of an eager task changes no current task."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        mine = aio.current_task()
        gate = aio.Event()

        async def maker():
            eager = aio.current_task()
            scenario.check_is('eager is mine', eager is mine, False)
            other = aio.EventLoop()
            other.close()
            scenario.check_is('current_task()', aio.current_task(), eager)
            scenario.check('(eager in all_tasks(), mine in all_tasks())', (eager in aio.all_tasks(), mine in aio.all_tasks()), (True, True))
            await gate.wait()
            scenario.check_is('current_task()', aio.current_task(), eager)
            return eager

        loop.set_task_factory(aio.eager_task_factory)
        task = aio.create_task(maker())
        loop.set_task_factory(None)
        scenario.check_is('current_task()', aio.current_task(), mine)
        scenario.check('(task in all_tasks(), mine in all_tasks())', (task in aio.all_tasks(), mine in aio.all_tasks()), (True, True))
        await aio.sleep(0)
        scenario.check_is('current_task()', aio.current_task(), mine)
        gate.set()
        given = await task
        scenario.check_is('given', given, task)

    scenario.run(main)
    scenario.expect([])


def test_all_tasks_of_a_closed_loop(scenario):
    """Tasks that are not done when their loop is closed are among all_tasks(loop) afterwards."""
    aio = scenario.aio

    async def worker():
        await aio.Event().wait()

    def handler(owner, context):
        pass

    loop = scenario.open_loop()
    loop.set_exception_handler(handler)
    suspended = loop.create_task(worker())
    loop.call_soon(loop.call_soon, loop.stop)
    loop.run_forever()
    fresh = loop.create_task(worker())
    loop.close()
    scenario.check('[task in all_tasks(loop) for task in (suspended, fresh)]', [task in aio.all_tasks(loop) for task in (suspended, fresh)], [True, True])
    fresh.get_coro().close()
    scenario.expect([])


def test_all_tasks_holds_one_that_awaits_a_look_alike(scenario):
    """A task that waits for an object with _asyncio_future_blocking is among all_tasks()."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()

        async def receiver_steps():
            await tools.future_like(parcel)

        receiver = aio.create_task(receiver_steps())
        await scenario.settle(receiver)
        scenario.check_is('receiver in all_tasks()', receiver in aio.all_tasks(), True)
        parcel.set_result(None)
        await receiver
        scenario.check_is('receiver in all_tasks()', receiver in aio.all_tasks(), False)

    scenario.run(main)
    scenario.expect([])


def test_stack_of_the_running_task_with_a_limit(scenario):
    """The method get_stack() of the running task gives no more frames than its limit, and that many where there are enough."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def worker():
            scenario.check('[stack_size(current_task(), limit=limit) for limit in [0, 1]]', [tools.stack_size(aio.current_task(), limit=limit) for limit in [0, 1]], [0, 1])
            scenario.check_is('stack_size(current_task(), limit=2) == min(2, stack_size(current_task()))', tools.stack_size(aio.current_task(), limit=2) == min(2, tools.stack_size(aio.current_task())), True)
            scenario.check_is("'worker' in printed_stack(current_task(), limit=1)", 'worker' in tools.printed_stack(aio.current_task(), limit=1), True)

        await aio.create_task(worker())

    scenario.run(main)
    scenario.expect([])


def test_printed_stack_of_the_running_task_in_order(scenario):
    """The method print_stack() of the running task writes the frame of its coroutine last, for it is the newest one."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def inside():
            text = tools.printed_stack(aio.current_task())
            return text[text.find(', in inside'):].count('File ')

        scenario.check('create_task(inside())', await aio.create_task(inside()), 0)

    scenario.run(main)
    scenario.expect([])


def test_printed_stack_ends_with_the_exception(scenario):
    """The text that print_stack() writes for a failed task ends with the class and the message of its exception, that for a suspended task does not."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.Event()
        message = 'mis' + 'hap'

        async def waits():
            await gate.wait()

        async def fails():
            raise tools.Boom(message)

        failed = aio.create_task(fails())
        suspended = aio.create_task(waits())
        await scenario.settle()
        scenario.check_is("printed_stack(failed).strip().endswith('Boom: ' + message)", tools.printed_stack(failed).strip().endswith('Boom: ' + message), True)
        scenario.check_is("'None' in printed_stack(suspended).split('gate.wait')[-1]", 'None' in tools.printed_stack(suspended).split('gate.wait')[-1], False)
        scenario.check_type('failed.exception()', failed.exception(), tools.Boom)
        gate.set()
        await suspended

    scenario.run(main)
    scenario.expect([])


def test_printed_stack_says_what_it_is(scenario):
    """The text that print_stack() writes says Traceback for a failed task, and does not for a suspended or a finished one."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.Event()

        async def waits():
            await gate.wait()

        async def fails():
            raise tools.Boom()

        async def returns():
            return 1

        tasks = [aio.create_task(fails()), aio.create_task(waits()), aio.create_task(returns())]
        await scenario.settle()
        scenario.check("['Traceback' in printed_stack(task) for task in tasks]", ['Traceback' in tools.printed_stack(task) for task in tasks], [True, False, False])
        scenario.check("['most recent call last' in printed_stack(task) for task in tasks]", ['most recent call last' in tools.printed_stack(task) for task in tasks], [True, True, False])
        scenario.check_type('tasks[0].exception()', tasks[0].exception(), tools.Boom)
        gate.set()
        await tasks[1]

    scenario.run(main)
    scenario.expect([])


def test_stack_of_a_task_that_ended_at_once(scenario):
    """The method get_stack() of a task that has returned within an eager start gives an empty list, that of one that has failed the traceback."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def returns():
            return 1

        async def fails():
            raise tools.Boom()

        finished = aio.Task(returns(), loop=aio.get_running_loop(), eager_start=True)
        failed = aio.Task(fails(), loop=aio.get_running_loop(), eager_start=True)
        scenario.check('(stack_size(finished), stack_size(failed) > 0)', (tools.stack_size(finished), tools.stack_size(failed) > 0), (0, True))
        scenario.check("(printed_stack(finished).count('File '), 'fails' in printed_stack(failed))", (tools.printed_stack(finished).count('File '), 'fails' in tools.printed_stack(failed)), (0, True))
        scenario.check_type('failed.exception()', failed.exception(), tools.Boom)

    scenario.run(main)
    scenario.expect([])


def test_second_loop_in_another_thread(scenario):
    """A loop of the class EventLoop that another thread makes leaves the running loop and its tasks as they are."""
    aio = scenario.aio

    async def main():
        loop = aio.get_running_loop()
        mine = aio.current_task()

        def make():
            other = aio.EventLoop()
            other.close()

        def thread_steps():
            make()

        await scenario.beside_thread(thread_steps)
        scenario.check('(get_running_loop() is loop, current_task() is mine)', (aio.get_running_loop() is loop, aio.current_task() is mine), (True, True))
        await aio.sleep(0)
        scenario.check('(get_running_loop() is loop, current_task() is mine)', (aio.get_running_loop() is loop, aio.current_task() is mine), (True, True))

    scenario.run(main)
    scenario.expect([])


def test_all_tasks_in_debug_mode(scenario):
    """In debug mode all_tasks() holds a task that has not taken its first step, and those that are between two steps."""
    aio = scenario.aio

    async def main():
        async def former_steps():
            await aio.sleep(0)
            await aio.sleep(0)

        async def early_steps():
            await aio.sleep(0)
            await aio.sleep(0)

        former = aio.create_task(former_steps())
        aio.get_running_loop().set_debug(True)
        early = aio.create_task(early_steps())
        scenario.check_is('early in all_tasks() and current_task() in all_tasks()', early in aio.all_tasks() and aio.current_task() in aio.all_tasks(), True)
        await aio.sleep(0)
        scenario.check_is('former in all_tasks() and early in all_tasks() and current_task() in all_tasks()', former in aio.all_tasks() and early in aio.all_tasks() and (aio.current_task() in aio.all_tasks()), True)
        await aio.gather(former, early)
        scenario.check_is('former in all_tasks() or early in all_tasks()', former in aio.all_tasks() or early in aio.all_tasks(), False)
        aio.get_running_loop().set_debug(False)

    scenario.run(main)
    scenario.expect([])
