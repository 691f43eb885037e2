# Rendered by loopspec from spec/task/factory.yaml; do not edit, change the source and run `loopspec render`.
"""Task: factory."""


def test_none_at_first(scenario):
    """A new loop has no task factory, get_task_factory() is None."""
    aio = scenario.aio

    async def main():
        scenario.check('get_running_loop().get_task_factory()', aio.get_running_loop().get_task_factory(), None)

    scenario.run(main)
    scenario.expect([])


def test_called_with_loop_and_coroutine(scenario):
    """The task factory is called with the loop and the coroutine, and create_task returns what it returns."""
    aio, log = scenario.aio, scenario.log

    async def main():
        made = []
        loop = aio.get_running_loop()

        async def worker():
            await aio.sleep(0)
            return 5

        def factory(given_loop, given_coroutine, **options):
            scenario.check_is('given_loop', given_loop, loop)
            scenario.check_is('given_coroutine', given_coroutine, coroutine)
            log('factory', 'called')
            made.append(aio.Task(given_coroutine, loop=given_loop, **options))
            return made[0]

        scenario.check('loop.set_task_factory(factory)', loop.set_task_factory(factory), None)
        scenario.check_is('loop.get_task_factory()', loop.get_task_factory(), factory)
        coroutine = worker()
        task = aio.create_task(coroutine)
        scenario.check_is('task', task, made[0])
        scenario.check('task', await task, 5)
        loop.set_task_factory(None)

    scenario.run(main)
    scenario.expect([('factory', 'called')])


def test_used_by_everything_that_makes_tasks__make_ensure_future(scenario):
    """The task factory makes the task of a coroutine given to ensure_future."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            return 5

        def factory(loop, coroutine, **options):
            log('factory', 'called')
            return aio.Task(coroutine, loop=loop, **options)

        aio.get_running_loop().set_task_factory(factory)
        await aio.ensure_future(worker())
        aio.get_running_loop().set_task_factory(None)

    scenario.run(main)
    scenario.expect([('factory', 'called')])


def test_used_by_everything_that_makes_tasks__make_gather(scenario):
    """The task factory makes the task of a coroutine given to gather."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            return 5

        def factory(loop, coroutine, **options):
            log('factory', 'called')
            return aio.Task(coroutine, loop=loop, **options)

        aio.get_running_loop().set_task_factory(factory)
        await aio.gather(worker())
        aio.get_running_loop().set_task_factory(None)

    scenario.run(main)
    scenario.expect([('factory', 'called')])


def test_used_by_everything_that_makes_tasks__make_get_running_loop_create_task(scenario):
    """The task factory makes the task of a coroutine given to get_running_loop().create_task."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            return 5

        def factory(loop, coroutine, **options):
            log('factory', 'called')
            return aio.Task(coroutine, loop=loop, **options)

        aio.get_running_loop().set_task_factory(factory)
        await aio.get_running_loop().create_task(worker())
        aio.get_running_loop().set_task_factory(None)

    scenario.run(main)
    scenario.expect([('factory', 'called')])


def test_used_by_everything_that_makes_tasks__make_shield(scenario):
    """The task factory makes the task of a coroutine given to shield."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            return 5

        def factory(loop, coroutine, **options):
            log('factory', 'called')
            return aio.Task(coroutine, loop=loop, **options)

        aio.get_running_loop().set_task_factory(factory)
        await aio.shield(worker())
        aio.get_running_loop().set_task_factory(None)

    scenario.run(main)
    scenario.expect([('factory', 'called')])


def test_used_by_task_groups(scenario):
    """The task factory makes the children of a TaskGroup."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker(number):
            log('worker', f'runs {number}')

        def factory(loop, coroutine, **options):
            log('factory', 'called')
            return aio.Task(coroutine, loop=loop, **options)

        aio.get_running_loop().set_task_factory(factory)
        async with aio.TaskGroup() as group:
            group.create_task(worker(1))
            group.create_task(worker(2))
        aio.get_running_loop().set_task_factory(None)

    scenario.run(main)
    scenario.expect(
        [
            ('factory', 'called'),
            ('factory', 'called'),
            scenario.any_order(('worker', 'runs 1'), ('worker', 'runs 2')),
        ]
    )


def test_used_by_run_until_complete(scenario):
    """A coroutine given to run_until_complete becomes a task by way of the task factory."""
    aio, log = scenario.aio, scenario.log

    made = []

    async def entry():
        log('entry', f'is made by the factory {aio.current_task() in made}')
        return 3

    def factory(given_loop, coroutine, **options):
        made.append(aio.Task(coroutine, loop=given_loop, **options))
        return made[-1]

    loop = scenario.open_loop()
    loop.set_task_factory(factory)
    scenario.check('loop.run_until_complete(entry())', loop.run_until_complete(entry()), 3)
    loop.set_task_factory(None)
    scenario.expect([('entry', 'is made by the factory True')])


def test_used_by_a_runner(scenario):
    """A task factory set on the loop of a Runner makes the main task of its run()."""
    aio, log = scenario.aio, scenario.log

    made = []

    async def entry():
        log('entry', f'is made by the factory {aio.current_task() in made}')

    def factory(loop, coroutine, **options):
        made.append(aio.Task(coroutine, loop=loop, **options))
        return made[-1]

    runner = aio.Runner()
    runner.get_loop().set_task_factory(factory)
    runner.run(entry())
    runner.get_loop().set_task_factory(None)
    runner.close()
    scenario.expect([('entry', 'is made by the factory True')])


def test_none_restores_the_default(scenario):
    """After set_task_factory(None) the factory is no longer called and create_task makes plain tasks."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'runs')

        def factory(loop, coroutine, **options):
            log('factory', 'called')
            return aio.Task(coroutine, loop=loop, **options)

        aio.get_running_loop().set_task_factory(factory)
        await aio.create_task(worker())
        aio.get_running_loop().set_task_factory(None)
        scenario.check('get_running_loop().get_task_factory()', aio.get_running_loop().get_task_factory(), None)
        plain = aio.create_task(worker())
        scenario.check_type('create_task(worker())', plain, aio.Task)
        await plain

    scenario.run(main)
    scenario.expect(
        [
            ('factory', 'called'),
            ('worker', 'runs'),
            ('worker', 'runs'),
        ]
    )


def test_refuses_what_cannot_be_called__value_factory(scenario):
    """The method set_task_factory() raises TypeError for 'factory' and leaves the factory in place."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        aio.get_running_loop().set_task_factory(tools.noop)
        with scenario.raises('main', TypeError):
            aio.get_running_loop().set_task_factory('factory')
        scenario.check_is('get_running_loop().get_task_factory()', aio.get_running_loop().get_task_factory(), tools.noop)
        aio.get_running_loop().set_task_factory(None)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_refuses_what_cannot_be_called__value_5(scenario):
    """The method set_task_factory() raises TypeError for 5 and leaves the factory in place."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        aio.get_running_loop().set_task_factory(tools.noop)
        with scenario.raises('main', TypeError):
            aio.get_running_loop().set_task_factory(5)
        scenario.check_is('get_running_loop().get_task_factory()', aio.get_running_loop().get_task_factory(), tools.noop)
        aio.get_running_loop().set_task_factory(None)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_name_reaches_the_task(scenario):
    """A name given to create_task is the name of the task that a factory made with the options it got."""
    aio = scenario.aio

    async def main():
        async def worker():
            await aio.sleep(0)

        def factory(loop, coroutine, **options):
            return aio.Task(coroutine, loop=loop, **options)

        aio.get_running_loop().set_task_factory(factory)
        task = aio.create_task(worker(), name='blue')
        aio.get_running_loop().set_task_factory(None)
        scenario.check('task.get_name()', task.get_name(), 'blue')
        await task

    scenario.run(main)
    scenario.expect([])


def test_context_reaches_the_factory(scenario):
    """A context given to create_task is passed to the factory as the keyword context."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')
        given = tools.copy_context()

        async def worker():
            log('worker', f'sees {colour.get()}')

        def factory(loop, coroutine, **options):
            scenario.check_is("options['context']", options['context'], given)
            return aio.Task(coroutine, loop=loop, **options)

        given.run(colour.set, 'given')
        aio.get_running_loop().set_task_factory(factory)
        await aio.create_task(worker(), context=given)
        aio.get_running_loop().set_task_factory(None)

    scenario.run(main)
    scenario.expect([('worker', 'sees given')])


def test_context_that_was_not_given_is_not_passed(scenario):
    """Without a context given to create_task the factory gets no keyword context."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            await aio.sleep(0)

        def factory(loop, coroutine, **options):
            log('factory', f"context passed {'context' in options}")
            return aio.Task(coroutine, loop=loop, **options)

        aio.get_running_loop().set_task_factory(factory)
        await aio.create_task(worker())
        aio.get_running_loop().set_task_factory(None)

    scenario.run(main)
    scenario.expect([('factory', 'context passed False')])


def test_failing_factory_fails_create_task(scenario):
    """An exception raised by the task factory is raised by create_task, and no task exists."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def worker():
            log('worker', 'runs')

        def factory(loop, coroutine, **options):
            raise tools.Boom()

        before = aio.all_tasks()
        aio.get_running_loop().set_task_factory(factory)
        orphan = worker()
        with scenario.raises('main', tools.Boom):
            aio.create_task(orphan)
        orphan.close()
        aio.get_running_loop().set_task_factory(None)
        scenario.check_is('all_tasks() == before', aio.all_tasks() == before, True)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_running_tasks_are_not_touched(scenario):
    """Setting a task factory leaves the tasks that exist already as they are."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            await aio.sleep(0)
            log('worker', 'ends')

        def factory(loop, coroutine, **options):
            log('factory', 'called')

        worker = aio.create_task(worker_steps())
        aio.get_running_loop().set_task_factory(factory)
        await worker
        aio.get_running_loop().set_task_factory(None)

    scenario.run(main)
    scenario.expect([('worker', 'ends')])


def test_further_keywords_reach_the_factory__make_create_task(scenario):
    """An unknown keyword argument given to create_task is passed to the task factory."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            return 5

        def factory(loop, coroutine, colour=None, **options):
            log('factory', f'called with {colour}')
            return aio.Task(coroutine, loop=loop, **options)

        aio.get_running_loop().set_task_factory(factory)
        task = aio.create_task(worker(), colour='red')
        aio.get_running_loop().set_task_factory(None)
        scenario.check('task', await task, 5)

    scenario.run(main)
    scenario.expect([('factory', 'called with red')])


def test_further_keywords_reach_the_factory__make_get_running_loop_create_task(scenario):
    """An unknown keyword argument given to get_running_loop().create_task is passed to the task factory."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            return 5

        def factory(loop, coroutine, colour=None, **options):
            log('factory', f'called with {colour}')
            return aio.Task(coroutine, loop=loop, **options)

        aio.get_running_loop().set_task_factory(factory)
        task = aio.get_running_loop().create_task(worker(), colour='red')
        aio.get_running_loop().set_task_factory(None)
        scenario.check('task', await task, 5)

    scenario.run(main)
    scenario.expect([('factory', 'called with red')])


def test_keywords_of_a_task_group_reach_the_factory(scenario):
    """An unknown keyword argument given to create_task() of a TaskGroup is passed to the factory."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            return 5

        def factory(loop, coroutine, colour=None, **options):
            log('factory', f'called with {colour}')
            return aio.Task(coroutine, loop=loop, **options)

        aio.get_running_loop().set_task_factory(factory)
        async with aio.TaskGroup() as group:
            task = group.create_task(worker(), colour='red')
        aio.get_running_loop().set_task_factory(None)
        scenario.check('task.result()', task.result(), 5)

    scenario.run(main)
    scenario.expect([('factory', 'called with red')])


def test_name_reaches_the_factory(scenario):
    """A name given to create_task is passed to the task factory as the keyword name."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            return 5

        def factory(loop, coroutine, **options):
            log('factory', f"called with {options['name']}")
            return aio.Task(coroutine, loop=loop, **options)

        aio.get_running_loop().set_task_factory(factory)
        scenario.check("create_task(worker(), name='blue')", await aio.create_task(worker(), name='blue'), 5)
        aio.get_running_loop().set_task_factory(None)

    scenario.run(main)
    scenario.expect([('factory', 'called with blue')])


def test_factory_and_name(scenario):
    """The name given to create_task is the name of a task that the task factory makes."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def work():
            log('work', 'done')

        def make(loop, coroutine, name=None, context=None, eager_start=None):
            return aio.Task(coroutine, loop=loop, name=name)

        aio.get_running_loop().set_task_factory(make)
        made = aio.get_running_loop().create_task(work(), name='mine')
        scenario.check('made.get_name()', made.get_name(), 'mine')
        await made

    scenario.run(main)
    scenario.expect([('work', 'done')])


def test_context_of_none_reaches_the_factory(scenario):
    """From Python 3.14 on a context of None given to create_task is passed to the factory as the keyword context."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            await aio.sleep(0)

        def factory(loop, coroutine, **options):
            log('factory', f'{sorted(options)}')
            return aio.Task(coroutine, loop=loop, **options)

        aio.get_running_loop().set_task_factory(factory)
        await aio.get_running_loop().create_task(worker(), context=None)
        aio.get_running_loop().set_task_factory(None)

    scenario.run(main)
    scenario.expect([('factory', "['context']")])
