# Rendered by loopspec from spec/eager/start.yaml; do not edit, change the source and run `loopspec render`.
"""eager: start."""


def test_factory_of_another_constructor(scenario):
    """A factory of create_eager_task_factory(f) calls f with the coroutine, loop= and eager_start=True."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'runs')

        def constructor(given_coroutine, **options):
            scenario.check_is('given_coroutine is coroutine', given_coroutine is coroutine, True)
            scenario.check("(options['loop'] is get_running_loop(), options['eager_start'])", (options['loop'] is aio.get_running_loop(), options['eager_start']), (True, True))
            log('constructor', 'called')
            return aio.Task(given_coroutine, **options)

        coroutine = worker()
        aio.get_running_loop().set_task_factory(aio.create_eager_task_factory(constructor))
        task = aio.create_task(coroutine)
        aio.get_running_loop().set_task_factory(None)
        scenario.check_is('task.done()', task.done(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('constructor', 'called'),
            ('worker', 'runs'),
        ]
    )


def test_keyword_of_the_constructor(scenario):
    """Task(coroutine, loop=loop, eager_start=True) on the running loop runs the first part at once."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'runs')
            return 6

        task = aio.Task(worker(), loop=aio.get_running_loop(), eager_start=True)
        log('main', 'has created')
        scenario.check('task.result()', task.result(), 6)

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'runs'),
            ('main', 'has created'),
        ]
    )


def test_loop_that_is_not_running(scenario):
    """An eager task created while its loop is not running begins when the loop runs."""
    aio, log = scenario.aio, scenario.log

    async def worker():
        log('worker', 'begins')

    loop = scenario.open_loop()
    loop.set_task_factory(aio.eager_task_factory)
    task = loop.create_task(worker())
    log('program', 'has created')
    loop.run_until_complete(task)
    loop.set_task_factory(None)
    scenario.expect(
        [
            ('program', 'has created'),
            ('worker', 'begins'),
        ]
    )


def test_eager_start_of_one_task__make_create_task(scenario):
    """A task made by create_task with eager_start=True runs its first part at once without any factory."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'begins')
            await aio.sleep(0)
            log('worker', 'goes on')

        task = aio.create_task(worker(), eager_start=True)
        log('main', 'has created')
        await task
        await aio.create_task(worker())

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'begins'),
            ('main', 'has created'),
            ('worker', 'goes on'),
            ('worker', 'begins'),
            ('worker', 'goes on'),
        ]
    )


def test_eager_start_of_one_task__make_get_running_loop_create_task(scenario):
    """A task made by get_running_loop().create_task with eager_start=True runs its first part at once without any factory."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'begins')
            await aio.sleep(0)
            log('worker', 'goes on')

        task = aio.get_running_loop().create_task(worker(), eager_start=True)
        log('main', 'has created')
        await task
        await aio.create_task(worker())

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'begins'),
            ('main', 'has created'),
            ('worker', 'goes on'),
            ('worker', 'begins'),
            ('worker', 'goes on'),
        ]
    )


def test_eager_start_false_overrules_the_factory(scenario):
    """With eager_task_factory a task created with eager_start=False begins after create_task has returned."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'begins')

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        task = aio.create_task(worker(), eager_start=False)
        aio.get_running_loop().set_task_factory(None)
        log('main', 'has created')
        await task

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'has created'),
            ('worker', 'begins'),
        ]
    )


def test_name_is_known_in_the_first_part(scenario):
    """The name given to create_task is known in the first part of an eager task."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', f'is {aio.current_task().get_name()}')

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        aio.create_task(worker(), name='blue')
        aio.get_running_loop().set_task_factory(None)

    scenario.run(main)
    scenario.expect([('worker', 'is blue')])


def test_custom_constructor_makes_the_task(scenario):
    """With a factory of create_eager_task_factory(f) create_task returns what f returns."""
    aio, log = scenario.aio, scenario.log

    async def main():
        made = []

        async def worker():
            log('worker', 'runs')
            return 8

        def constructor(coroutine, **options):
            log('constructor', 'called')
            made.append(aio.Task(coroutine, **options))
            return made[0]

        aio.get_running_loop().set_task_factory(aio.create_eager_task_factory(constructor))
        task = aio.create_task(worker())
        aio.get_running_loop().set_task_factory(None)
        scenario.check_is('task', task, made[0])
        scenario.check('task.result()', task.result(), 8)

    scenario.run(main)
    scenario.expect(
        [
            ('constructor', 'called'),
            ('worker', 'runs'),
        ]
    )


def test_child_of_a_group(scenario):
    """A child that a TaskGroup makes with eager_start=True runs its first part before create_task() returns."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def child():
            log('child', 'begins')
            await gate.wait()
            log('child', 'ends')

        async with aio.TaskGroup() as group:
            group.create_task(child(), eager_start=True)
            log('main', 'has created')
            gate.set()
        log('main', 'block ends')

    scenario.run(main)
    scenario.expect(
        [
            ('child', 'begins'),
            ('main', 'has created'),
            ('child', 'ends'),
            ('main', 'block ends'),
        ]
    )


def test_name_for_another_constructor(scenario):
    """A factory of create_eager_task_factory(f) passes on to f the name and the context that it is called with."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        mood = tools.ContextVar('mood')
        context = tools.copy_context()

        async def worker():
            mood.set('sad')

        def constructor(coroutine, **options):
            return aio.Task(coroutine, **options)

        factory = aio.create_eager_task_factory(constructor)
        task = factory(aio.get_running_loop(), worker(), name='apple', context=context)
        await task
        scenario.check('task.get_name()', task.get_name(), 'apple')
        scenario.check('context.get(mood)', context.get(mood), 'sad')

    scenario.run(main)
    scenario.expect([])


def test_the_task_that_makes_it_is_among_all_tasks(scenario):
    """While an eager task takes its first step, all_tasks() holds the task that has made it, which is in its own first step."""
    aio = scenario.aio

    async def main():
        async def child(parent):
            scenario.check_is('parent in all_tasks() and current_task() in all_tasks()', parent in aio.all_tasks() and aio.current_task() in aio.all_tasks(), True)

        async def maker():
            made = aio.Task(child(aio.current_task()), loop=aio.get_running_loop(), eager_start=True)
            await made

        await aio.create_task(maker())

    scenario.run(main)
    scenario.expect([])
