# Rendered by loopspec from spec/task/names.yaml; do not edit, change the source and run `loopspec render`.
"""Task: names."""


def test_given_at_creation(scenario):
    """A task has the name given to create_task."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', f'is {aio.current_task().get_name()}')

        by_function = aio.create_task(worker(), name='blue')
        by_loop = aio.get_running_loop().create_task(worker(), name='green')
        scenario.check('(by_function.get_name(), by_loop.get_name())', (by_function.get_name(), by_loop.get_name()), ('blue', 'green'))
        await aio.gather(by_function, by_loop)

    scenario.run(main)
    scenario.expect([scenario.any_order(('worker', 'is blue'), ('worker', 'is green'))])


def test_default_names_differ(scenario):
    """Tasks created without a name get names that are texts and all different."""
    aio = scenario.aio

    async def main():
        async def worker():
            await aio.sleep(0)

        workers = [aio.create_task(worker()) for number in range(20)]
        scenario.check_is('all([isinstance(task.get_name(), str) for task in workers])', all([isinstance(task.get_name(), str) for task in workers]), True)
        scenario.check('len(set([task.get_name() for task in workers]))', len(set([task.get_name() for task in workers])), 20)
        await aio.gather(*workers)

    scenario.run(main)
    scenario.expect([])


def test_default_names_count_up(scenario):
    """The default name of a task is Task-N, and N grows by one from task to task."""
    aio = scenario.aio

    async def main():
        async def worker():
            await aio.sleep(0)

        workers = [aio.create_task(worker()) for number in range(3)]
        parts = [task.get_name().split('-') for task in workers]
        scenario.check('[part[0] for part in parts]', [part[0] for part in parts], ['Task', 'Task', 'Task'])
        scenario.check('[int(part[1]) - int(parts[0][1]) for part in parts]', [int(part[1]) - int(parts[0][1]) for part in parts], [0, 1, 2])
        await aio.gather(*workers)

    scenario.run(main)
    scenario.expect([])


def test_default_name_stays(scenario):
    """The default name of a task is the same before its first step, within it and after its end."""
    aio = scenario.aio

    async def main():
        async def worker():
            return aio.current_task().get_name()

        made = aio.create_task(worker())
        early = made.get_name()
        inside = await made
        scenario.check('(inside == early, made.get_name() == early)', (inside == early, made.get_name() == early), (True, True))

    scenario.run(main)
    scenario.expect([])


def test_changed_by_set_name(scenario):
    """The method set_name() changes the name at any time, even after the end of the task."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            await aio.sleep(0)

        worker = aio.create_task(worker_steps())
        scenario.check("worker.set_name('busy')", worker.set_name('busy'), None)
        scenario.check('worker.get_name()', worker.get_name(), 'busy')
        await worker
        worker.set_name('retired')
        scenario.check('worker.get_name()', worker.get_name(), 'retired')

    scenario.run(main)
    scenario.expect([])


def test_set_name_converts_to_text(scenario):
    """The method set_name() converts any object to text."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            await aio.sleep(0)

        worker = aio.create_task(worker_steps())
        worker.set_name(42)
        scenario.check('worker.get_name()', worker.get_name(), '42')
        worker.set_name(('a', 1))
        scenario.check('worker.get_name()', worker.get_name(), str(('a', 1)))
        await worker

    scenario.run(main)
    scenario.expect([])


def test_number_given_at_creation_becomes_text(scenario):
    """A name given at creation that is not a string is converted to one."""
    aio = scenario.aio

    async def main():
        async def worker():
            await aio.sleep(0)

        by_function = aio.create_task(worker(), name=7)
        by_loop = aio.get_running_loop().create_task(worker(), name=('a', 1))
        scenario.check('(by_function.get_name(), by_loop.get_name())', (by_function.get_name(), by_loop.get_name()), ('7', str(('a', 1))))
        await aio.gather(by_function, by_loop)

    scenario.run(main)
    scenario.expect([])


def test_none_means_the_default(scenario):
    """A task created with name=None gets a default name."""
    aio = scenario.aio

    async def main():
        async def worker():
            await aio.sleep(0)

        made = aio.create_task(worker(), name=None)
        scenario.check_is("made.get_name().startswith('Task-')", made.get_name().startswith('Task-'), True)
        await made

    scenario.run(main)
    scenario.expect([])


def test_need_not_be_unique(scenario):
    """Two tasks with the same name live side by side."""
    aio = scenario.aio

    async def main():
        async def worker(number):
            await aio.sleep(0)
            return number

        first = aio.create_task(worker(1), name='twin')
        second = aio.create_task(worker(2), name='twin')
        scenario.check('(first is second, first == second, len({first, second}))', (first is second, first == second, len({first, second})), (False, False, 2))
        scenario.check('gather(first, second)', await aio.gather(first, second), [1, 2])

    scenario.run(main)
    scenario.expect([])


def test_shown_by_repr(scenario):
    """The name of a task is part of its repr, and a changed name too."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            await aio.sleep(0)

        worker = aio.create_task(worker_steps())
        worker.set_name('lighthouse')
        scenario.check_is("'lighthouse' in repr(worker)", 'lighthouse' in repr(worker), True)
        await worker
        scenario.check_is("'lighthouse' in repr(worker)", 'lighthouse' in repr(worker), True)

    scenario.run(main)
    scenario.expect([])


def test_repr_tells_the_state(scenario):
    """The repr of a task shows whether it is pending, finished or cancelled."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def quick_steps():
            return 1

        async def slow_steps():
            await gate.wait()

        async def victim_steps():
            await gate.wait()

        quick = aio.create_task(quick_steps())
        slow = aio.create_task(slow_steps())
        victim = aio.create_task(victim_steps())
        scenario.check_is("'pending' in repr(quick)", 'pending' in repr(quick), True)
        victim.cancel()
        await scenario.settle()
        scenario.check("['finished' in repr(quick), 'pending' in repr(slow), 'cancelled' in repr(victim)]", ['finished' in repr(quick), 'pending' in repr(slow), 'cancelled' in repr(victim)], [True, True, True])
        gate.set()
        await slow

    scenario.run(main)
    scenario.expect([])


def test_given_to_the_constructor(scenario):
    """A task made by Task(coroutine, name=name) in a running loop has that name and runs the coroutine."""
    aio = scenario.aio

    async def main():
        async def worker():
            return aio.current_task().get_name()

        made = aio.Task(worker(), name='blue')
        scenario.check('made.get_name()', made.get_name(), 'blue')
        scenario.check('made', await made, 'blue')

    scenario.run(main)
    scenario.expect([])
